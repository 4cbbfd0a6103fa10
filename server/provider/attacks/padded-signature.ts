// Disguise: the same signature in other letters, for code that remembers signatures to tell a copy.
import { defineAttack } from "./attack.ts";
import { disguise } from "./capturing.ts";

export const paddedSignature = defineAttack("padded-signature", (context) => {
  const { scheme } = context.envelope;
  return disguise(context, (request) => ({
    ...request,
    headers: scheme.replaceSignatures(request.headers, scheme.readSignatures(request.headers).map(respell)),
  }));
});

/**
 * Base64 of a digest ends in "=", which decoders do without. Hex never does, and Node reads it up to the first letter
 * that is none.
 */
const respell = (signature: string): string =>
  signature.endsWith("=") ? signature.replace(/=+$/, "") : `${signature}zz`;
