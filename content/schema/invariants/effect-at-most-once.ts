// effect-at-most-once: duplicates, overlaps, retries, redeliveries and crashes never cause a second parcel or mail.
import type { EntryOf } from "../../../server/contract/history.ts";
import { isIrrevocable, recipientOf } from "../answers.ts";
import { isByHostile, isHostile, isSoonAfter } from "../causation.ts";
import { troublesOf } from "../disturbance.ts";
import { type ObservedAttempt, type ObservedHistory, oncePerHistory } from "../observation.ts";
import { broken, count, held, type Invariant, type Judgement, notChecked } from "./judgement.ts";

type Effect = EntryOf<"effect">;

export const effectAtMostOnce: Invariant = {
  id: "effect-at-most-once",
  title: "effect at most once",
  why: "Providers deliver at least once, so each copy that is not recognised is a second parcel that nobody paid for.",
  look: "Look at the line that ships or mails: pass an idempotency key that is the same for every copy, or claim the event in the database first, in one statement.",
  judge,
};

/** What a forgery, a replay attack or junk caused is judged by their own invariants and not counted here. */
function judge(observed: ObservedHistory): Judgement {
  const first = new Map<string, Effect>();
  for (const effect of observed.effects) {
    if (!isIrrevocable(effect) || isByHostile(observed, effect)) continue;
    const same = first.get(effect.subject);
    const before = same && !isOtherMail(observed, same, effect) ? same : likeBefore(observed, effect);
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
 * A mail that an earlier run for the same event sent to the same person, when both differ only in words with a digit in
 * them, such as a time or a random code. Keys that differ in the same way are no excuse: each try has made a new one.
 */
function likeBefore(observed: ObservedHistory, effect: Effect): Effect | undefined {
  const mails = mailsOf(observed);
  const told = mails.get(effect);
  if (told === undefined) return undefined;
  const alike = [...mails.keys()].filter((before) => before.seq < effect.seq && mails.get(before) === told);
  return alike.find((before) => isAnotherRun(observed, before, effect));
}

/** The same words to the same person, for another event and under another key: a receipt for each of two payments. */
function isOtherMail(observed: ObservedHistory, before: Effect, second: Effect): boolean {
  if (second.effect !== "mailed") return false;
  const [one, other] = [before, second].map((mail) => keyOf(argsOf(observed, mail)));
  const [event, next] = [eventOf(observed, before), eventOf(observed, second)];
  return one !== null && other !== null && one !== other && (event === null || event !== next);
}

type Args = Readonly<Record<string, unknown>>;

function argsOf({ calls }: ObservedHistory, { callId }: Effect): Args | null {
  const args = calls.find(({ called }) => called.callId === callId)?.called.args;
  return typeof args === "object" && args !== null ? (args as Args) : null;
}

const keyOf = (args: Args | null): string | null =>
  args?.idempotencyKey == null ? null : String(args.idempotencyKey);

/** Event, recipient, words and key of each mail whose event is known. */
const mailsOf = oncePerHistory((observed): ReadonlyMap<Effect, string> => {
  const mails = new Map<Effect, string>();
  for (const effect of observed.effects) {
    if (effect.effect !== "mailed" || isByHostile(observed, effect)) continue;
    const args = argsOf(observed, effect);
    const eventId = eventOf(observed, effect);
    if (args === null || eventId === null) continue;
    const { to, subject, text } = args;
    const words = fold(`${subject}\n${text}`, anyWord);
    mails.set(effect, JSON.stringify([eventId, to, words, fold(keyOf(args) ?? "", longWord)]));
  }
  return mails;
});

const anyWord = /[0-9a-f]{8}-[0-9a-f-]{27}|[a-z0-9]+/gi;
/** A short one may count things, and belong to the key. */
const longWord = /[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z|[a-z0-9]{8,}/gi;

/** The text with each such word as 0 when it has a digit in it; UUIDs and times count as words. */
const fold = (text: string, words: RegExp) =>
  text.replaceAll(words, (word) => (/[0-9]/.test(word) ? "0" : word));

/** The event that a mail is for: its request's own, or the only one that a job or a timer can have worked for. */
function eventOf({ attempts }: ObservedHistory, effect: Effect): string | null {
  const own = attempts.find(({ started }) => started.attemptId === effect.attemptId);
  if (own !== undefined) return own.started.eventId;
  const earlier = attempts.filter(
    (attempt) => !isHostile(attempt) && attempt.started.seq < effect.seq && isSoonAfter(attempt, effect),
  );
  const addressed = earlier.filter(({ event }) => event?.email === recipientOf(effect));
  const causes = addressed.length > 0 ? addressed : earlier;
  const [eventId = null, ...others] = new Set(causes.map(({ started }) => started.eventId));
  return others.length === 0 ? eventId : null;
}

/** Whether the work had begun anew: in another request, or after a crash, a trouble or the end of a job. */
function isAnotherRun(observed: ObservedHistory, before: Effect, second: Effect): boolean {
  if (before.attemptId !== second.attemptId) return true;
  if (second.attemptId !== null) return false;
  const ends = [
    ...observed.receiver.filter(({ kind }) => kind === "receiver-ended"),
    ...observed.effects.filter(({ effect }) => effect === "job-done"),
    ...troublesOf(observed).filter(({ attempt, interrupts }) => attempt === null && interrupts),
  ];
  return ends.some(({ seq }) => seq > before.seq && seq < second.seq);
}

function brokenBy(observed: ObservedHistory, before: Effect, second: Effect) {
  const again = [before.subject, second.subject];
  const times = observed.effects.filter(
    (effect) => again.includes(effect.subject) && !isByHostile(observed, effect),
  ).length;
  const summary = `It happened ${times === 2 ? "twice" : `${times} times`}: ${second.summary}.`;
  return broken({ summary, seq: second.seq, byEffect: true, ...lookFor(observed, before, second) });
}

function lookFor(observed: ObservedHistory, before: Effect, second: Effect) {
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
