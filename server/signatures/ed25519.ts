// Ed25519 on raw bytes: node:crypto speaks only of wrapped keys.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

export const SEED_BYTES = 32;
export const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

export const signEd25519 = (seed: Uint8Array, content: Uint8Array): Buffer =>
  sign(null, content, privateKey(seed));

/** False for anything that is not this key's signature of this content. */
export const verifyEd25519 = (publicKey: Uint8Array, content: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === SIGNATURE_BYTES && verify(null, content, wrapPublicKey(publicKey), signature);

export const publicKeyOf = (seed: Uint8Array): Uint8Array =>
  createPublicKey(privateKey(seed)).export({ format: "der", type: "spki" }).subarray(SPKI_HEADER.length);

/** The fixed DER headers of Ed25519 keys (RFC 8410), to which the raw bytes are appended. */
const PKCS8_HEADER = Buffer.from("302e020100300506032b657004220420", "hex");
const SPKI_HEADER = Buffer.from("302a300506032b6570032100", "hex");

const privateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_HEADER, seed]), format: "der", type: "pkcs8" });

const wrapPublicKey = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_HEADER, publicKey]), format: "der", type: "spki" });
