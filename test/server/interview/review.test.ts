// The memory of a card: the intervals of FSRS as they are meant, its three traps, and what a grade proposes.
import fc from "fast-check";
import { createEmptyCard, fsrs } from "ts-fsrs";
import { describe, expect, test } from "vitest";
import type { Because, Judged, Rating } from "../../../server/contract/review.ts";
import {
  type CardState,
  MAX_INTERVAL_DAYS,
  proposeRating,
  reviewCard,
} from "../../../server/interview/review.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 10);
const seed = 20_261_127;

/** The intervals in days when each review comes on its very day. */
function intervals(...ratings: Rating[]): number[] {
  let state: CardState | null = null;
  return ratings.map((rating) => {
    state = reviewCard(state, rating, state?.dueAtMs ?? START_MS);
    return (state.dueAtMs - state.lastReviewAtMs) / DAY_MS;
  });
}

describe("intervals", () => {
  test.each<{ ratings: Rating[]; days: number[] }>([
    { ratings: [3, 3, 3, 3], days: [3, 14, 57, 180] },
    { ratings: [2, 2, 3], days: [2, 4, 12] },
    { ratings: [1, 3, 3], days: [1, 3, 8] },
    { ratings: [3, 3, 1, 3], days: [3, 14, 2, 5] },
    { ratings: [4], days: [8] },
  ])("for $ratings are $days", ({ ratings, days }) => {
    expect(intervals(...ratings)).toEqual(days);
  });

  test("lose nothing by what is kept of a card: FSRS on its own cards gives the same", () => {
    const scheduler = fsrs({ enable_short_term: false, request_retention: 0.9, maximum_interval: 180 });
    const step = fc.record({ rating: fc.constantFrom<Rating>(1, 2, 3, 4), afterDays: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let state: CardState | null = null;
        let card = createEmptyCard(START_MS);
        let nowMs = START_MS;
        for (const { rating, afterDays } of steps) {
          nowMs += afterDays * DAY_MS;
          state = reviewCard(JSON.parse(JSON.stringify(state)), rating, nowMs);
          card = scheduler.next(card, nowMs, rating).card;
          const { stability, difficulty, reps, lapses } = card;
          expect(state).toMatchObject({ stability, difficulty, reviews: reps, lapses });
        }
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe("whatever the history", () => {
  const step = fc.record({
    rating: fc.constantFrom<Rating>(1, 2, 3, 4),
    // Clocks go back, too.
    afterMs: fc.integer({ min: -400 * DAY_MS, max: 400 * DAY_MS }),
  });
  const history = fc.array(step, { minLength: 1, maxLength: 12 });

  test(`a card is due after its review, and within ${MAX_INTERVAL_DAYS} days of it`, () => {
    fc.assert(
      fc.property(history, (steps) => {
        let state: CardState | null = null;
        let nowMs = START_MS;
        for (const { rating, afterMs } of steps) {
          nowMs = Math.max(0, nowMs + afterMs);
          const before: CardState | null = state;
          state = reviewCard(before, rating, nowMs);
          const days = (state.dueAtMs - state.lastReviewAtMs) / DAY_MS;
          expect(days).toBeGreaterThanOrEqual(1);
          expect(days).toBeLessThanOrEqual(MAX_INTERVAL_DAYS);
          expect(state.lastReviewAtMs).toBeGreaterThanOrEqual(before?.lastReviewAtMs ?? nowMs);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe("traps", () => {
  const known = reviewCard(null, 3, START_MS);

  test.each([0, 5, 3.5, -1, Number.NaN])("the rating %d is refused", (rating) => {
    expect(() => reviewCard(known, rating as Rating, START_MS + 3 * DAY_MS)).toThrow(RangeError);
  });

  test("a clock that has gone back stands still", () => {
    expect(reviewCard(known, 3, START_MS - 9 * DAY_MS)).toEqual(reviewCard(known, 3, START_MS));
  });

  test("no review changes the card that it was given, so that the card itself is the way back", () => {
    const frozen = Object.freeze({ ...known });
    expect(reviewCard(frozen, 1, known.dueAtMs)).not.toEqual(known);
    expect(frozen).toEqual(known);
  });
});

describe("the rating that a grade stands for", () => {
  const point = (verdict: Judged["points"][number]["verdict"], core = false) => ({
    ...{ id: "point", core, verdict },
  });
  const graded = (band: number, more: Partial<Judged> = {}): Judged => ({
    ...{ state: "graded", band, points: [point("met", true)], misconceptions: [] },
    ...more,
  });

  test.each<{ name: string; judged: Judged; proposed: Rating | null; because: Because }>([
    { name: "band 0", judged: graded(0), proposed: 1, because: "band" },
    { name: "band 2", judged: graded(2), proposed: 1, because: "band" },
    { name: "band 3", judged: graded(3), proposed: 2, because: "band" },
    { name: "band 4", judged: graded(4), proposed: 3, because: "band" },
    { name: "band 5, which is never called easy", judged: graded(5), proposed: 3, because: "band" },
    {
      ...{ name: "a core point missed", proposed: 1, because: "core-point-missed" },
      judged: graded(4, { points: [point("missed", true)] }),
    },
    {
      ...{ name: "a core point contradicted", proposed: 1, because: "core-point-missed" },
      judged: graded(4, { points: [point("contradicted", true)] }),
    },
    {
      ...{ name: "a point missed that is not core", proposed: 3, because: "band" },
      judged: graded(4, { points: [point("missed")] }),
    },
    {
      ...{ name: "a misconception", proposed: 1, because: "misconception" },
      judged: graded(4, { misconceptions: ["tls"] }),
    },
    {
      ...{ name: "points left open that decide", proposed: null, because: "left-open" },
      judged: graded(2, { state: "unsure" }),
    },
    {
      ...{ name: "an answer that was not graded", proposed: null, because: "left-open" },
      judged: graded(0, { state: "not-graded" }),
    },
  ])("for $name is $proposed, because of $because", ({ judged, proposed, because }) => {
    expect(proposeRating(judged)).toEqual({ proposed, because });
  });
});
