// Tells a history in lines that people read: who did what, in order, with the line of code that did it.

import { ofKind } from "../../content/schema/observation.ts";
import { letterOf } from "../contract/event-letters.ts";
import type { EntryOf, History, HistoryEntry } from "../contract/history.ts";
import type { ProofStep } from "../contract/proof.ts";
import { heldPacing } from "../exploration/pacing.ts";
import { attacks } from "../provider/attacks/catalogue.ts";

/** How long after the receiver's end the provider sees the connection break. */
const BACK_MS = heldPacing.networkMs();

type Line = Pick<ProofStep, "actor" | "what" | "place">;

/** Every step of a history up to the one that tells of an entry, or to its end. */
export function stepsOf(history: History, untilSeq = Number.POSITIVE_INFINITY): ProofStep[] {
  const lastSeq = toldAt(history, untilSeq);
  const told = history.filter(({ seq }) => seq <= lastSeq);
  const tell = createTeller(history);
  return told.flatMap((entry) => {
    const line = tell(entry);
    return line === null ? [] : [{ atMs: entry.atMs, seq: entry.seq, ...line }];
  });
}

/** An effect is told with the answer to the call that had it. */
function toldAt(history: History, seq: number): number {
  const entry = history[seq];
  if (entry?.kind !== "effect" || entry.callId === null) return seq;
  const answer = ofKind(history, "shop-answered").find(({ callId }) => callId === entry.callId);
  return answer?.seq ?? seq;
}

function createTeller(history: History): (entry: HistoryEntry) => Line | null {
  const calls = new Map(ofKind(history, "shop-called").map((call) => [call.callId, call]));
  const events = readEvents(history);
  const attempts = new Map(ofKind(history, "attempt-started").map((attempt) => [attempt.attemptId, attempt]));
  const endedMs = new Set(ofKind(history, "receiver-ended").map(({ atMs }) => atMs));
  const effects = Map.groupBy(ofKind(history, "effect"), ({ callId }) => callId);

  /** What a receiver asks while it starts and that changes nothing, such as for its tables. */
  const isSetUp = ({ attemptId, callId, seq }: EntryOf<"shop-called">) => {
    if (attemptId !== null || effects.has(callId)) return false;
    const before = history
      .slice(0, seq)
      .findLast(({ kind }) => kind === "receiver-started" || kind === "attempt-started");
    return before?.kind === "receiver-started";
  };

  return (entry) => {
    switch (entry.kind) {
      case "attempt-started":
        return { actor: isHostile(entry) ? "attacker" : "provider", what: describeAttempt(entry, events) };
      case "attempt-finished": {
        // That the receiver was killed tells it already.
        if (entry.outcome.kind === "connection-lost" && endedMs.has(entry.atMs - BACK_MS)) return null;
        const attempt = attempts.get(entry.attemptId);
        return describeEnd(entry, attempt === undefined ? "" : ofAttempt(attempt, events));
      }
      case "shop-answered": {
        const call = calls.get(entry.callId);
        if (call === undefined || call.operation === "process" || isSetUp(call)) return null;
        const done = (effects.get(entry.callId) ?? []).map(describeEffect);
        const what = `${call.summary} → ${done.length > 0 ? done.join(", ") : entry.summary}`;
        return {
          actor: "shop",
          what: what + inWords(entry.fault),
          ...(call.source && { place: call.source }),
        };
      }
      case "effect":
        // Told with its call; what a commit makes durable was told as the transaction's own calls.
        return null;
      case "receiver-ended":
        return {
          actor: "receiver",
          what: entry.outcome.kind === "crash-point" ? "is killed" : entry.outcome.message,
        };
      case "receiver-started":
        return entry.reason === "restart"
          ? { actor: "receiver", what: "starts again" }
          : withoutSecret(entry);
      case "outage-started":
        return { actor: "receiver", what: `goes down for ${inTime(entry.untilMs - entry.atMs)}` };
      case "delivery-settled": {
        if (entry.state !== "dead-letter") return null;
        const name = nameOf(entry, events);
        return { actor: "provider", what: `gives up${name === "" ? "" : ` on ${name}`}: a dead letter` };
      }
      case "log":
        return { actor: "receiver", what: `writes to its log: ${oneLine(entry.text)}` };
      default:
        return null;
    }
  };
}

const isHostile = ({ origin }: EntryOf<"attempt-started">) => origin === "hostile";

type Events = ReadonlyMap<string, EntryOf<"event-created"> & { readonly name: string }>;

/** By their ids; each has a name, as in the picture, where there are several. */
function readEvents(history: History): Events {
  const created = ofKind(history, "event-created");
  const name = (index: number) => (created.length > 1 ? `event ${letterOf(index)}` : "");
  return new Map(created.map((event, index) => [event.eventId, { ...event, name: name(index) }]));
}

const nameOf = ({ eventId }: { readonly eventId: string | null }, events: Events) =>
  events.get(eventId ?? "")?.name ?? "";

function describeAttempt(attempt: EntryOf<"attempt-started">, events: Events): string {
  const { attack, eventId, number, trigger } = attempt;
  if (attack !== null && isHostile(attempt)) return `sends: ${attacks[attack].title}`;
  const event = events.get(eventId ?? "");
  const name = nameOf(attempt, events);
  const named = name === "" ? "" : ` (${name})`;
  const about = event === undefined ? "a request" : `${event.type}${orderOf(event.payload)}${named}`;
  const signed = attempt.signedBy === undefined ? "" : `, signed by ${attempt.signedBy.join(" and ")} key`;
  if (number <= 1) return `sends ${about}${signed}`;
  return `sends ${about} again (attempt ${number}${trigger === "retry" ? ", a retry" : ""})${signed}`;
}

/** Which one it is, where there are several to take it for. */
function ofAttempt(attempt: EntryOf<"attempt-started">, events: Events): string {
  const { number, attack } = attempt;
  if (isHostile(attempt)) return attack === null ? "" : ` to: ${attacks[attack].title}`;
  const name = nameOf(attempt, events);
  const parts = [...(name === "" ? [] : [name]), ...(number > 1 ? [`attempt ${number}`] : [])];
  return parts.length === 0 ? "" : ` to ${parts.join(", ")}`;
}

function orderOf(payload: unknown): string {
  const data: unknown = Reflect.get(Object(payload), "data");
  const orderId: unknown = Reflect.get(Object(data), "orderId");
  return typeof orderId === "string" ? ` for ${orderId}` : "";
}

function describeEnd({ outcome }: EntryOf<"attempt-finished">, attempt: string): Line {
  const awaited = attempt === "" ? "" : ` for the answer${attempt}`;
  switch (outcome.kind) {
    case "responded":
      return { actor: "receiver", what: `answers ${outcome.response.status}${attempt}` };
    case "reply-lost":
      return { actor: "network", what: `loses the answer ${outcome.response.status}${attempt}` };
    case "timed-out":
      return { actor: "provider", what: `stops waiting after ${inTime(outcome.timeoutMs)}${awaited}` };
    case "connection-refused":
      return { actor: "network", what: `finds nobody listening${attempt}` };
    case "connection-lost":
      return { actor: "network", what: `breaks the connection${attempt}` };
  }
}

const describeEffect = ({ summary, repeat }: EntryOf<"effect">) =>
  repeat > 0 ? `${summary}, again` : summary;

const faults: Readonly<Record<NonNullable<EntryOf<"shop-answered">["fault"]>, string>> = {
  refused: " (a passing failure: not carried out)",
  "answer-lost": " (carried out, and the answer was lost)",
  slow: " (carried out, and answered too late)",
};

const inWords = (fault: EntryOf<"shop-answered">["fault"]): string =>
  fault === undefined ? "" : faults[fault];

function withoutSecret({ secret }: EntryOf<"receiver-started">): Line | null {
  if (secret === undefined) return null;
  const how =
    secret === "missing"
      ? "without WEBHOOK_SECRET"
      : `with ${secret === "empty" ? "an empty" : "a blank"} WEBHOOK_SECRET`;
  return { actor: "receiver", what: `starts ${how}` };
}

function inTime(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  if (hours >= 1) return `${Math.round(hours)} h`;
  return ms >= 1_000 ? `${Math.round(ms / 1_000)} s` : `${ms} ms`;
}

const oneLine = (text: string): string => {
  const folded = text.replace(/\s+/g, " ").trim();
  return folded.length > 120 ? `${folded.slice(0, 119)}…` : folded;
};
