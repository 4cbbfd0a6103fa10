// Stripe's scheme: timestamp and HMAC-SHA256 signatures in one header.

import type { HeaderPairs } from "../contract/history.ts";
import {
  accepted,
  checkFreshness,
  hmacSha256,
  parseTimestamp,
  refuse,
  requireSecrets,
  sameText,
} from "./checks.ts";
import { headerValue, rewriteHeader } from "./headers.ts";
import type {
  RewriteTimestamp,
  SignatureScheme,
  SignedRequest,
  SigningInput,
  Verification,
  Verifying,
} from "./types.ts";

const HEADER = "Stripe-Signature";
const MARK = "v1=";
const TIME_MARK = "t=";
/** The default of Stripe's own libraries, which refuse what is too old and let a future timestamp pass. */
const TOLERANCE_SECONDS = 300;
const SECRET_LENGTH = 32;
const BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export const stripeV1: SignatureScheme = {
  id: "stripe-v1",
  title: "Stripe",
  source: "https://docs.stripe.com/webhooks#verify-manually",
  headerNames: [HEADER],
  signatureHeader: HEADER,
  mark: MARK,
  unknownMark: "v0=",
  signsWithAll: true,
  signedContent: "t + '.' + raw body",
  toleranceSeconds: TOLERANCE_SECONDS,
  refusesFuture: false,
  sign: (input, secrets) => sign(input, requireSecrets(secrets, "stripe-v1")),
  signCarelessly: (input, secret) => sign(input, [secret]),
  verify,
  generateSecret: (random) =>
    `whsec_${Array.from({ length: SECRET_LENGTH }, () => BASE_62.charAt(random.below(BASE_62.length))).join("")}`,
  receiverSecret: (secret) => secret,
  readSignatures: (headers) => readItems(headers).filter((item) => !isTime(item)),
  replaceSignatures: (headers, signatures) =>
    writeItems(headers, [...readItems(headers).filter(isTime), ...signatures]),
  rewriteTimestamp(headers, rewrite) {
    const items = readItems(headers).map((item) => (isTime(item) ? rewriteTime(item, rewrite) : item));
    return writeItems(
      headers,
      items.filter((item) => item !== null),
    );
  },
  unsignedHeaders: null,
};

function sign(input: SigningInput, secrets: readonly string[]): HeaderPairs {
  const timestamp = String(input.timestampSeconds);
  const signatures = secrets.map((secret) => MARK + digest(secret, timestamp, input.body));
  return [[HEADER, [TIME_MARK + timestamp, ...signatures].join(",")]];
}

const readItems = (headers: HeaderPairs): string[] => headerValue(headers, HEADER)?.split(",") ?? [];

const writeItems = (headers: HeaderPairs, items: readonly string[]): HeaderPairs =>
  rewriteHeader(headers, HEADER, () => items.join(","));

const isTime = (item: string): boolean => item.startsWith(TIME_MARK);

function rewriteTime(item: string, rewrite: RewriteTimestamp): string | null {
  const text = rewrite(item.slice(TIME_MARK.length));
  return text === null ? null : TIME_MARK + text;
}

function verify(request: SignedRequest, { secrets, nowSeconds }: Verifying): Verification {
  const keys = requireSecrets(secrets, "stripe-v1");
  const value = headerValue(request.headers, HEADER);
  if (!value) return refuse("missing-header", `${HEADER} is missing.`);
  const items = value.split(",").map((item) => item.split("=", 2));
  const timestamp = items.find(([name]) => name === "t")?.[1] ?? "";
  const signatures = items.flatMap(([name, text]) => (name === "v1" && text !== undefined ? [text] : []));
  const seconds = parseTimestamp(timestamp);
  if (seconds === null || signatures.length === 0)
    return refuse("malformed-header", `${HEADER} needs a whole t= and at least one v1=.`);
  const stale = checkFreshness(seconds, nowSeconds, { seconds: TOLERANCE_SECONDS, futureToo: false });
  if (stale !== null) return stale;
  const matches = keys.some((key) => {
    const expected = digest(key, timestamp, request.body);
    return signatures.some((signature) => sameText(signature, expected));
  });
  return matches ? accepted : refuse("mismatch", `No v1= in ${HEADER} matches timestamp and body.`);
}

/** The key is the whole text of the secret, `whsec_` included; it is never decoded. */
const digest = (secret: string, timestamp: string, body: Uint8Array): string =>
  hmacSha256(secret, `${timestamp}.`, body).toString("hex");
