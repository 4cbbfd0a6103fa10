// Makes a failing schedule as small as it gets: whatever can be left out without losing the failure is left out.

import { type Action, isMove, type Schedule, startsAttempt } from "../contract/schedule.ts";
import { without } from "./omission.ts";
import type { Run } from "./run.ts";

/** A schedule that fails, and its run. */
export interface Failure {
  readonly schedule: Schedule;
  readonly run: Run;
  /** The entry of the history at which the failure shows; null when it shows only at the end. */
  readonly seq: number | null;
}

/** Plays a schedule; resolves with its failure, or with null when it does not fail in the same way. */
export type Attempt = (schedule: Schedule) => Promise<Failure | null>;

/** A small schedule that still fails: without any one of its actions the failure is gone. */
export async function shrink(failure: Failure, attempt: Attempt): Promise<Failure> {
  const attemptOnce = remembering(attempt);
  let best = await begin(failure, attemptOnce);
  for (;;) {
    const smaller = await leaveOut(best, attemptOnce);
    if (smaller === null) return best;
    best = smaller;
  }
}

/** First it is tried whether the history can end where the failure shows. */
async function begin(failure: Failure, attempt: Attempt): Promise<Failure> {
  const { schedule, run, seq } = failure;
  for (const one of seq === null ? whole(schedule, run) : cutOff(schedule, run, seq)) {
    const smaller = await attempt(one);
    if (smaller !== null) return smaller;
  }
  return failure;
}

/** Of what it says, or else of what was done: where it does not say, others may have gone first in the run. */
const whole = (schedule: Schedule, { executed }: Run): Schedule[] => [
  schedule,
  { ...schedule, actions: [...executed] },
];

function cutOff(schedule: Schedule, { executed, begunAt }: Run, seq: number): Schedule[] {
  const shown = executed.filter((_, index) => (begunAt[index] ?? 0) <= seq);
  return [...likely(executed, shown.length), shown, executed].map((actions) => ({
    ...schedule,
    actions: [...actions],
    end: "stop",
  }));
}

/** What fails is often the last request by then: alone, or after the first one, of which it is a copy or a forgery. */
function likely(executed: readonly Action[], shown: number): (readonly Action[])[] {
  const requests = executed.flatMap((action, index) => (startsAttempt(action) ? [index] : []));
  /** Without the orders of calls, which name requests by their number: it is another one when some are left out. */
  const untilNext = (request = 0) => {
    const next = requests.find((index) => index > request);
    return executed.slice(request, next).filter(isMove);
  };
  const last = requests.findLast((index) => index < shown);
  const alone = untilNext(last);
  return last === requests[0] ? [alone] : [alone, [...untilNext(requests[0]), ...alone]];
}

/**
 * Tries to do without each action, from the end on, because what comes later rarely matters for what came before: twice
 * as many at once after those that nobody missed, half as many after others. Null when each one is needed.
 */
async function leaveOut(failure: Failure, attempt: Attempt): Promise<Failure | null> {
  let best: Failure | null = null;
  let { schedule } = failure;
  let size = 1;
  for (let end = schedule.actions.length; end > 0; ) {
    size = Math.min(size, end);
    const smaller = await attemptWithout(schedule, end - size, size, attempt);
    if (smaller !== null) {
      best = smaller;
      schedule = smaller.schedule;
      end -= size;
      size *= 2;
    } else if (size > 1) size = Math.floor(size / 2);
    else end -= 1;
  }
  return best;
}

/** Without what only those actions made possible, too, or else as it stands: each single action has to be needed. */
async function attemptWithout(
  schedule: Schedule,
  from: number,
  count: number,
  attempt: Attempt,
): Promise<Failure | null> {
  const { actions } = schedule;
  const smaller = await attempt({ ...schedule, actions: without(actions, from, count) });
  if (smaller !== null || count > 1) return smaller;
  return attempt({ ...schedule, actions: actions.toSpliced(from, count) });
}

/** Plays nothing again that did not fail. */
function remembering(attempt: Attempt): Attempt {
  const harmless = new Set<string>();
  return async (schedule) => {
    const name = JSON.stringify(schedule);
    if (harmless.has(name)) return null;
    const failure = await attempt(schedule);
    if (failure === null) harmless.add(name);
    return failure;
  };
}
