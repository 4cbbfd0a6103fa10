// Finishes a request that was written by hand: exact length, a host, and fresh signature headers when they are wanted.
import type { HeaderPairs, RawRequest } from "../contract/history.ts";
import { headerValue, withoutHeaders } from "../signatures/headers.ts";
import type { SignatureScheme } from "../signatures/types.ts";
import type { ComposedRequest } from "./world-types.ts";

export interface ComposedSigning {
  readonly scheme: SignatureScheme;
  /** Live secrets, newest first. */
  readonly secrets: readonly string[];
  readonly timestampSeconds: number;
  /** For a request that brings no `webhook-id` of its own. */
  readonly messageId: string;
}

export function finishComposed({ sign, ...composed }: ComposedRequest, signing: ComposedSigning): RawRequest {
  const request = withHost(withExactLength(composed));
  if (!sign) return request;
  const { scheme, secrets, timestampSeconds, messageId } = signing;
  const id = headerValue(request.headers, "webhook-id") || messageId;
  const body = Buffer.from(request.bodyBase64, "base64");
  const signature = scheme.sign({ id, timestampSeconds, body }, secrets);
  return { ...request, headers: [...withoutHeaders(request.headers, scheme.headerNames), ...signature] };
}

/** The body is known as a whole, so its length is what frames it, whatever an edited or relayed header says. */
export function withExactLength(request: RawRequest): RawRequest {
  const { length } = Buffer.from(request.bodyBase64, "base64");
  const kept = withoutHeaders(request.headers, ["content-length", "transfer-encoding", "expect"]);
  const framing: HeaderPairs = length === 0 ? [] : [["Content-Length", String(length)]];
  return { ...request, headers: [...kept, ...framing] };
}

/** HTTP/1.1 asks for a host; Node refuses a request without one before any handler sees it. */
const withHost = (request: RawRequest): RawRequest =>
  headerValue(request.headers, "host") === null
    ? { ...request, headers: [["Host", "receiver.test"], ...request.headers] }
    : request;
