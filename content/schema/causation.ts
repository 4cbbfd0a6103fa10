// Which request an effect followed from, also when the work was done later by a job, a timer or a restarted receiver.
import type { EntryOf } from "../../server/contract/history.ts";
import { isAccepted, newStatusOf, recipientOf, seqOfAnswer } from "./answers.ts";
import { AFTERMATH_MS } from "./disturbance.ts";
import { type Nature, type ObservedAttempt, type ObservedHistory, oncePerHistory } from "./observation.ts";
import type { ObservedEvent } from "./observed-event.ts";

type Effect = EntryOf<"effect">;

/** What somebody other than the provider sent. What these cause is judged by the invariants against them. */
const hostile: ReadonlySet<Nature> = new Set<Nature>(["forgery", "replay-attack", "disguise", "bad-input"]);

export const isHostile = ({ nature }: ObservedAttempt): boolean => hostile.has(nature);

/** All that followed from a request: what was done in its handling, and what was done later because of it. */
export function effectsOf(observed: ObservedHistory, attempt: ObservedAttempt): readonly Effect[] {
  const later = backgroundEffects(observed).get(attempt) ?? [];
  const own = attempt.effects.filter((effect) => !wasAskedForBefore(observed, attempt, effect));
  return [...own, ...later];
}

/**
 * Done for the first time in the handling of something odd that may be accepted, and owed to a genuine request of before:
 * whoever works in batches does so in any request.
 */
function wasAskedForBefore({ attempts }: ObservedHistory, by: ObservedAttempt, effect: Effect): boolean {
  const mayBeAccepted = by.nature === "disguise" || by.nature === "bad-input";
  return (
    mayBeAccepted &&
    effect.repeat === 0 &&
    attempts.some((one) => !isHostile(one) && one.started.seq < by.started.seq && names(one, effect))
  );
}

/** Whether something that the receiver did by itself came soon enough after a request to be laid to it. */
export const isSoonAfter = ({ started }: ObservedAttempt, { atMs }: Pick<Effect, "atMs">): boolean =>
  atMs - started.atMs <= AFTERMATH_MS;

/** Whether an effect followed from something hostile. */
export function isByHostile(observed: ObservedHistory, effect: Effect): boolean {
  return hostileEffects(observed).has(effect);
}

/**
 * Whether an event asks for an effect: the parcel and the status that a payment or a refund leads to. A mail may
 * follow from any event. Says nothing about whether it is owed, or owed again.
 */
export function asksFor(event: ObservedEvent, effect: Effect): boolean {
  if (effect.effect === "mailed") return true;
  if (effect.orderId === null || effect.orderId !== event.orderId) return false;
  if (event.type === "payment.succeeded")
    return ["shipped", "receipt-filed"].includes(effect.effect) || newStatusOf(effect) === "paid";
  return event.type === "payment.refunded" && newStatusOf(effect) === "refunded";
}

const hostileEffects = oncePerHistory((observed): ReadonlySet<Effect> => {
  return new Set(observed.attempts.filter(isHostile).flatMap((attempt) => effectsOf(observed, attempt)));
});

/** Only where something hostile got anywhere; without that, nobody asks. */
const backgroundEffects = oncePerHistory((observed): ReadonlyMap<ObservedAttempt, Effect[]> => {
  const caused = new Map<ObservedAttempt, Effect[]>();
  const { attempts, effects } = observed;
  if (!attempts.some((attempt) => isHostile(attempt) && mayBeTakenUp(attempt))) return caused;
  for (const effect of effects) {
    const cause = effect.attemptId === null ? likeliestCause(attempts, effect) : undefined;
    if (cause !== undefined) caused.set(cause, [...(caused.get(cause) ?? []), effect]);
  }
  return caused;
});

/**
 * The history does not say which request a job or a timer worked for. The first time something happens, a genuine
 * request that asks for it is the cause; when it happens again, the last request that asks for it is. What none of these
 * asked for is laid to the last one that was turned away, left a note and asked for it, or else to the last request of
 * all, unless that was long ago: a nightly job has reasons of its own.
 */
function likeliestCause(attempts: readonly ObservedAttempt[], effect: Effect): ObservedAttempt | undefined {
  const earlier = attempts.filter((attempt) => mayHaveBegun(attempt, effect.seq));
  const recent = earlier.filter((attempt) => isSoonAfter(attempt, effect));
  // A mail may follow from any event, but not for ever.
  const near = effect.effect === "mailed" ? recent : earlier;
  const asking = near.filter(({ event }) => event !== null && asksFor(event, effect));
  const addressed = asking.filter(({ event }) => event?.email === recipientOf(effect));
  const noted = attempts.filter((attempt) => hasLeftNote(attempt, effect.seq) && names(attempt, effect));
  const candidates = [addressed, asking, noted, recent].find(({ length }) => length > 0) ?? [];
  const genuine = candidates.find((attempt) => !isHostile(attempt));
  return effect.repeat === 0 && asking.length > 0 ? (genuine ?? candidates.at(-1)) : candidates.at(-1);
}

const mayBeTakenUp = (attempt: ObservedAttempt) =>
  mayHaveBegun(attempt, Infinity) || hasLeftNote(attempt, Infinity);

/** Whether a request may have set work off by then: a hostile one has to be accepted for that, or to queue a job. */
function mayHaveBegun(attempt: ObservedAttempt, bySeq: number): boolean {
  if (!isHostile(attempt)) return attempt.started.seq < bySeq;
  const isIn = isAccepted(attempt) && seqOfAnswer(attempt) < bySeq;
  return isIn || attempt.effects.some(({ effect, seq }) => effect === "queued" && seq < bySeq);
}

/** Whether something hostile was written down in a table; whoever works on all that stands there takes it up. */
function hasLeftNote(attempt: ObservedAttempt, bySeq: number): boolean {
  return (
    isHostile(attempt) && attempt.effects.some(({ effect, seq }) => effect === "row-changed" && seq < bySeq)
  );
}

/** Whether a request asks for an effect on its own order, or for a mail to its own customer. */
function names({ event }: ObservedAttempt, effect: Effect): boolean {
  if (event === null || !asksFor(event, effect)) return false;
  return effect.effect !== "mailed" || event.email === recipientOf(effect);
}
