// A valid signature for another time: whoever held the secret once has signed in advance.
import { defineAttack, refused, sendNow } from "./attack.ts";
import { forge } from "./forging.ts";

const AHEAD_SECONDS = 3_600;

export const signedAhead = defineAttack("signed-ahead", (context) => {
  const { refusesFuture, rewriteTimestamp, title } = context.envelope.scheme;
  if (rewriteTimestamp === null)
    return refused(`${title}'s scheme signs no timestamp, so nothing can be signed ahead of its time.`);
  if (!refusesFuture)
    return refused(
      `${title}'s own libraries refuse what is too old only, so a timestamp from the future is no fault of the receiver.`,
    );
  return sendNow(context, forge(context, { sign: context.signAsProvider, aheadSeconds: AHEAD_SECONDS }));
});
