// What an honest network does to a delivery: a race between two attempts, and an answer that nobody hears.
import { type AttackContext, type AttackPlan, defineAttack, refused } from "./attack.ts";

/** Far less than any shop call takes, so the second attempt finds the first one in the middle of its work. */
const GAP_MS = 1;

/** Providers that retry before they have an answer do this by themselves. */
export const overlappingDuplicate = defineAttack("overlapping-duplicate", (context) =>
  newOrNamed(context, { copies: 2, gapMs: GAP_MS, losesReply: false }),
);

/** The ambiguity at the heart of webhooks: the receiver did its work, and the provider never learns of it. */
export const replyLost = defineAttack("reply-lost", (context) =>
  newOrNamed(context, { copies: 1, gapMs: 0, losesReply: true }),
);

type Attempts = Pick<Extract<AttackPlan, { kind: "provider-attempts" }>, "copies" | "gapMs" | "losesReply">;

function newOrNamed({ captured, isNamed }: AttackContext, attempts: Attempts): AttackPlan {
  if (isNamed && captured?.deliveryId === null)
    return refused(
      "That request did not come from the provider. Choose a genuine one, or none for a new event.",
    );
  return {
    kind: "provider-attempts",
    deliveryId: (isNamed && captured?.deliveryId) || "new-event",
    ...attempts,
  };
}
