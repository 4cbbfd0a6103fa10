// Goals tick for what happened and for nothing else.
import { describe, expect, test } from "vitest";
import { judgeGoal } from "../../../content/schema/goals.ts";
import { Goal } from "../../../content/schema/lesson.ts";
import { observe } from "../../../content/schema/observation.ts";
import { answered, effect, type HistoryDraft, historyOf, started } from "./histories.ts";
import { world } from "./judging.ts";

const goal = (fields: Partial<Goal>) =>
  Goal.parse({
    id: "g",
    text: "A goal.",
    invariant: "refuses-forgery",
    want: "broken",
    hints: ["Try."],
    ...fields,
  });

const stateOf = (wanted: Goal, ...drafts: HistoryDraft[]) =>
  judgeGoal(wanted, observe(historyOf(...drafts)), world);

const forged = started({ id: "f", attack: "unsigned", hostile: true });

describe("a goal that wants something broken", () => {
  test("is open until it is broken", () => {
    expect(stateOf(goal({}))).toEqual({ state: "open" });
    expect(stateOf(goal({}), forged, answered("f", 401))).toEqual({ state: "open" });
  });

  test("is not reached by sending a request that did no harm", () => {
    expect(stateOf(goal({ byEffect: true }), forged, answered("f", 200)).state).toBe("open");
  });

  test("is reached by the effect, and points at it", () => {
    const history = [forged, effect("shipped", "f"), answered("f", 200)];
    expect(stateOf(goal({ byEffect: true }), ...history)).toMatchObject({ state: "met", seq: 1 });
  });
});

describe("a goal that wants something held", () => {
  const held = goal({ want: "held", against: ["unsigned", "tampered-body"] });

  test("stays open until every attack it names was answered", () => {
    expect(stateOf(held, forged, answered("f", 401)).state).toBe("open");
    const unanswered = [
      forged,
      answered("f", 401),
      started({ id: "t", attack: "tampered-body", hostile: true }),
    ];
    expect(stateOf(held, ...unanswered).state).toBe("open");
  });

  test("is reached when all were answered and nothing broke", () => {
    const tampered = started({ id: "t", attack: "tampered-body", hostile: true });
    const history = [forged, answered("f", 401), tampered, answered("t", 401)];
    expect(stateOf(held, ...history)).toMatchObject({ state: "met", seq: null });
  });

  test("fails as soon as something breaks, and says what", () => {
    const state = stateOf(held, forged, answered("f", 500));
    expect(state).toMatchObject({ state: "failed", summary: expect.stringContaining("500") });
  });
});
