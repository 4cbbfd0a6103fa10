// Standard Webhooks v1a: Ed25519; the provider keeps the private key, the receiver holds the public one.
import { decodeBase64 } from "./checks.ts";
import { PUBLIC_KEY_BYTES, publicKeyOf, SEED_BYTES, signEd25519, verifyEd25519 } from "./ed25519.ts";
import { standardWebhooks } from "./standard-webhooks.ts";
import type { SignatureScheme } from "./types.ts";

const SECRET_PREFIX = "whsk_";
const PUBLIC_PREFIX = "whpk_";

export const standardV1a: SignatureScheme = standardWebhooks(
  {
    name: "v1a",
    sign: (content, secret) => signEd25519(readSecret(secret).seed, content).toString("base64"),
    signCarelessly: null,
    matches: (content, signature, receiverSecret) => {
      const bytes = decodeBase64(signature);
      return bytes !== null && verifyEd25519(readPublicKey(receiverSecret), content, bytes);
    },
  },
  {
    id: "standard-v1a",
    title: "Standard Webhooks (Ed25519)",
    generateSecret: (random) => {
      const seed = random.bytes(SEED_BYTES);
      return SECRET_PREFIX + Buffer.concat([seed, publicKeyOf(seed)]).toString("base64");
    },
    receiverSecret: (secret) => PUBLIC_PREFIX + Buffer.from(readSecret(secret).publicKey).toString("base64"),
  },
);

/** A `whsk_` secret is the 32-byte seed followed by its public key. */
function readSecret(secret: string): { seed: Uint8Array; publicKey: Uint8Array } {
  const bytes = secret.startsWith(SECRET_PREFIX) ? decodeBase64(secret.slice(SECRET_PREFIX.length)) : null;
  if (bytes?.length !== SEED_BYTES + PUBLIC_KEY_BYTES)
    throw new TypeError(
      "A standard-v1a secret is whsk_ and 64 bytes in base64: the seed, then its public key.",
    );
  return { seed: bytes.subarray(0, SEED_BYTES), publicKey: bytes.subarray(SEED_BYTES) };
}

/** Only a public key verifies: a shared secret in its place would turn the scheme into another one. */
function readPublicKey(receiverSecret: string): Uint8Array {
  const isPublic = receiverSecret.startsWith(PUBLIC_PREFIX);
  const bytes = isPublic ? decodeBase64(receiverSecret.slice(PUBLIC_PREFIX.length)) : null;
  if (bytes?.length !== PUBLIC_KEY_BYTES)
    throw new TypeError("A standard-v1a receiver holds whpk_ and 32 bytes in base64.");
  return bytes;
}
