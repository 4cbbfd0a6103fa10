// Bad input: more than any event holds, for code that reads everything before it asks who sent it.
import { toJsonBytes } from "../encoding.ts";
import { defineAttack, sendNow } from "./attack.ts";
import { forge, membersOf, withoutSignature } from "./forging.ts";

/** Fifteen times what Express takes by default, and far below what a receiver's memory holds. */
const PADDING = "nothing but padding, ".repeat(71_500);

export const oversized = defineAttack("oversized", (context) => {
  const body = toJsonBytes({ padding: PADDING, ...membersOf(context.forgedEvent.payload) });
  return sendNow(
    context,
    forge(context, { sign: withoutSignature, event: { ...context.forgedEvent, body } }),
  );
});
