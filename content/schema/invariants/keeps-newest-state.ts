// keeps-newest-state: what an order became by a refund or a payment is not undone by an older event that arrives later.
import type { EntryOf } from "../../../server/contract/history.ts";
import { deniesPayment, isAccepted, newStatusOf } from "../answers.ts";
import { isByHostile, isSoonAfter } from "../causation.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const keepsNewestState: Invariant = {
  id: "keeps-newest-state",
  title: "keeps the newest state",
  why: "Deliveries overtake each other, so an old payment that comes late must not turn an order that was refunded into one to ship.",
  look: "Look at the UPDATE that sets the status: let its WHERE leave a refunded order alone, so that asking and writing are one step.",
  judge,
};

type Standing = "paid" | "refunded";

function judge(observed: ObservedHistory): Judgement {
  const genuine = observed.attempts.filter(
    ({ nature, event }) => nature === "genuine" && event !== null && event.orderId !== null,
  );
  const standings = new Map<string, Standing>();
  const before = new Set<string>();
  for (const effect of observed.effects) {
    const status = newStatusOf(effect);
    const { orderId } = effect;
    if (status === null || orderId === null || isByHostile(observed, effect)) continue;
    const earlier = genuine.filter(
      ({ started, event }) => started.seq < effect.seq && event?.orderId === orderId,
    );
    const standing = standings.get(orderId);
    if (standing !== undefined && undoes(standing, status, effect, earlier)) {
      const again = status === "pending" || before.has(`${orderId} ${status}`) ? " again" : "";
      const summary = `Order ${orderId} was ${standing}, and an older event made it ${status}${again}.`;
      return broken({ summary, seq: effect.seq, byEffect: true, ...lookFor(standing) });
    }
    before.add(`${orderId} ${status}`);
    if (status === "refunded" || status === "paid") standings.set(orderId, status);
    else if (deniesPayment(status)) standings.delete(orderId);
  }
  const late = genuine.filter((attempt) => isOvertaken(attempt, genuine)).length;
  if (late === 0) return notChecked;
  return held(
    `${count(late, "older event", "older events")} came after a newer one, and the newest state stands.`,
  );
}

/**
 * Whether a status undoes what the order had become. A refund is undone by any other status, except what its own
 * handling goes on to write, or a nightly job that puts it away; a payment only by a status that denies it, since an
 * order that is paid goes on from there.
 */
function undoes(
  standing: Standing,
  status: string,
  effect: EntryOf<"effect">,
  earlier: readonly ObservedAttempt[],
): boolean {
  const own = earlier.find(({ started }) => started.attemptId === effect.attemptId);
  if (standing === "refunded") {
    if (status.startsWith("refund") || isOf(own, "payment.refunded")) return false;
    const isNightly = effect.attemptId === null && !earlier.some((one) => isSoonAfter(one, effect));
    if (isNightly && status !== "paid") return false;
    const refund = latest(earlier, "payment.refunded");
    return refund !== NEVER && latest(earlier, "payment.succeeded") <= refund;
  }
  if (!deniesPayment(status) || isOf(own, "payment.refunded") || isOf(own, "payment.succeeded")) return false;
  const others = earlier.filter((one) => !isOf(one, "payment.succeeded") && !isOf(one, "payment.refunded"));
  const causes = own === undefined ? others : [own];
  const paidBy = latest(earlier, "payment.succeeded");
  return causes.length > 0 && causes.every((one) => versionOf(one) < paidBy);
}

function lookFor(standing: Standing): { readonly look?: string } {
  if (standing === "refunded") return {};
  return {
    look: "Look at the branch for events that say that nothing was paid: one that is older than the payment has to leave the order alone, so let the WHERE of its UPDATE ask for the status or the version.",
  };
}

/** Answered 2xx after the receiver had accepted, or at least begun with, a newer event that decides more. */
function isOvertaken(attempt: ObservedAttempt, genuine: readonly ObservedAttempt[]): boolean {
  const { finished, event } = attempt;
  if (finished === null || !isAccepted(attempt)) return false;
  return genuine.some(
    (newer) =>
      newer.event?.orderId === event?.orderId &&
      newer.started.seq < finished.seq &&
      isAccepted(newer) &&
      weightOf(newer) > weightOf(attempt) &&
      versionOf(newer) > versionOf(attempt),
  );
}

const isOf = (attempt: ObservedAttempt | undefined, type: string) => attempt?.event?.type === type;

/** A refund decides over all else, and a payment over what is neither. */
function weightOf(attempt: ObservedAttempt): number {
  if (isOf(attempt, "payment.refunded")) return 2;
  return isOf(attempt, "payment.succeeded") ? 1 : 0;
}

const NEVER = Number.NEGATIVE_INFINITY;

/** The newest version of an event of this type that had arrived. */
const latest = (attempts: readonly ObservedAttempt[], type: string): number =>
  Math.max(NEVER, ...attempts.filter((one) => isOf(one, type)).map(versionOf));

const versionOf = ({ event }: ObservedAttempt) => event?.version ?? 0;
