// The day on which a card comes again: by its own time, and by the interview that is ahead.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rating } from "../../../server/contract/review.ts";
import { addDays, daysBetween, readClock } from "../../../server/interview/days.ts";
import { dueDay, LAST_DAYS, outlooksOf, type Scheduled } from "../../../server/interview/due-day.ts";
import { MAX_INTERVAL_DAYS, reviewCard } from "../../../server/interview/review.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 10);
const clock = (days: number) => readClock(START_MS + days * DAY_MS, "UTC");
const today = clock(0).today;

/** Recalled well twice, the second time on the day 3: its own next day is the day 17. */
const known: Scheduled = {
  id: "question/a",
  enteredAtMs: START_MS,
  state: reviewCard(reviewCard(null, 3, START_MS), 3, START_MS + 3 * DAY_MS),
};
const inDays = (card: Scheduled, interview: number | null, now = 3) =>
  daysBetween(today, dueDay(card, interview === null ? null : addDays(today, interview), clock(now)));

describe("without an interview", () => {
  test("a card that was never reviewed is due from the day on which it came", () => {
    expect(dueDay({ ...known, state: null }, null, clock(5))).toBe(today);
  });

  test("a card is due when it says", () => expect(inDays(known, null)).toBe(17));
});

describe("while an interview is ahead", () => {
  test("a card that comes in time keeps its own day", () => expect(inDays(known, 18)).toBe(17));

  test("a card that would come on the day or later is brought into the last days before it", () => {
    for (const interview of [8, 12, 17]) {
      expect(interview - inDays(known, interview)).toBeGreaterThanOrEqual(1);
      expect(interview - inDays(known, interview)).toBeLessThanOrEqual(LAST_DAYS);
    }
  });

  test("a card that was reviewed in the last days is not asked for again", () => {
    expect(inDays(known, 3 + LAST_DAYS)).toBe(17);
    expect(inDays(known, 3 + LAST_DAYS + 1)).toBeLessThan(17);
  });

  test("a card whose day in the last days has passed is overdue, and so not forgotten", () => {
    const due = inDays(known, 10, 9);
    expect(due).toBeLessThanOrEqual(9);
    expect(due).toBeGreaterThan(3);
  });

  test("the last days share the cards", () => {
    const days = Array.from({ length: 60 }, (_, index) =>
      inDays({ ...known, id: `question/q-${index}` }, 12),
    );
    const counts = [9, 10, 11].map((day) => days.filter((one) => one === day).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    for (const count of counts) expect(count).toBeGreaterThan(10);
  });
});

test.each([0, -4])("an interview %d days from today moves nothing", (days) => {
  expect(inDays(known, 5 + days, 5)).toBe(17);
});

test("the outlook tells the day for each rating, the interview thought of", () => {
  const at = clock(17);
  const free = outlooksOf(known, null, at);
  expect(free.map(({ rating }) => rating)).toEqual([1, 2, 3, 4]);
  const days = free.map((outlook) => outlook.inDays);
  expect(days[2]).toBe(57);
  expect(days).toEqual([...new Set(days)].toSorted((one, other) => one - other));
  const aimed = outlooksOf(known, addDays(at.today, 20), at);
  expect(aimed[0]).toEqual(free[0]);
  for (const outlook of aimed.slice(1)) expect([17, 18, 19]).toContain(outlook.inDays);
});

test("whatever the history: due after the review, within the longest interval, and before the interview", () => {
  const step = fc.record({ rating: fc.constantFrom<Rating>(1, 2, 3, 4), afterDays: fc.nat(90) });
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Kiritimati"),
      (steps, ahead, zone) => {
        let card: Scheduled = { ...known, state: null };
        let nowMs = START_MS;
        for (const { rating, afterDays } of steps) {
          nowMs += afterDays * DAY_MS;
          card = { ...card, state: reviewCard(card.state, rating, nowMs) };
        }
        const now = readClock(nowMs, zone);
        const interview = addDays(now.today, ahead);
        const interval = daysBetween(now.today, dueDay(card, interview, now));
        expect(interval).toBeGreaterThanOrEqual(1);
        // A night in which the clocks are changed may add a day.
        expect(interval).toBeLessThanOrEqual(MAX_INTERVAL_DAYS + 1);
        if (ahead > LAST_DAYS) expect(interval).toBeLessThan(ahead);
      },
    ),
    { seed: 20_261_127, numRuns: 300 },
  );
});

describe("a day", () => {
  const beforeMidnight = Date.UTC(2026, 10, 27, 23, 30);

  test("is the learner's own: it begins and ends where the learner is", () => {
    expect(readClock(beforeMidnight, "UTC").today).toBe("2026-11-27");
    expect(readClock(beforeMidnight, "Europe/Berlin").today).toBe("2026-11-28");
    expect(readClock(beforeMidnight, "America/New_York").today).toBe("2026-11-27");
  });

  test("is counted over the ends of months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
  });
});
