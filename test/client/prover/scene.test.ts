// Lines of code and steps of a schedule: which line a step came from, and where that line stands now.
import { describe, expect, test } from "vitest";
import {
  breakOf,
  decisiveStep,
  marksOf,
  placeAt,
  type Scene,
  whereNow,
} from "../../../client/prover/scene.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import { counterexamples, failVerdict } from "../fixtures/proofs.ts";

const code = Array.from({ length: 24 }, (_, index) => `line ${index + 1}`).join("\n");
const then = { "handler.ts": code };
const sceneOf = (invariant: InvariantId): Scene => {
  const history = counterexamples[invariant]?.history() ?? [];
  return { history, files: then, ...breakOf(failVerdict(), invariant, history) };
};
const scene = sceneOf("effect-at-most-once");
const steps = scene.steps ?? [];
const at = (line: number) => ({ file: "handler.ts", line });

describe("where a line stands now", () => {
  test("is where it was while the code is the same", () => {
    expect(whereNow(at(12), then, then)).toEqual(at(12));
  });

  test("follows its text when lines come before it, whatever its indent", () => {
    const now = { "handler.ts": `new\nnewer\n${code.replace("line 12\n", "  line 12\n")}` };
    expect(whereNow(at(12), then, now)).toEqual(at(14));
  });

  test("is the nearest of several equal ones", () => {
    const before = { "handler.ts": "a\nsame\nb\nsame" };
    expect(whereNow(at(4), before, { "handler.ts": "a\nsame\nb\nc\nsame" })).toEqual(at(5));
  });

  test.each([
    ["the line was changed", { "handler.ts": code.replace("line 12\n", "line twelve\n") }],
    ["the file is gone", { "other.ts": code }],
  ])("is nowhere when %s", (_title, now) => {
    expect(whereNow(at(12), then, now)).toBeNull();
  });

  test("is nowhere for an empty line, which could be any", () => {
    expect(whereNow(at(2), { "handler.ts": "a\n\nb" }, { "handler.ts": "\n\na\nb" })).toBeNull();
  });
});

describe("the line of a step", () => {
  test("is the one that it names, or else the one of its call", () => {
    const ship = steps.at(-1);
    expect(placeAt(scene, ship?.seq ?? -1)?.line).toBe(12);
    const answer = scene.history.find(({ kind, seq }) => kind === "shop-answered" && seq > (ship?.seq ?? 0));
    expect(placeAt({ ...scene, steps: null }, answer?.seq ?? -1)?.line).toBe(12);
  });

  test("is none for what no code did", () => {
    expect(placeAt(scene, 1)).toBeNull();
    expect(placeAt(scene, 9_999)).toBeNull();
  });
});

describe("marks", () => {
  const order = sceneOf("keeps-newest-state");
  const linesOf = (marks: ReturnType<typeof marksOf>) =>
    marks.map(({ line, strength }) => `${line} ${strength}`).sort();

  test("stand at every line of the counterexample, strong at the one that is shown", () => {
    const shown = order.steps?.find(({ place }) => place?.line === 11)?.seq ?? null;
    expect(linesOf(marksOf(order, shown, then))).toEqual(["11 strong", "12 faint", "20 faint"]);
    expect(linesOf(marksOf(order, null, then))).toEqual(["11 faint", "12 faint", "20 faint"]);
  });

  test("go with the code, and leave a line that was changed", () => {
    const now = { "handler.ts": `// new\n${code.replace("line 20\n", "")}` };
    expect(linesOf(marksOf(order, null, now))).toEqual(["12 faint", "13 faint"]);
  });

  test("of a schedule that breaks nothing show only the line that is looked at", () => {
    const call = scene.history.find((entry) => entry.kind === "shop-called");
    const marks = marksOf({ ...scene, steps: null }, call?.seq ?? null, then);
    expect(marks).toEqual([{ file: "handler.ts", line: 11, tone: "step", strength: "strong" }]);
  });
});

test("a step that tells of an answer stands where the call's effect does", () => {
  const told = counterexamples["effect-at-most-once"]?.steps() ?? [];
  const kinds = (some: readonly { seq: number }[]) =>
    some.map(({ seq }) => scene.history.find((entry) => entry.seq === seq)?.kind);
  expect(kinds(told)).toEqual(["attempt-started", "shop-answered", "attempt-started", "shop-answered"]);
  expect(kinds(steps)).toEqual(["attempt-started", "effect", "attempt-started", "effect"]);
});

describe("the step to begin with", () => {
  test("is the one that the judge names", () => {
    const [, second] = steps;
    expect(decisiveStep({ ...scene, shownBy: second?.seq })).toBe(second?.seq);
  });

  test("is the first effect that happened again, where nobody has named one", () => {
    const seq = decisiveStep({ ...scene, shownBy: undefined });
    expect(steps.find((step) => step.seq === seq)?.what).toContain("shipped, again");
  });

  test("is the last, where nothing happened again", () => {
    const some = { ...scene, steps: steps.slice(0, 3), shownBy: undefined };
    expect(decisiveStep(some)).toBe(steps[2]?.seq);
    expect(decisiveStep({ ...scene, steps: null })).toBeNull();
  });
});
