// Standard Webhooks v1: HMAC-SHA256 with a shared secret.
import { decodeBase64, hmacSha256, sameText } from "./checks.ts";
import { standardWebhooks } from "./standard-webhooks.ts";
import type { SignatureScheme } from "./types.ts";

const PREFIX = "whsec_";
/** The specification asks for 24 to 64 bytes. */
const KEY_BYTES = { made: 24, least: 24, most: 64 };

export const standardV1: SignatureScheme = standardWebhooks(
  {
    name: "v1",
    sign: (content, secret) => digest(content, readKey(secret)),
    // Node's own decoder makes some key of any text.
    signCarelessly: (content, secret) => digest(content, Buffer.from(secret.replace(PREFIX, ""), "base64")),
    matches: (content, signature, secret) => sameText(signature, digest(content, readKey(secret))),
  },
  {
    id: "standard-v1",
    title: "Standard Webhooks (HMAC-SHA256)",
    generateSecret: (random) => PREFIX + Buffer.from(random.bytes(KEY_BYTES.made)).toString("base64"),
    receiverSecret: (secret) => secret,
  },
);

const digest = (content: Uint8Array, key: Uint8Array): string => hmacSha256(key, content).toString("base64");

/** The key is what the base64 after the prefix stands for, not its text: the most common mistake with this scheme. */
function readKey(secret: string): Uint8Array {
  const bytes = secret.startsWith(PREFIX) ? decodeBase64(secret.slice(PREFIX.length)) : null;
  if (bytes === null || bytes.length < KEY_BYTES.least || bytes.length > KEY_BYTES.most)
    throw new TypeError("A standard-v1 secret is whsec_ and 24 to 64 bytes in base64.");
  return bytes;
}
