// Forgery: a signature of junk, for code that splits, decodes and compares without asking what it got.
import type { SignatureScheme } from "../../signatures/types.ts";
import { defineAttack, sendNow } from "./attack.ts";
import { forgeSignatures } from "./forging.ts";

/** No hex and no base64; in UTF-8 the letters beyond ASCII take two bytes each. */
const JUNK = "%,;=\u00e9\u00ff\u00a7";
/** Far longer than any signature, and well below the 16 kB that Node takes for all headers. */
const LONG = 4_000;

export const garbledSignature = defineAttack("garbled-signature", (context) =>
  sendNow(
    context,
    forgeSignatures(context, ([genuine = ""]) => garble(genuine, context.envelope.scheme)),
  ),
);

/** Junk of exactly the right length first: code that compares the lengths of texts goes on to compare their bytes. */
function garble(genuine: string, { mark }: SignatureScheme): string[] {
  const length = genuine.length - mark.length;
  return [mark + junk(length), mark.slice(0, -1), mark + junk(LONG)];
}

const junk = (length: number): string => JUNK.repeat(Math.ceil(length / JUNK.length)).slice(0, length);
