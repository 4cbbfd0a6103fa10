// A burst against three receivers: against what can be counted by hand, and against laws that hold for every burst.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AskedBurst, type BurstFigures } from "../../../server/contract/burst.ts";
import { playBurst } from "../../../server/mechanisms/burst.ts";

const midnight: AskedBurst = {
  events: 1_000,
  workMs: 2_000,
  workers: 4,
  timeoutMs: 15_000,
  jitterPercent: 0,
  profile: "standard-webhooks",
};

/** Attempts that were answered 2xx in time. */
const accepted = ({ attempts, timedOut, refused }: BurstFigures) => attempts - timedOut - refused;

describe("working in the request", () => {
  it("answers in time what the workers finish within the provider's patience", () => {
    const { inRequest } = playBurst({ ...midnight, profile: "github" });
    // Four workers, seven rounds of two seconds: the figure of the lesson's guess.
    expect(accepted(inRequest)).toBe(28);
    expect([inRequest.timedOut, inRequest.deadLetters, inRequest.lost]).toEqual([972, 972, 0]);
  });

  it("needs more requests than there are events, though no work is lost", () => {
    const { inRequest } = playBurst(midnight);
    expect(inRequest.attempts).toBeGreaterThan(3_000);
    expect([inRequest.lost, inRequest.deadLetters]).toEqual([0, 0]);
  });

  it("is as good as a queue while everything fits", () => {
    const { inRequest } = playBurst({ ...midnight, events: 20 });
    expect([inRequest.attempts, inRequest.timedOut, inRequest.runs]).toEqual([20, 0, 20]);
  });
});

describe("working from a queue", () => {
  it("takes one request for each event, and as long as the work takes", () => {
    const { queued } = playBurst(midnight);
    expect([queued.attempts, queued.timedOut, queued.runs, queued.lost]).toEqual([1_000, 0, 1_000, 0]);
    expect(queued.longestMs).toBeGreaterThan(499_000);
    expect(queued.longestMs).toBeLessThan(501_000);
    expect(queued.peak).toBe(996);
  });
});

describe("refusing what is too much", () => {
  it("lets in what it can finish in time, and loses what comes back in waves", () => {
    const { refusing, limit, retryAfterSeconds } = playBurst(midnight);
    expect([limit, retryAfterSeconds]).toEqual([28, 60]);
    // Ten waves of 28.
    expect([refusing.runs, refusing.lost, refusing.timedOut]).toEqual([280, 720, 0]);
  });

  it("loses nothing when the waves come apart", () => {
    expect(playBurst({ ...midnight, jitterPercent: 20 }).refusing.lost).toBe(0);
  });

  it("loses all that it refuses with a provider that never retries", () => {
    const { refusing } = playBurst({ ...midnight, profile: "github" });
    expect([refusing.refused, refusing.lost]).toEqual([972, 972]);
  });
});

describe("a burst", () => {
  const bursts = fc.record({
    events: fc.integer({ min: 1, max: 300 }),
    workMs: fc.integer({ min: 1, max: 30_000 }),
    workers: fc.integer({ min: 1, max: 20 }),
    timeoutMs: fc.integer({ min: 1_000, max: 30_000 }),
    jitterPercent: fc.integer({ min: 0, max: 50 }),
    profile: fc.constantFrom(...AskedBurst.shape.profile.options),
  });

  it("obeys what holds for every burst", () => {
    fc.assert(
      fc.property(bursts, (asked) => {
        const { inRequest, queued, refusing } = playBurst(asked);
        expect([queued.attempts, queued.runs, queued.lost]).toEqual([asked.events, asked.events, 0]);
        expect(inRequest.lost).toBe(0);
        expect([inRequest.refused, queued.refused]).toEqual([0, 0]);
        for (const figures of [inRequest, queued, refusing]) {
          expect(figures.lost).toBeLessThanOrEqual(figures.deadLetters);
          expect(accepted(figures) + figures.deadLetters).toBe(asked.events);
          expect(figures.runs).toBeGreaterThanOrEqual(asked.events - figures.lost);
          const { moments, peak } = figures;
          expect(moments.at(-1)).toMatchObject({ waiting: 0, attempts: figures.attempts });
          expect(moments.at(-1)?.done).toBe(asked.events - figures.lost);
          expect(Math.max(...moments.map(({ waiting }) => waiting))).toBe(peak);
        }
      }),
      { seed: 20_261_127, numRuns: 80 },
    );
  });

  it("is the same whenever it is asked for", () => {
    expect(playBurst({ ...midnight, jitterPercent: 10 })).toEqual(
      playBurst({ ...midnight, jitterPercent: 10 }),
    );
  });
});
