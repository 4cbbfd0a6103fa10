// Two handlers on one schedule, request by request: how each dealt with it, and where they first part.
import type { EntryOf, History } from "../../server/contract/history.ts";
import { type AttemptView, collectAttempts, isAccepted, outcomeOf } from "../workbench/attempts.ts";

type Effect = EntryOf<"effect">;

/** How one handler dealt with one request, or what its jobs did outside of any. */
export interface Dealt {
  /** In words; empty for jobs. */
  readonly answer: string;
  readonly isAccepted: boolean;
  /** Changes of the world; a row in the handler's own table is book-keeping. */
  readonly effects: readonly Effect[];
  readonly logs: readonly string[];
  /** Where it begins in its own history: at the same moment in both, as long as they have not parted. */
  readonly fromSeq: number;
  /** The entry of its own history that shows it best. */
  readonly seq: number;
}

export type PartedIn = "answer" | "effect" | "log";

export interface TwinRow {
  /** What was sent; null for the work of jobs, after all requests. */
  readonly request: AttemptView | null;
  /** Null where this handler never got the request, because it had answered otherwise before. */
  readonly one: Dealt | null;
  readonly other: Dealt | null;
  /** In what the two differ here. */
  readonly parted: readonly PartedIn[];
}

/** Requests in the order in which they were sent, paired by their position: the schedule is the same for both. */
export function pairTwins(one: History, other: History): TwinRow[] {
  const [ones, others] = [collectAttempts(one), collectAttempts(other)];
  const rows = Array.from({ length: Math.max(ones.length, others.length) }, (_, index): TwinRow => {
    const [mine, theirs] = [ones[index], others[index]];
    return rowOf(mine ?? theirs ?? null, dealtWith(mine, one), dealtWith(theirs, other));
  });
  const jobs = jobsRow(one, other);
  return jobs === null ? rows : [...rows, jobs];
}

/** The first row in which they differ, in anything or only in what counts; null while they are alike. */
export function firstParting(rows: readonly TwinRow[], inWhat: readonly PartedIn[] = all): TwinRow | null {
  return rows.find(({ parted }) => parted.some((kind) => inWhat.includes(kind))) ?? null;
}

const all: readonly PartedIn[] = ["answer", "effect", "log"];

function rowOf(request: TwinRow["request"], one: Dealt | null, other: Dealt | null): TwinRow {
  if (one === null || other === null) return { request, one, other, parted: ["answer"] };
  const parted: PartedIn[] = [];
  // 200 and 202 say the same to a provider.
  if (one.isAccepted !== other.isAccepted || (!one.isAccepted && one.answer !== other.answer)) {
    parted.push("answer");
  }
  if (!areEffectsAlike(one.effects, other.effects)) parted.push("effect");
  if (one.logs.join("\n") !== other.logs.join("\n")) parted.push("log");
  return { request, one, other, parted };
}

/** What one handler queues the other may send at once: where anything was queued, all that each has sent is compared. */
function jobsRow(one: History, other: History): TwinRow | null {
  const [mine, theirs] = [doneByJobs(one), doneByJobs(other)];
  if (mine === null && theirs === null) return null;
  const row = rowOf(null, mine ?? idle(one), theirs ?? idle(other));
  const [ours, others] = [effectsIn(one), effectsIn(other)];
  const isQueued = [...ours, ...others].some(({ effect }) => effect === "queued");
  return isQueued ? { ...row, parted: sent(ours) === sent(others) ? [] : ["effect"] } : row;
}

/** A queued job is the same work done later; without one, the same parcels and mails have to be sent. */
function areEffectsAlike(one: readonly Effect[], other: readonly Effect[]): boolean {
  if (one.length > 0 !== other.length > 0) return false;
  const isLater = [...one, ...other].some(({ effect }) => effect === "queued");
  return isLater || sent(one) === sent(other);
}

/** Parcels and mails cannot be taken back; a repeated write can be harmless. */
function isIrrevocable({ effect }: Effect): boolean {
  return effect === "shipped" || effect === "mailed";
}

/** How a mail is worded is no matter of webhooks. */
function sent(effects: readonly Effect[]): string {
  return effects
    .filter(isIrrevocable)
    .map(({ effect, orderId }) => `${effect} ${orderId}`)
    .toSorted()
    .join();
}

function dealtWith(attempt: AttemptView | undefined, history: History): Dealt | null {
  if (attempt === undefined) return null;
  const effects = attempt.effects.filter(touchesTheWorld);
  const finish = history.find(
    (one) => one.kind === "attempt-finished" && one.attemptId === attempt.attemptId,
  );
  return {
    // How long it took differs between any two handlers.
    answer: outcomeOf({ ...attempt, durationMs: null }),
    isAccepted: isAccepted(attempt),
    effects,
    logs: logsOf(history, attempt.attemptId),
    fromSeq: attempt.seq,
    seq: (effects.find(isIrrevocable) ?? effects[0] ?? finish ?? attempt).seq,
  };
}

function doneByJobs(history: History): Dealt | null {
  const effects = effectsIn(history).filter(({ attemptId }) => attemptId === null);
  const last = effects.at(-1);
  return last === undefined ? null : { ...idle(history), effects, fromSeq: last.seq, seq: last.seq };
}

function idle(history: History): Dealt {
  const seq = history.at(-1)?.seq ?? 0;
  return { answer: "", isAccepted: true, effects: [], logs: [], fromSeq: seq, seq };
}

function effectsIn(history: History): Effect[] {
  return history.filter((one) => one.kind === "effect").filter(touchesTheWorld);
}

function touchesTheWorld({ effect }: Effect): boolean {
  return effect !== "row-changed";
}

function logsOf(history: History, attemptId: string): string[] {
  return history.flatMap((one) =>
    one.kind === "log" && one.attemptId === attemptId ? one.text.trimEnd().split("\n") : [],
  );
}
