// What the symmetric and the asymmetric version of Standard Webhooks share: headers, string to sign, tolerance.
import type { HeaderPairs } from "../contract/history.ts";
import { accepted, checkFreshness, parseTimestamp, refuse, requireSecrets } from "./checks.ts";
import { headerValue, rewriteHeader, withoutHeaders } from "./headers.ts";
import type {
  RewriteTimestamp,
  SignatureScheme,
  SignedRequest,
  SigningInput,
  Verification,
  Verifying,
} from "./types.ts";

/** One way to sign the same content: `v1` or `v1a`. */
export interface SignatureVersion {
  readonly name: "v1" | "v1a";
  sign(content: Uint8Array, secret: string): string;
  /** Null where nobody can sign with what a receiver holds. */
  readonly signCarelessly: ((content: Uint8Array, secret: string) => string) | null;
  /** `signature` is the text after the version's comma. */
  matches(content: Uint8Array, signature: string, receiverSecret: string): boolean;
}

/** In the reference libraries, which refuse the future as they refuse the past. */
const TOLERANCE_SECONDS = 300;
const TIMESTAMP = "webhook-timestamp";
const SIGNATURE = "webhook-signature";

const markOf = ({ name }: SignatureVersion): string => `${name},`;

export function standardWebhooks(
  version: SignatureVersion,
  own: Pick<SignatureScheme, "id" | "title" | "generateSecret" | "receiverSecret">,
): SignatureScheme {
  const { signCarelessly } = version;
  return {
    ...own,
    source: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    headerNames: ["webhook-id", TIMESTAMP, SIGNATURE],
    signatureHeader: SIGNATURE,
    mark: markOf(version),
    unknownMark: "v0,",
    signsWithAll: true,
    signedContent: "webhook-id + '.' + webhook-timestamp + '.' + raw body",
    toleranceSeconds: TOLERANCE_SECONDS,
    refusesFuture: true,
    sign: (input, secrets) => sign(version, input, requireSecrets(secrets, own.id)),
    signCarelessly:
      signCarelessly && ((input, secret) => sign({ ...version, sign: signCarelessly }, input, [secret])),
    verify: (request, verifying) => verify(version, request, verifying),
    readSignatures: (headers) => headerValue(headers, SIGNATURE)?.split(" ") ?? [],
    replaceSignatures: (headers, signatures) => rewriteHeader(headers, SIGNATURE, () => signatures.join(" ")),
    rewriteTimestamp,
    unsignedHeaders: null,
  };
}

function rewriteTimestamp(headers: HeaderPairs, rewrite: RewriteTimestamp): HeaderPairs {
  const text = rewrite(headerValue(headers, TIMESTAMP) ?? "");
  return text === null ? withoutHeaders(headers, [TIMESTAMP]) : rewriteHeader(headers, TIMESTAMP, () => text);
}

function sign(version: SignatureVersion, input: SigningInput, secrets: readonly string[]): HeaderPairs {
  const timestamp = String(input.timestampSeconds);
  const content = signedContent(input.id, timestamp, input.body);
  return [
    ["webhook-id", input.id],
    [TIMESTAMP, timestamp],
    [SIGNATURE, secrets.map((key) => markOf(version) + version.sign(content, key)).join(" ")],
  ];
}

function verify(
  version: SignatureVersion,
  request: SignedRequest,
  { secrets, nowSeconds }: Verifying,
): Verification {
  const keys = requireSecrets(secrets, version.name);
  const id = headerValue(request.headers, "webhook-id");
  const timestamp = headerValue(request.headers, TIMESTAMP);
  const signatures = headerValue(request.headers, SIGNATURE);
  if (!id || !timestamp || !signatures)
    return refuse("missing-header", "One of webhook-id, webhook-timestamp and webhook-signature is missing.");
  const seconds = parseTimestamp(timestamp);
  if (seconds === null)
    return refuse("malformed-header", "webhook-timestamp is not a whole number of seconds.");
  const stale = checkFreshness(seconds, nowSeconds, { seconds: TOLERANCE_SECONDS, futureToo: true });
  if (stale !== null) return stale;
  const content = signedContent(id, timestamp, request.body);
  const mark = markOf(version);
  const known = signatures.split(" ").filter((entry) => entry.startsWith(mark));
  const matches = known.some((entry) =>
    keys.some((key) => version.matches(content, entry.slice(mark.length), key)),
  );
  return matches
    ? accepted
    : refuse("mismatch", `No ${version.name} signature in webhook-signature matches id, timestamp and body.`);
}

const signedContent = (id: string, timestamp: string, body: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
