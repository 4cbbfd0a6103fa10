// What the plots of progress are made of: which answers, their running median, and predictions beside what came of them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrationOf, tellCalibration } from "../../../client/features/progress/calibration.ts";
import { historyOf, MOST_SHOWN, tellTrend } from "../../../client/features/progress/history.ts";
import type { Milestone } from "../../../server/contract/progress.ts";
import { attemptOf } from "./attempts.ts";

const attemptsOf = (...bands: number[]) => bands.map((band, index) => attemptOf({ band, atMs: index }));
const predictionOf = (confidence: string, right: unknown, option: string | null = "a"): Milestone => ({
  ...{ key: `lesson/one/prediction/${confidence}`, atMs: 1, detail: { confidence, right, option } },
});

describe("historyOf", () => {
  test("gives each answer its number and the median of the last five", () => {
    const history = historyOf(attemptsOf(0, 4, 5, 5, 5, 1, 1));
    expect(history.map(({ number, median }) => [number, median])).toEqual([
      [1, 0],
      [2, 2],
      [3, 4],
      [4, 4.5],
      [5, 5],
      [6, 5],
      [7, 5],
    ]);
  });

  test("marks the first answer of each day", () => {
    const noon = new Date(2026, 10, 27, 12).getTime();
    const history = historyOf([0, 1, 24].map((hours) => attemptOf({ atMs: noon + hours * 3_600_000 })));
    expect(history.map(({ isNewDay }) => isNewDay)).toEqual([true, false, true]);
  });

  test("shows the last ones of any number, and no median outside the bands", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 90 }), (bands) => {
        const history = historyOf(attemptsOf(...bands));
        expect(history.length).toBe(Math.min(bands.length, MOST_SHOWN));
        expect(history.at(-1)?.number ?? 0).toBe(bands.length);
        for (const { median } of history) expect(median >= 0 && median <= 5).toBe(true);
      }),
    );
  });
});

test("a trend is told from five answers on, and compared from ten on", () => {
  expect(tellTrend(attemptsOf(1, 2))).toBe("3 more answers, and a trend can be told.");
  expect(tellTrend(attemptsOf(1, 2, 2, 3))).toMatch(/^One more answer,/);
  expect(tellTrend(attemptsOf(1, 2, 3, 4, 5))).toBe("Half of your last 5 answers reach band 3 or more.");
  expect(tellTrend(attemptsOf(1, 1, 1, 1, 1, 4, 4, 4, 4, 4))).toMatch(/band 4 or more; .* band 1\.$/);
});

describe("calibrationOf", () => {
  test("counts by confidence, without what was skipped or not kept", () => {
    const milestones = [
      predictionOf("certain", true),
      predictionOf("certain", false),
      predictionOf("guess", false),
      predictionOf("guess", false, null),
      predictionOf("likely", undefined),
      { ...predictionOf("guess", true), key: "lesson/one/step/guess" },
    ];
    expect(calibrationOf(milestones)).toEqual([
      { confidence: "guess", made: 1, right: 0 },
      { confidence: "likely", made: 0, right: 0 },
      { confidence: "certain", made: 2, right: 1 },
    ]);
  });
});

test.each([
  [{ certain: [2, 2] }, null],
  [{ certain: [4, 6] }, /more often than you are right/],
  [{ certain: [6, 6], likely: [0, 6] }, /have reason to be/],
  [{ guess: [3, 3] }, /know more than you think/],
  [{ likely: [1, 4] }, /could be otherwise/],
  [{ likely: [3, 4] }, /mostly happens/],
] as const)("of %o it is said: %s", (counts: Partial<Record<string, readonly [number, number]>>, said) => {
  const told = tellCalibration(
    (["guess", "likely", "certain"] as const).map((confidence) => {
      const [right, made] = counts[confidence] ?? [0, 0];
      return { confidence, right, made };
    }),
  );
  if (said === null) expect(told).toBeNull();
  else expect(told).toMatch(said);
});
