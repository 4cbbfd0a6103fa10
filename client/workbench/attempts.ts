// Reads attempts out of a history: what was sent, how it ended, and what it changed in the shop.
import { attackWords } from "../../server/contract/attack-words.ts";
import type { AttemptOutcome, EntryOf, History, ReceiverOutcome } from "../../server/contract/history.ts";
import { formatDuration } from "../timeline/time-format.ts";

export type AttemptView = Omit<EntryOf<"attempt-started">, "kind"> & {
  readonly outcome: AttemptOutcome | null;
  readonly durationMs: number | null;
  readonly effects: readonly EntryOf<"effect">[];
};

/** In the order in which they were sent. */
export function collectAttempts(history: History): AttemptView[] {
  const attempts = new Map<string, AttemptView & { effects: EntryOf<"effect">[] }>();
  for (const entry of history) {
    if (entry.kind === "attempt-started") {
      const { kind: _kind, ...started } = entry;
      attempts.set(entry.attemptId, { ...started, outcome: null, durationMs: null, effects: [] });
    } else if (entry.kind === "attempt-finished") {
      const attempt = attempts.get(entry.attemptId);
      if (!attempt) continue;
      attempts.set(entry.attemptId, { ...attempt, outcome: entry.outcome, durationMs: entry.durationMs });
    } else if (entry.kind === "effect" && entry.attemptId !== null) {
      attempts.get(entry.attemptId)?.effects.push(entry);
    }
  }
  return [...attempts.values()];
}

/**
 * The attempt that an entry belongs to; without an entry, the newest one.
 * @param seq what the learner has selected anywhere, or null to follow what happens
 */
export function selectedAttempt(
  history: History,
  attempts: readonly AttemptView[],
  seq: number | null,
): AttemptView | null {
  if (seq === null) return attempts.at(-1) ?? null;
  const entry = history.find((one) => one.seq === seq);
  const attemptId = entry && "attemptId" in entry ? entry.attemptId : null;
  return attempts.find((attempt) => attempt.attemptId === attemptId) ?? null;
}

/** How the handler's process died of itself, until it has answered something again; null when it has not. */
export function recentDeath(history: History): ReceiverOutcome | null {
  for (const entry of history.toReversed()) {
    if (entry.kind === "attempt-finished" && entry.outcome.kind === "responded") return null;
    if (entry.kind === "receiver-ended" && !OUR_ENDINGS.has(entry.outcome.kind)) return entry.outcome;
  }
  return null;
}

/** A restart, an outage or a crash point that was asked for. */
const OUR_ENDINGS: ReadonlySet<ReceiverOutcome["kind"]> = new Set(["stopped", "crash-point"]);

/** What was sent, in a few words: "Attempt 2 · evt_81", "Unsigned request", "Request from outside". */
export function titleOf(attempt: Pick<AttemptView, "attack" | "trigger" | "number" | "eventId">): string {
  if (attempt.attack !== null) return attackWords[attempt.attack].title;
  if (attempt.trigger === "composer") return "Composed request";
  if (attempt.trigger === "external") return "Request from outside";
  const what = attempt.trigger === "redelivery" ? "Redelivery" : `Attempt ${attempt.number}`;
  return attempt.eventId === null ? what : `${what} · ${attempt.eventId}`;
}

/** How it ended, as the sender saw it: "200 after 12 ms". */
export function outcomeOf({ outcome, durationMs }: Pick<AttemptView, "outcome" | "durationMs">): string {
  if (outcome === null) return "waiting for an answer";
  const after = durationMs === null ? "" : ` after ${formatDuration(durationMs)}`;
  switch (outcome.kind) {
    case "responded":
      return `${outcome.response.status}${after}`;
    case "reply-lost":
      return `answered ${outcome.response.status}, but the reply was lost`;
    case "timed-out":
      return `no answer within ${formatDuration(outcome.timeoutMs)}`;
    case "connection-refused":
      return "connection refused: the receiver is down";
    case "connection-lost":
      return `connection lost${after}`;
  }
}

/** Whether the sender takes it for delivered: any 2xx. */
export function isAccepted({ outcome }: Pick<AttemptView, "outcome">): boolean {
  return outcome?.kind === "responded" && outcome.response.status >= 200 && outcome.response.status < 300;
}
