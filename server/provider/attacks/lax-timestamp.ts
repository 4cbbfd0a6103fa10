// Disguise: the same timestamp in other characters, for code that signs or remembers the number instead of the text.
import { defineAttack, refused } from "./attack.ts";
import { disguise } from "./capturing.ts";

/** Number, parseInt and parseFloat all read the same; a space or a sign in front of it could get lost on the way. */
const RESPELLED = ".0";

export const laxTimestamp = defineAttack("lax-timestamp", (context) => {
  const { rewriteTimestamp, title } = context.envelope.scheme;
  if (rewriteTimestamp === null)
    return refused(`${title}'s scheme sends no timestamp, so there is none to spell differently.`);
  return disguise(context, (request) => ({
    ...request,
    headers: rewriteTimestamp(request.headers, (text) => text + RESPELLED),
  }));
});
