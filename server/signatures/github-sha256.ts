// GitHub's scheme: HMAC-SHA256 over the body alone, so nothing tells when or for which delivery it was signed.
import { accepted, hmacSha256, refuse, requireSecrets, sameText } from "./checks.ts";
import { headerValue, rewriteHeader } from "./headers.ts";
import type { SignatureScheme, SignedRequest, Verification, Verifying } from "./types.ts";

const HEADER = "X-Hub-Signature-256";
const MARK = "sha256=";
const SECRET_BYTES = 20;

export const githubSha256: SignatureScheme = {
  id: "github-sha256",
  title: "GitHub",
  source: "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
  headerNames: [HEADER],
  signatureHeader: HEADER,
  signedContent: "raw body",
  mark: MARK,
  unknownMark: "sha1=",
  signsWithAll: false,
  toleranceSeconds: null,
  refusesFuture: false,
  /** One signature only: of several secrets the first signs, and the receiver has to try them all. */
  sign: (input, secrets) => [[HEADER, digest(requireSecrets(secrets, "github-sha256")[0], input.body)]],
  signCarelessly: (input, secret) => [[HEADER, digest(secret, input.body)]],
  verify,
  generateSecret: (random) => Buffer.from(random.bytes(SECRET_BYTES)).toString("hex"),
  receiverSecret: (secret) => secret,
  readSignatures: (headers) => [headerValue(headers, HEADER)].filter((value) => value !== null),
  replaceSignatures: (headers, [signature = ""]) => rewriteHeader(headers, HEADER, () => signature),
  rewriteTimestamp: null,
  unsignedHeaders: { eventType: "X-GitHub-Event", deliveryId: "X-GitHub-Delivery" },
};

function verify(request: SignedRequest, { secrets }: Verifying): Verification {
  const keys = requireSecrets(secrets, "github-sha256");
  const signature = headerValue(request.headers, HEADER);
  if (!signature) return refuse("missing-header", `${HEADER} is missing.`);
  if (!/^sha256=[0-9a-f]{64}$/.test(signature))
    return refuse("malformed-header", `${HEADER} is not sha256= and 64 lower-case hex digits.`);
  return keys.some((key) => sameText(signature, digest(key, request.body)))
    ? accepted
    : refuse("mismatch", `${HEADER} does not match the body.`);
}

const digest = (secret: string, body: Uint8Array): string => MARK + hmacSha256(secret, body).toString("hex");
