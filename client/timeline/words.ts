// Every entry of a history in words: a few for a label, a sentence for reading aloud and for the table.
import type { AttackId, EntryOf, HistoryEntry, ReceiverOutcome } from "../../server/contract/history.ts";
import type { EventName } from "./collect.ts";
import type { Reading } from "./reading.ts";
import { formatDuration } from "./time-format.ts";

type EventNames = ReadonlyMap<string, EventName>;

/** What a sentence needs to know of the history around its entry. */
export type Around = Pick<Reading, "events" | "forgedSeqs">;

/** An attack in few words: what its id says. */
const attackName = (attack: AttackId): string => attack.replaceAll("-", " ");

const endNames: Record<ReceiverOutcome["kind"], string> = {
  stopped: "stopped",
  "crash-point": "killed here",
  exited: "exited",
  crashed: "crashed",
  hung: "hung",
  "never-idle": "never idle",
  "out-of-memory": "out of memory",
  "flooded-output": "flooded output",
  "too-many-calls": "too many calls",
  "too-many-timers": "too many timers",
  "endless-query": "endless query",
  "broke-protocol": "broke protocol",
};

export function endLabel(outcome: ReceiverOutcome): string {
  return endNames[outcome.kind];
}

/** Beside the mark where a request begins; the event's letter is told only where there are several events. */
export function attemptLabel(attempt: EntryOf<"attempt-started">, events: EventNames): string {
  if (attempt.attack !== null) return attackName(attempt.attack);
  if (attempt.trigger === "composer") return "composed request";
  if (attempt.trigger === "external") return "request from outside";
  const event = attempt.eventId === null ? undefined : events.get(attempt.eventId);
  const letter = event !== undefined && events.size > 1 ? `${event.letter} ` : "";
  if (attempt.trigger === "redelivery") return `${letter}redelivery`;
  return attempt.number > 1 ? `${letter}attempt ${attempt.number}` : `${letter}${event?.type ?? "attempt 1"}`;
}

/** Beside the mark where a request ends, as its sender saw it. */
export function outcomeLabel({ outcome }: EntryOf<"attempt-finished">): string {
  switch (outcome.kind) {
    case "responded":
      return String(outcome.response.status);
    case "reply-lost":
      return `${outcome.response.status} lost`;
    case "timed-out":
      return "timed out";
    case "connection-refused":
      return "refused";
    case "connection-lost":
      return "cut off";
  }
}

export function callLabel({ service, operation, summary }: EntryOf<"shop-called">): string {
  if (service !== "db") return operation === "add" ? "queue" : operation;
  const verb = /^\W*(select|insert|update|delete|create)\b/i.exec(summary)?.[1]?.toLowerCase();
  const table =
    /\b(?:from|into|update|table(?:\s+if\s+not\s+exists)?)\s+["`]?(\w+)/i.exec(summary)?.[1] ?? "";
  const verbs: Record<string, string> = {
    select: "read",
    insert: "write",
    update: "write",
    delete: "delete",
  };
  return verb === undefined ? operation : `${verbs[verb] ?? verb} ${table}`.trim();
}

export function effectLabel(
  { effect, subject, summary, orderId }: EntryOf<"effect">,
  kind: "effect" | "again" | "forged",
): string {
  const ending = { effect: "", again: " again", forged: ", forged" }[kind];
  return `${effectWords(effect, subject, summary, orderId)}${ending}`;
}

function effectWords(effect: EntryOf<"effect">["effect"], ...rest: [string, string, string | null]) {
  const [subject, summary, orderId] = rest;
  const short = orderId?.replace(/^ord(er)?_/, "") ?? "";
  switch (effect) {
    case "shipped":
      return `ship ${short}`.trim();
    case "order-changed":
      return `${short} ${subject.split(":").at(-1) ?? summary}`.trim();
    case "mailed":
      return "mail sent";
    case "queued":
      return "job queued";
    case "job-done":
      return "job done";
    case "record-changed":
      return `${short} record changed`.trim();
    case "row-changed":
      return "row changed";
    case "receipt-filed":
      return `${short} receipt`.trim();
    case "reached-inside":
      return "inside reached";
  }
}

const origins = {
  genuine: "The provider",
  hostile: "An attacker",
  external: "A client of your own",
} as const;

/** One sentence on what happened. */
export function sentence(entry: HistoryEntry, around: Around): string {
  const { events } = around;
  switch (entry.kind) {
    case "receiver-started":
      return entry.reason === "start"
        ? "The receiver starts."
        : "The receiver starts again on the same shop.";
    case "receiver-ended":
      return `The receiver ended (${endNames[entry.outcome.kind]}). ${entry.outcome.message}`.trim();
    case "event-created":
      return `The event ${entry.type} happens at the provider${eventSuffix(entry.eventId, events)}.`;
    case "attempt-started":
      return attemptSentence(entry, events);
    case "attempt-finished":
      return outcomeSentence(entry);
    case "retry-scheduled":
      return `Attempt ${entry.number} is due in ${formatDuration(entry.dueMs - entry.atMs)}.`;
    case "delivery-settled":
      return entry.state === "delivered"
        ? `The delivery is done after ${attempts(entry.attempts)}.`
        : `The provider gives up after ${attempts(entry.attempts)}: the delivery is a dead letter.`;
    case "shop-called":
      return `The handler calls ${entry.service}: ${entry.summary}`;
    case "shop-answered":
      return entry.ok ? `The shop answers: ${entry.summary}` : `The shop refuses: ${entry.summary}`;
    case "effect":
      return effectSentence(entry, around.forgedSeqs.has(entry.seq));
    case "log":
      return `The handler prints: ${entry.text.trim()}`;
    case "outage-started":
      return `The receiver goes down for ${formatDuration(entry.untilMs - entry.atMs)}.`;
    case "outage-ended":
      return "The receiver can be reached again.";
    case "clock-moved":
      return `The clock moves on by ${formatDuration(entry.toMs - entry.fromMs)}, in ${formatDuration(entry.wallMs)} of real time.`;
    case "note":
      return entry.text;
  }
}

function attemptSentence(entry: EntryOf<"attempt-started">, events: EventNames) {
  const { attack, trigger, number, eventId, origin } = entry;
  const who = origins[origin];
  const event = eventId === null ? undefined : events.get(eventId);
  const what = event === undefined ? "a request" : `${event.type}${eventSuffix(eventId, events)}`;
  if (attack !== null) return `${who} sends ${what} (${attackName(attack)}).`;
  if (trigger === "composer") return `${who} sends a request composed by hand.`;
  if (trigger === "redelivery") return `${who} sends ${what} again, because you asked for a redelivery.`;
  if (number > 1) return `${who} sends ${what} again: attempt ${number}.`;
  return `${who} sends ${what}.`;
}

function effectSentence({ repeat, summary }: EntryOf<"effect">, isForged: boolean) {
  const cause = isForged ? ", caused by the attacker" : "";
  return repeat > 0
    ? `Effect, again (time ${repeat + 1})${cause}: ${summary}`
    : `Effect in the shop${cause}: ${summary}`;
}

function outcomeSentence({ outcome, durationMs }: EntryOf<"attempt-finished">) {
  const took = formatDuration(durationMs);
  switch (outcome.kind) {
    case "responded":
      return `The receiver answers ${outcome.response.status} after ${took}.`;
    case "reply-lost":
      return `The receiver answers ${outcome.response.status}, but the answer is lost on the way: the sender never sees it.`;
    case "timed-out":
      return `No answer within ${formatDuration(outcome.timeoutMs)}: the sender stops waiting.`;
    case "connection-refused":
      return "Nothing listens: the connection is refused.";
    case "connection-lost":
      return `The connection is cut before a complete answer. ${outcome.detail}`.trim();
  }
}

function eventSuffix(eventId: string | null, events: EventNames) {
  if (eventId === null || events.size < 2) return "";
  return ` (event ${events.get(eventId)?.letter ?? eventId})`;
}

function attempts(count: number) {
  return count === 1 ? "1 attempt" : `${count} attempts`;
}
