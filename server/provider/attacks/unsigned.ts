// Forgery: an invented event without any signature.
import { defineAttack, sendNow } from "./attack.ts";
import { forge, withoutSignature } from "./forging.ts";

export const unsigned = defineAttack("unsigned", (context) =>
  sendNow(context, forge(context, { sign: withoutSignature })),
);
