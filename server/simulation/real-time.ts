// The one seam to real time, for the few that must know how long something took or let the clock run.

/** Real Unix time in milliseconds. */
export const realNowMs = (): number => Date.now();

/** Starts a stopwatch; each call of the result gives the real milliseconds since then, with fractions. */
export function stopwatch(): () => number {
  const startedMs = performance.now();
  return () => performance.now() - startedMs;
}

/** Calls `onTick` every `intervalMs` real milliseconds until the result is called. Never keeps the process alive. */
export function realTimer(intervalMs: number, onTick: () => void): () => void {
  const timer = setInterval(onTick, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
