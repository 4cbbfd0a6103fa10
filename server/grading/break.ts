// One invariant broken in one run: how much it says, where it shows, and how far its timeline has to be told.
import type { Broken } from "../../content/schema/invariants/judgement.ts";
import { ofKind } from "../../content/schema/observation.ts";
import type { History, HistoryEntry } from "../contract/history.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { Schedule } from "../contract/schedule.ts";
import { isLook } from "../exploration/pace.ts";
import type { Run } from "../exploration/run.ts";
import type { JudgeRun } from "./judging.ts";

export interface Break {
  readonly broken: Broken;
  readonly history: History;
  /** The entry by which it shows; null for what is missing: that shows only when everything has settled. */
  readonly shownSeq: number | null;
}

/** Null when the run does not break the invariant. */
export function breakIn(
  run: Pick<Run, "history" | "secrets">,
  invariant: InvariantId,
  judge: JudgeRun,
): Break | null {
  const broken = judge(run)[invariant];
  if (broken.state !== "broken") return null;
  const { history } = run;
  const isBrokenBy = (seq: number) =>
    judge({ ...run, history: history.slice(0, seq + 1) })[invariant].state === "broken";
  const shownSeq = [broken.seq, ...answersAfter(history, broken.seq)].find(isBrokenBy) ?? null;
  return { broken, history, shownSeq };
}

/** Requests that were underway by then: what they did may count only when it is known how they were answered. */
function answersAfter(history: History, seq: number): number[] {
  const underway = new Set(
    ofKind(history.slice(0, seq + 1), "attempt-started").map(({ attemptId }) => attemptId),
  );
  return ofKind(history, "attempt-finished").flatMap((end) =>
    end.seq > seq && underway.has(end.attemptId) ? [end.seq] : [],
  );
}

/**
 * Whether a smaller schedule may be shown instead of the one that was found. Not when it ends before its break shows, nor
 * when it knows only of a wrong answer where the shop was changed, nor when a request times out in it that did not
 * before: then it has shop calls wait in a way in which no shop does.
 */
export function standsFor(smaller: Break, { end }: Pick<Schedule, "end">, found: Break): boolean {
  if (end === "stop" && smaller.shownSeq === null) return false;
  if (found.broken.byEffect && !smaller.broken.byEffect) return false;
  return timeOutsIn(smaller) <= timeOutsIn(found);
}

function timeOutsIn(one: Break): number {
  const lastSeq = lastTold(one);
  return ofKind(one.history, "attempt-finished").filter(
    ({ outcome, seq }) => outcome.kind === "timed-out" && seq <= lastSeq,
  ).length;
}

/** The entry with which a timeline ends: where the break shows, or where nothing more happens. */
export function lastTold({ history, shownSeq }: Break): number {
  return shownSeq ?? endOf(history);
}

/** Without the timers that go on looking at the end: the look by which something changed is told whole, or else the first. */
function endOf(history: History): number {
  const last = history.findLast(isNews)?.seq ?? -1;
  let lookedMs = Number.POSITIVE_INFINITY;
  for (const entry of history.slice(last + 1)) {
    if (entry.kind === "shop-called" && entry.atMs > lookedMs) return entry.seq - 1;
    if (entry.kind === "shop-answered") lookedMs = entry.atMs;
  }
  return history.length - 1;
}

function isNews(entry: HistoryEntry): boolean {
  if (!isLook(entry)) return true;
  return entry.kind === "shop-answered" && (entry.attemptId !== null || entry.fault !== undefined);
}
