// A request as it is being written by hand: where it starts from, what is wrong with it, and how it is sent.
import type { HeaderPairs, RawRequest } from "../../server/contract/history.ts";
import type { SessionAction } from "../../server/contract/session.ts";
import { base64OfText, textOf } from "./bytes.ts";
import { signatureHeaders } from "./signed-content.ts";

export interface Composed {
  readonly method: string;
  readonly path: string;
  readonly headers: HeaderPairs;
  readonly body: string;
  /** Make the signature headers anew over the body as it stands. */
  readonly sign: boolean;
}

const METHODS = ["POST", "PUT", "PATCH", "GET", "DELETE"] as const;
export const methods: readonly string[] = METHODS;

/** Something to begin with before anything was captured. */
export const blankRequest: Composed = {
  method: "POST",
  path: "/webhooks/payment",
  headers: [["content-type", "application/json"]],
  body: JSON.stringify(
    {
      id: "evt_made_up",
      type: "payment.succeeded",
      created: 0,
      data: { orderId: "ord_1042", amount: 1, currency: "EUR", version: 1 },
    },
    null,
    2,
  ),
  sign: false,
};

/** The captured request as it was; null when its body is no text and so cannot be edited here. */
export function composeFrom(request: RawRequest): Composed | null {
  const body = textOf(request.bodyBase64);
  if (body === null) return null;
  const madeBySender = new Set(["host", "content-length", "connection"]);
  const headers = request.headers.filter(([name]) => !madeBySender.has(name.toLowerCase()));
  return { method: request.method, path: request.path, headers, body, sign: false };
}

/** Remarks, never refusals: a broken request is often what one wants to send. */
export function remarksOn({ path, headers, body, sign }: Composed): string[] {
  const remarks: string[] = [];
  if (!path.startsWith("/")) remarks.push('The path has to start with "/".');
  const isJson = headers.some(
    ([name, value]) => name.toLowerCase() === "content-type" && value.includes("json"),
  );
  if (isJson && body !== "" && !isValidJson(body)) {
    remarks.push("The body is not valid JSON. It can be sent as it is.");
  }
  if (sign && headers.some(([name]) => signatureHeaders.has(name.toLowerCase()))) {
    remarks.push("The signature headers below are replaced by new ones.");
  }
  return remarks;
}

export function isSendable({ path, headers }: Composed): boolean {
  return path.startsWith("/") && headers.every(([name]) => name === "" || isHeaderName(name));
}

export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name);
}

export function toAction({ method, path, headers, body, sign }: Composed): SessionAction {
  return {
    kind: "compose",
    method,
    path,
    headers: headers.filter(([name]) => name !== ""),
    bodyBase64: base64OfText(body),
    sign,
  };
}

function isValidJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
