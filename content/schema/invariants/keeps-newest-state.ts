// keeps-newest-state: once an order is refunded, an older payment that arrives later does not undo that.
import type { EntryOf } from "../../../server/contract/history.ts";
import { isAccepted, newStatusOf } from "../answers.ts";
import { isByHostile } from "../causation.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const keepsNewestState: Invariant = {
  id: "keeps-newest-state",
  title: "keeps the newest state",
  why: "Deliveries overtake each other, so an old payment that comes late must not turn an order that was refunded into one to ship.",
  look: "Look at the UPDATE that sets the status: let its WHERE leave a refunded order alone, so that asking and writing are one step.",
  judge,
};

function judge(observed: ObservedHistory): Judgement {
  const refunds = observed.attempts.filter(isOf("payment.refunded"));
  if (refunds.length === 0) return notChecked;
  const refunded = new Set<string>();
  for (const effect of observed.effects) {
    const status = newStatusOf(effect);
    if (status === null || effect.orderId === null || isByHostile(observed, effect)) continue;
    const isUndone = refunded.has(effect.orderId) && (status === "paid" || status === "pending");
    if (isUndone && !isNewer(observed, refunds, effect)) {
      const summary = `Order ${effect.orderId} was refunded, and an older event made it ${status} again.`;
      return broken({ summary, seq: effect.seq, byEffect: true });
    }
    if (status === "refunded") refunded.add(effect.orderId);
    else refunded.delete(effect.orderId);
  }
  const late = observed.attempts.filter((attempt) => isOlderThanRefund(attempt, refunds)).length;
  if (late === 0) return notChecked;
  return held(
    `${count(late, "older payment", "older payments")} came after a refund, and the refund stands.`,
  );
}

/** A payment that is newer than every refund before the effect: the customer may have paid again. */
function isNewer(
  { attempts }: ObservedHistory,
  refunds: readonly ObservedAttempt[],
  effect: EntryOf<"effect">,
) {
  const isBefore = ({ started, event }: ObservedAttempt) =>
    started.seq < effect.seq && event?.orderId === effect.orderId;
  const latestRefund = Math.max(...refunds.filter(isBefore).map(versionOf));
  return attempts
    .filter(isOf("payment.succeeded"))
    .some((one) => isBefore(one) && versionOf(one) > latestRefund);
}

/** A payment attempt that the receiver answered after it had accepted, or at least begun with, a newer refund. */
function isOlderThanRefund(attempt: ObservedAttempt, refunds: readonly ObservedAttempt[]): boolean {
  const { finished, event } = attempt;
  if (!isOf("payment.succeeded")(attempt) || finished === null || !isAccepted(attempt)) return false;
  return refunds.some(
    (refund) =>
      refund.event?.orderId === event?.orderId &&
      refund.started.seq < finished.seq &&
      isAccepted(refund) &&
      versionOf(refund) > versionOf(attempt),
  );
}

const isOf = (type: string) => (attempt: ObservedAttempt) =>
  attempt.nature === "genuine" && attempt.event?.type === type && attempt.event.orderId !== null;

const versionOf = ({ event }: ObservedAttempt) => event?.version ?? 0;
