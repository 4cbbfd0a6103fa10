// Forgery: a signature too short to compare, for code that lets `timingSafeEqual` throw at another length.
import { defineAttack, sendNow } from "./attack.ts";
import { forgeSignatures } from "./forging.ts";

/** A digit in hex and in base64 alike. */
const ONE_CHARACTER = "A";

export const shortSignature = defineAttack("short-signature", (context) =>
  sendNow(
    context,
    forgeSignatures(context, () => [context.envelope.scheme.mark + ONE_CHARACTER]),
  ),
);
