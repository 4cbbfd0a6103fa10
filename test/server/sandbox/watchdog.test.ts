// Limits in real time: a process is ended for what it does with the processor, not for a machine that has none to spare.
import { describe, expect, test } from "vitest";
import { followLimit } from "../../../server/sandbox/watchdog.ts";

const STEP_MS = 50;

/** After how long a process that uses this share of the processor has reached the limit. */
function reachedAfter(share: number, idleLimitMs: number): number {
  let usedMs = 120;
  const isReached = followLimit({ processorMs: () => usedMs }, { limitMs: 1_000, idleLimitMs });
  for (let elapsedMs = STEP_MS; elapsedMs <= 10_000; elapsedMs += STEP_MS) {
    if (isReached(STEP_MS)) return elapsedMs;
    usedMs += share * STEP_MS;
  }
  return Number.POSITIVE_INFINITY;
}

describe("a limit of one second", () => {
  test.each([
    ["keeps a processor busy", 1, 4_000, 1_000],
    ["gets half of a processor", 0.5, 4_000, 1_900],
    ["hardly gets its turn", 0.02, 4_000, 4_000],
    ["uses no processor, and is to be ended for that earlier", 0, 2_500, 2_500],
    ["gets a tenth of a processor, for which it is not idle", 0.1, 2_500, 4_000],
  ])(
    "for one that %s (%d), idle limit %d ms, is reached after %d ms",
    (_does, share, idleLimitMs, expected) => {
      expect(Math.abs(reachedAfter(share, idleLimitMs) - expected)).toBeLessThanOrEqual(STEP_MS);
    },
  );

  test("counts no time while it is paused", () => {
    let isPaused = true;
    const isReached = followLimit(
      { processorMs: () => null },
      { limitMs: 100, idleLimitMs: 100, isPaused: () => isPaused },
    );
    expect([isReached(500), isReached(500)]).toEqual([false, false]);
    isPaused = false;
    expect([isReached(60), isReached(60)]).toEqual([false, true]);
  });
});
