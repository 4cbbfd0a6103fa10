// Stepping: where each key leads, and how steps are counted.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readHistory } from "../../../client/timeline/reading.ts";
import { findSteps, move, stepAt, stepNumber } from "../../../client/timeline/steps.ts";
import { anyHistory, everythingHistory, raceHistory } from "../fixtures/histories.ts";

const stepsOf = (history: ReturnType<typeof raceHistory>) => findSteps(readHistory(history));

describe("moving", () => {
  test("next visits every step once, in order, and previous leads back the same way", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const steps = stepsOf(history);
        const forth: number[] = [];
        for (let at = move(steps, null, "next"); at !== null; at = move(steps, at, "next")) forth.push(at);
        const back: number[] = [];
        for (let at = steps.seqs.at(-1) ?? null; at !== null; at = move(steps, at, "previous")) back.push(at);
        expect(forth).toEqual(steps.seqs);
        expect(back.reverse()).toEqual(steps.seqs);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  test("by attempt, only starts and ends of attempts are visited", () => {
    const history = everythingHistory();
    const steps = stepsOf(history);
    let at = move(steps, null, "next-attempt");
    const kinds = new Set<string | undefined>();
    while (at !== null) {
      kinds.add(history[at]?.kind);
      at = move(steps, at, "next-attempt");
    }
    expect([...kinds].sort()).toEqual(["attempt-finished", "attempt-started"]);
  });

  test("there is nowhere to go past either end, or in an empty history", () => {
    const steps = stepsOf(raceHistory());
    expect(move(steps, move(steps, null, "last"), "next")).toBeNull();
    expect(move(steps, move(steps, null, "first"), "previous")).toBeNull();
    expect(move(stepsOf([]), null, "next")).toBeNull();
  });
});

describe("counting", () => {
  test("an entry between two steps belongs to the one before it", () => {
    const history = raceHistory();
    const steps = stepsOf(history);
    const answer = history.find(({ kind }) => kind === "shop-answered");
    const call = history.find(({ kind }) => kind === "shop-called");
    expect(stepNumber(steps, answer?.seq ?? -1)).toBe(stepNumber(steps, call?.seq ?? -1));
    expect(stepNumber(steps, null)).toBe(0);
    expect(stepNumber(steps, history.length)).toBe(steps.seqs.length);
  });
});

test("the nearest step to a place is chosen, the last of several there", () => {
  const history = raceHistory();
  const steps = stepsOf(history);
  const xs = history.map((_, index) => Math.floor(index / 2) * 10);
  expect(stepAt(steps, history, -50, xs)).toBe(steps.seqs.filter((seq) => xs[seq] === 0).at(-1));
  expect(stepAt(steps, history, 9_999, xs)).toBe(steps.seqs.at(-1));
  expect(stepAt(steps, [], 10, [])).toBeNull();
});
