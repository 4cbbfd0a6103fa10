// effect-at-most-once: duplicates, overlaps, retries, redeliveries and crashes never cause a second parcel or mail.
import type { EntryOf } from "../../../server/contract/history.ts";
import { isIrrevocable } from "../answers.ts";
import { isByHostile } from "../causation.ts";
import { troublesOf } from "../disturbance.ts";
import type { ObservedAttempt, ObservedHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

export const effectAtMostOnce: Invariant = {
  id: "effect-at-most-once",
  title: "effect at most once",
  why: "Providers deliver at least once, so each copy that is not recognised is a second parcel that nobody paid for.",
  look: "Look at the line that ships or mails: pass an idempotency key that is the same for every copy, or claim the event in the database first, in one statement.",
  judge,
};

/** What a forgery, a replay attack or junk caused is judged by their own invariants and not counted here. */
function judge(observed: ObservedHistory): Judgement {
  const first = new Map<string, EntryOf<"effect">>();
  for (const effect of observed.effects) {
    if (!isIrrevocable(effect) || isByHostile(observed, effect)) continue;
    const before = first.get(effect.subject) ?? unkeyedBefore(observed, effect);
    if (before !== undefined) return brokenBy(observed, before, effect);
    first.set(effect.subject, effect);
  }
  const reached = observed.attempts.filter(isReached);
  const copies = reached.length - new Set(reached.map(({ started }) => started.eventId)).size;
  if (copies > 0)
    return held(`${count(copies, "repeated delivery", "repeated deliveries")} changed nothing.`);
  const [start] = reached;
  const interruptions = troublesOf(observed).filter(
    ({ seq }) => start !== undefined && seq > start.started.seq,
  );
  if (interruptions.length === 0) return notChecked;
  return held(`${count(interruptions.length, "interruption", "interruptions")} repeated nothing.`);
}

/**
 * A mail that an earlier attempt of the same event sent to the same person, when both have no key and differ only in
 * numbers, such as the time in their text.
 */
function unkeyedBefore(observed: ObservedHistory, effect: EntryOf<"effect">): EntryOf<"effect"> | undefined {
  const mail = unkeyedMail(observed, effect);
  if (mail === null) return undefined;
  return observed.effects.find((before) => {
    if (before.seq >= effect.seq || before.attemptId === effect.attemptId) return false;
    return unkeyedMail(observed, before) === mail;
  });
}

/** Event, recipient and words of a mail without a key; null for every other effect. */
function unkeyedMail(
  { calls, attempts }: ObservedHistory,
  { effect, callId, attemptId }: EntryOf<"effect">,
): string | null {
  if (effect !== "mailed" || attemptId === null) return null;
  const args = calls.find(({ called }) => called.callId === callId)?.called.args;
  const eventId = attempts.find(({ started }) => started.attemptId === attemptId)?.started.eventId;
  if (typeof args !== "object" || args === null || eventId == null) return null;
  if ("idempotencyKey" in args && args.idempotencyKey != null) return null;
  return `${eventId} ${JSON.stringify(args).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+/g, "0")}`;
}

function brokenBy(observed: ObservedHistory, before: EntryOf<"effect">, second: EntryOf<"effect">) {
  const again = [before.subject, second.subject];
  const times = observed.effects.filter(
    (effect) => again.includes(effect.subject) && !isByHostile(observed, effect),
  ).length;
  const summary = `It happened ${times === 2 ? "twice" : `${times} times`}: ${second.summary}.`;
  return broken({ summary, seq: second.seq, byEffect: true, ...lookFor(observed, before, second) });
}

function lookFor(observed: ObservedHistory, before: EntryOf<"effect">, second: EntryOf<"effect">) {
  const isBetween = ({ seq }: { readonly seq: number }) => seq > before.seq && seq < second.seq;
  const { receiver, attempts } = observed;
  if (receiver.some((entry) => entry.kind === "receiver-ended" && isBetween(entry))) {
    return {
      look: "Look at what is left when the process dies between the effect and the note that it is done: the next attempt has to find out, by an idempotency key or by a durable table.",
    };
  }
  const own = attempts.find(({ started }) => started.attemptId === before.attemptId);
  const isRace =
    own !== undefined &&
    before.attemptId !== second.attemptId &&
    (own.finished?.seq ?? Infinity) > second.seq;
  if (!isRace) return {};
  return {
    look: "Look at the lines between the question whether the event is known and the note that it is: two copies at once both pass there; ask and note in one statement.",
  };
}

const isReached = ({ nature, finished }: ObservedAttempt) =>
  nature === "genuine" && finished !== null && finished.outcome.kind !== "connection-refused";
