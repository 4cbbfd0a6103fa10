// Tampering: a genuine request without its timestamp, for code that checks the age of what tells one.
import { defineAttack, refused, sendNow } from "./attack.ts";
import { withCaptured } from "./capturing.ts";

export const timestampRemoved = defineAttack("timestamp-removed", (context) => {
  const { rewriteTimestamp, title } = context.envelope.scheme;
  if (rewriteTimestamp === null)
    return refused(`${title}'s scheme sends no timestamp, so there is none to remove.`);
  return withCaptured(context, ({ request }) =>
    sendNow(context, { ...request, headers: rewriteTimestamp(request.headers, () => null) }),
  );
});
