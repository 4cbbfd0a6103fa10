// Makes a failing schedule as small as it gets: whatever can be left out without losing the failure is left out.

import type { Action, Schedule } from "../contract/schedule.ts";
import type { Run } from "./conductor.ts";

/** A schedule, its run, and the entry of the history at which the failure shows. */
export interface Failure {
  readonly schedule: Schedule;
  readonly run: Run;
  readonly seq: number;
}

/** Plays a schedule; resolves with its failure, or with null when it does not fail in the same way. */
export type Attempt = (schedule: Schedule) => Promise<Failure | null>;

/**
 * The smallest schedule that still fails, found by leaving out ever smaller parts: without any one of its actions
 * the failure is gone. First it is tried whether the history can end with the action that shows the failure.
 */
export async function shrink(failure: Failure, attempt: Attempt): Promise<Failure> {
  const { executed, begunAt } = failure.run;
  const shown = executed.filter((_, index) => (begunAt[index] ?? 0) <= failure.seq);
  const stopping = (actions: readonly Action[]) =>
    attempt({ ...failure.schedule, actions: [...actions], end: "stop" });
  const begun = (await stopping(shown)) ?? (await stopping(executed)) ?? failure;
  return leaveOut(begun, attempt);
}

async function leaveOut(failure: Failure, attempt: Attempt): Promise<Failure> {
  let best = failure;
  // What failed is often the last action alone.
  let size = Math.max(1, best.schedule.actions.length - 1);
  for (;;) {
    const smaller = await leaveOutParts(best, size, attempt);
    if (smaller !== null) best = smaller;
    else if (size === 1) return best;
    size =
      smaller === null ? Math.floor(size / 2) : Math.min(size, Math.max(1, best.schedule.actions.length - 1));
  }
}

/** From the end on, because what comes later rarely matters for what came before. */
async function leaveOutParts(failure: Failure, size: number, attempt: Attempt): Promise<Failure | null> {
  const { schedule } = failure;
  let best: Failure | null = null;
  let actions: readonly Action[] = schedule.actions;
  for (let from = actions.length - size; from > -size; from -= size) {
    const start = Math.max(0, from);
    const kept = [...actions.slice(0, start), ...actions.slice(start + size)];
    const smaller = kept.length < actions.length ? await attempt({ ...schedule, actions: kept }) : null;
    if (smaller === null) continue;
    best = smaller;
    actions = kept;
  }
  return best;
}
