// Watches a child from outside in real time: silence, memory, and anything that takes too long. The only timers here.
import { budgets } from "./budgets.ts";
import type { IsolatedProcess } from "./isolation/launch.ts";

const CHECK_MS = 25;
const PING_PAUSE_MS = 100;

/** A limit in real time that a machine under load does not shorten: a process that only waits for its turn gets more. */
export interface Limit {
  /** Reached after this long, if the process has used the processor nearly all the while. */
  readonly limitMs: number;
  /** Reached after this long, if it has used the processor hardly at all. In between it gets four times `limitMs`. */
  readonly idleLimitMs: number;
  /** While this is true, the time is not the process's own. */
  isPaused?(): boolean;
  onReached(): void;
}

export interface Watchdog {
  /** Starts a limit; the returned function lifts it. */
  limit(limit: Limit): () => void;
  /** The process has answered a ping; false if none was sent. */
  heard(): boolean;
  stop(): void;
}

export interface WatchdogOptions {
  readonly process: Pick<IsolatedProcess, "residentBytes" | "processorMs">;
  /** Asks the process for a sign of life; it must lead to `heard`. */
  ping(): void;
  onSilent(): void;
  onMemory(residentBytes: number): void;
  readonly residentBytes?: number;
}

/** Watches a process until it is stopped. Usable for every guest that answers pings. */
export function startWatchdog(options: WatchdogOptions): Watchdog {
  const { process } = options;
  const maxResidentBytes = options.residentBytes ?? budgets.residentBytes;
  const limits = new Set<{ check(elapsedMs: number): void }>();
  let sinceHeardMs = 0;
  let liftSilence: (() => void) | null = null;
  let last = performance.now();

  const limit = (wanted: Limit): (() => void) => {
    const isReached = followLimit(process, wanted);
    const entry = {
      check(stepMs: number) {
        if (!isReached(stepMs)) return;
        limits.delete(entry);
        wanted.onReached();
      },
    };
    limits.add(entry);
    return () => limits.delete(entry);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    const stepMs = heldAgainst(now - last, CHECK_MS);
    last = now;
    const resident = process.residentBytes() ?? 0;
    if (resident > maxResidentBytes) options.onMemory(resident);
    for (const entry of [...limits]) entry.check(stepMs);
    sinceHeardMs += stepMs;
    if (liftSilence !== null || sinceHeardMs < PING_PAUSE_MS) return;
    const { silenceMs, idleSilenceMs } = budgets;
    liftSilence = limit({ limitMs: silenceMs, idleLimitMs: idleSilenceMs, onReached: options.onSilent });
    options.ping();
  }, CHECK_MS);
  timer.unref();

  return {
    limit,
    heard() {
      if (liftSilence === null) return false;
      liftSilence();
      liftSilence = null;
      sinceHeardMs = 0;
      return true;
    },
    stop() {
      clearInterval(timer);
      limits.clear();
    },
  };
}

/**
 * Follows one limit of a process. To be told regularly how much time has passed since the last time; true once the
 * limit is reached.
 */
export function followLimit(
  process: Pick<IsolatedProcess, "processorMs">,
  wanted: Omit<Limit, "onReached">,
): (stepMs: number) => boolean {
  let elapsedMs = 0;
  // Read with the first check: most limits are lifted long before it, and reading costs a call of the system.
  let startedAtMs: number | null | undefined;
  return (stepMs) => {
    if (wanted.isPaused?.() === true) return false;
    if (startedAtMs === undefined) startedAtMs = process.processorMs();
    elapsedMs += stepMs;
    if (elapsedMs < Math.min(wanted.limitMs, wanted.idleLimitMs)) return false;
    return isReached(wanted, elapsedMs, (process.processorMs() ?? 0) - (startedAtMs ?? 0));
  };
}

/**
 * What of the time between two checks is held against the other process: a check that comes late means that this one
 * was busy.
 */
export const heldAgainst = (passedMs: number, checkMs: number): number => Math.min(passedMs, 3 * checkMs);

function isReached(
  { limitMs, idleLimitMs }: Pick<Limit, "limitMs" | "idleLimitMs">,
  elapsedMs: number,
  usedMs: number,
): boolean {
  const isBusy = usedMs >= limitMs * 0.9;
  const isIdle = usedMs < elapsedMs * 0.05;
  return (isBusy && elapsedMs >= limitMs) || (isIdle && elapsedMs >= idleLimitMs) || elapsedMs >= 4 * limitMs;
}

/** Calls back once after a real pause that does not keep this process alive; the returned function cancels it. */
export function after(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
