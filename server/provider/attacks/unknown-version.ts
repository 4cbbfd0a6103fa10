// Forgery: signed in a version that nobody set up, for code that lets the request choose how it is checked.
import { defineAttack, sendNow } from "./attack.ts";
import { forgeSignatures } from "./forging.ts";

export const unknownVersion = defineAttack("unknown-version", (context) => {
  const { mark, unknownMark } = context.envelope.scheme;
  const request = forgeSignatures(context, (signatures) =>
    signatures.map((signature) => unknownMark + signature.slice(mark.length)),
  );
  return sendNow(context, request);
});
