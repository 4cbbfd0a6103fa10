// What may still come of a history: work in its time, jobs that the queue will run, and a receiver that is up again.
import { isEndOnPurpose, troublesOf } from "./disturbance.ts";
import { type ObservedHistory, oncePerHistory } from "./observation.ts";

/**
 * Virtual time in which work may still be done, if nothing gets in its way meanwhile: longer than any poll or recovery
 * scan here waits.
 */
export const PATIENCE_MS = 60_000;
/** From a job's first run to its last, with all pauses between: after that the queue runs it no more. */
const LONGEST_JOB_MS = 96 * 60_000;
/** After so many failed starts in a row nobody starts it again. */
const LAST_FAILED_START = 3;

/**
 * Whether a receiver had its time for what it owes since then: a minute in which it was up and met no trouble. The minute
 * begins anew with each trouble, and with the start after an end that was not its own fault.
 */
export function hadTime(observed: ObservedHistory, sinceMs: number): boolean {
  const { receiver, endMs } = observed;
  const starts = receiver.filter((entry, index) => {
    const before = receiver[index - 1];
    return entry.kind === "receiver-started" && before !== undefined && isEndOnPurpose(before);
  });
  const marksMs = [...troublesOf(observed), ...starts].map(({ atMs }) => atMs);
  const fromMs = [sinceMs, ...marksMs.filter((ms) => ms > sinceMs).sort((one, other) => one - other)];
  return fromMs.some((ms, index) => {
    if ((fromMs[index + 1] ?? endMs) - ms < PATIENCE_MS) return false;
    const last = receiver.findLast(({ atMs }) => atMs <= ms);
    return last === undefined || !isEndOnPurpose(last);
  });
}

/**
 * Whether a job that may be about this order is still to run: it is not done, the receiver that runs now has a worker
 * for it, and it has not failed for so long that the queue gave it up.
 */
export function isWorkQueued(observed: ObservedHistory, orderId: string): boolean {
  return openJobs(observed).some((job) => job.orderId === null || job.orderId === orderId);
}

/** The receiver failed to start three times in a row, so nothing that is left will ever be done. */
export function isDownForGood({ receiver, attempts }: ObservedHistory): boolean {
  const last = receiver.slice(-2 * LAST_FAILED_START);
  const isFailedStart = (index: number) => {
    const [start, end] = [last[index], last[index + 1]];
    if (start?.kind !== "receiver-started" || end?.kind !== "receiver-ended") return false;
    if (isEndOnPurpose(end) || start.atMs !== end.atMs) return false;
    // One that did start, and fell over the request that it was started for, has taken the connection.
    return !attempts.some(
      ({ started, finished }) =>
        finished?.outcome.kind === "connection-lost" && started.seq < end.seq && finished.seq > start.seq,
    );
  };
  return last.length === 2 * LAST_FAILED_START && [0, 2, 4].every(isFailedStart);
}

interface OpenJob {
  readonly orderId: string | null;
}

const openJobs = oncePerHistory((observed): readonly OpenJob[] => {
  const { effects, calls, receiver, endMs } = observed;
  const startedAt = receiver.findLast(({ kind }) => kind === "receiver-started");
  const workers = new Set(
    calls
      .filter(({ called }) => called.operation === "process" && called.seq > (startedAt?.seq ?? -1))
      .map(({ called }) => jobOf(called.args)),
  );
  const done = new Map<string, number>();
  for (const { effect, subject } of effects)
    if (effect === "job-done") done.set(subject, (done.get(subject) ?? 0) + 1);
  return effects.filter(({ effect, subject, callId, atMs }) => {
    if (effect !== "queued") return false;
    const finished = done.get(subject) ?? 0;
    done.set(subject, finished - 1);
    const job = jobOf(calls.find(({ called }) => called.callId === callId)?.called.args);
    return finished <= 0 && workers.has(job) && endMs - Math.max(atMs, startedAt?.atMs ?? 0) < LONGEST_JOB_MS;
  });
});

function jobOf(args: unknown): string | null {
  if (typeof args !== "object" || args === null || !("job" in args)) return null;
  return typeof args.job === "string" ? args.job : null;
}
