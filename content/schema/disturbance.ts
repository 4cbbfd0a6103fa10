// What got in the way of a request: everything that was done to it on purpose, and other requests about the same thing.
import {
  type ObservedAttempt,
  type ObservedHistory,
  oncePerHistory,
  type ReceiverEntry,
} from "./observation.ts";

/** A shop call that takes longer than this was held up on purpose: calls take milliseconds, and wait for a few others. */
const SLOW_CALL_MS = 1_000;
/** Virtual time for which a trouble may be felt, e.g. a lease of work that was broken off; ample for any lease here. */
export const AFTERMATH_MS = 3_600_000;

/**
 * One thing that went wrong without the handler's fault:
 * - a shop call that was refused, whose answer was lost, or that was held up,
 * - a receiver that was killed or stopped,
 * - an answer that never reached the provider,
 * - two requests about the same event or the same order at the same time; work that goes on after the answer counts.
 */
export interface Trouble {
  readonly seq: number;
  readonly atMs: number;
  /** Whom it hit; null for the whole receiver and for work outside of requests. */
  readonly attempt: ObservedAttempt | null;
  /** Work may have been cut short by it; not by an answer that was lost when all was done. */
  readonly interrupts: boolean;
}

/** Every trouble of a history, in no particular order. */
export const troublesOf = oncePerHistory((observed): Trouble[] => [
  ...callTroubles(observed),
  ...observed.receiver
    .filter(isEndOnPurpose)
    .map(({ seq, atMs }) => ({ seq, atMs, attempt: null, interrupts: true })),
  ...observed.attempts.flatMap((attempt) => {
    const { finished } = attempt;
    if (finished?.outcome.kind !== "reply-lost") return [];
    return [{ seq: finished.seq, atMs: finished.atMs, attempt, interrupts: false }];
  }),
  ...overlaps(observed),
]);

/**
 * Whether an attempt's answer may be other than it would be on a good day. It is disturbed when
 * - it was hit, see below,
 * - an earlier trouble with the same event or order may still be felt: it is less than an hour old, and the receiver
 *   had begun with that event or order when it came.
 */
export function isDisturbed(observed: ObservedHistory, attempt: ObservedAttempt): boolean {
  return isHit(observed, attempt) || feltBy(observed).has(attempt);
}

/**
 * Whether something got in an attempt's way while it was open: nobody was there to answer it, or a trouble came to it or
 * to the whole receiver. This alone can excuse the answer to a request that has to be refused before anything else.
 */
export function isHit(observed: ObservedHistory, attempt: ObservedAttempt): boolean {
  const kind = attempt.finished?.outcome.kind;
  if (kind === "connection-refused" || hitAttempts(observed).has(attempt)) return true;
  return kind === "connection-lost" && isUnexplained(observed, attempt);
}

/** Whether two requests are about the same event or the same order, and both may be the provider's own. */
export function isSameMatter(one: ObservedAttempt, other: ObservedAttempt): boolean {
  if (one.started.eventId !== null && one.started.eventId === other.started.eventId) return true;
  if (!isCredible(one) || !isCredible(other)) return false;
  const [first, second] = [one.event, other.event];
  if (first === null || second === null) return false;
  return isEqual(first.orderId, second.orderId) || isEqual(first.id, second.id);
}

/** Ends by our own hand, as against a receiver that fell by itself. */
export function isEndOnPurpose(entry: ReceiverEntry): boolean {
  if (entry.kind !== "receiver-ended") return false;
  return entry.outcome.kind === "stopped" || entry.outcome.kind === "crash-point";
}

const hitAttempts = oncePerHistory((observed) => troubled(observed, hits));
const feltBy = oncePerHistory((observed) => troubled(observed, isFelt));

function troubled(observed: ObservedHistory, by: typeof isFelt): ReadonlySet<ObservedAttempt> {
  const troubles = troublesOf(observed);
  return new Set(
    observed.attempts.filter((attempt) => troubles.some((trouble) => by(observed, trouble, attempt))),
  );
}

function hits(_observed: ObservedHistory, trouble: Trouble, attempt: ObservedAttempt): boolean {
  const { started, finished } = attempt;
  if (trouble.seq < started.seq) return false;
  if (trouble.attempt !== null && trouble.attempt !== attempt) return false;
  if (finished === null) return true;
  if (trouble.seq <= finished.seq) return trouble.atMs <= finished.atMs;
  // The provider sees the connection break before the receiver's end is noticed.
  const isBreak = finished.outcome.kind === "connection-lost" && trouble.atMs === finished.atMs;
  return isBreak && trouble.attempt === null;
}

/** The connection broke at the very end of the history, so what broke it may not be written down yet. */
function isUnexplained(
  { receiver, endMs }: ObservedHistory,
  { started, finished }: ObservedAttempt,
): boolean {
  return finished?.atMs === endMs && !receiver.some(({ seq }) => seq > started.seq);
}

function isFelt({ attempts }: ObservedHistory, trouble: Trouble, attempt: ObservedAttempt): boolean {
  const { seq, atMs } = attempt.started;
  if (trouble.seq >= seq || trouble.atMs > atMs || atMs - trouble.atMs > AFTERMATH_MS) return false;
  if (trouble.attempt !== null) return isSameMatter(trouble.attempt, attempt);
  return attempts.some((other) => other.started.seq < trouble.seq && isSameMatter(other, attempt));
}

function callTroubles({ calls, attempts, endMs }: ObservedHistory): Trouble[] {
  return calls.flatMap(({ called, answered }) => {
    const attempt = attempts.find(({ started }) => started.attemptId === called.attemptId) ?? null;
    if (answered?.fault !== undefined) {
      return [{ seq: answered.seq, atMs: answered.atMs, attempt, interrupts: true }];
    }
    const isSlow = (answered?.atMs ?? endMs) - called.atMs >= SLOW_CALL_MS;
    return isSlow ? [{ seq: called.seq, atMs: called.atMs + SLOW_CALL_MS, attempt, interrupts: true }] : [];
  });
}

/** Each pair that overlaps troubles both. */
function overlaps({ attempts }: ObservedHistory): Trouble[] {
  return attempts.flatMap((first, index) => {
    const untilSeq = first.finished === null ? Infinity : Math.max(first.lastSeq, first.finished.seq);
    const troubles: Trouble[] = [];
    for (const second of attempts.slice(index + 1)) {
      const { seq, atMs } = second.started;
      if (seq > untilSeq) break;
      if (isSameMatter(first, second))
        for (const attempt of [first, second]) troubles.push({ seq, atMs, attempt, interrupts: true });
    }
    return troubles;
  });
}

/** A receiver that verifies never gets as far as the order of these. */
const isCredible = ({ nature }: ObservedAttempt) => nature !== "forgery" && nature !== "bad-input";

const isEqual = (one: string | null, other: string | null) => one !== null && one === other;
