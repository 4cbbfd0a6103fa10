// Forgery: an invented event, signed correctly with a secret that is not the endpoint's.
import { defineAttack, sendNow } from "./attack.ts";
import { forge, withGuessedSecret } from "./forging.ts";

export const wrongSecret = defineAttack("wrong-secret", (context) =>
  sendNow(context, forge(context, { sign: withGuessedSecret(context) })),
);
