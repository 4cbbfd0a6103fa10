// Every handler of every lesson proves what the lesson says of it: what is right holds, what is wrong breaks what it names.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judgeGoal } from "../../content/schema/goals.ts";
import { judgeAll } from "../../content/schema/invariants/all.ts";
import type { Bench, Lesson } from "../../content/schema/lesson.ts";
import type { LessonUnit } from "../../content/schema/lesson-unit.ts";
import { observe, observeAttempts, ofKind } from "../../content/schema/observation.ts";
import { findStops } from "../../content/schema/tour.ts";
import { readLessons } from "../../server/catalog/lessons.ts";
import type { History } from "../../server/contract/history.ts";
import type { SessionAction } from "../../server/contract/session.ts";
import { openRealParts, type RealParts } from "../server/exploration/real-parts.ts";
import { brokenBy, playHandler, untilSettled, worldOf } from "./proof.ts";

const { units, problems } = readLessons(fileURLToPath(new URL("../..", import.meta.url)));
let parts: RealParts;
beforeAll(async () => {
  parts = await openRealParts();
});
afterAll(() => parts.close());

const played = new Map<string, Promise<History>>();

/** The same code that is sent the same always does the same, so it is played once. */
function play(handler: string, script: readonly SessionAction[]): Promise<History> {
  const key = JSON.stringify([handler, script]);
  const history = played.get(key) ?? playHandler(parts, handler, script);
  played.set(key, history);
  return history;
}

test("the lessons have no problems", () => {
  expect(problems).toEqual([]);
});

describe.each(units.map((unit) => [unit.lesson.id, unit] as const))("%s", (_id, unit) => {
  const { lesson, handlers } = unit;
  const everything = everythingOf(lesson);
  const codeOf = (id: string) => sourceOf(unit, id);
  const right = Object.keys(handlers).find((id) => lesson.handlers[id]?.role === "correct") ?? "";

  test.each(Object.keys(handlers))("the handler %s breaks exactly what it names", async (id) => {
    const history = await play(codeOf(id), [...everything, untilSettled]);
    expect(brokenBy(history, worldOf(parts))).toEqual([...(lesson.handlers[id]?.breaks ?? [])].sort());
  });

  // A lesson about words alone has no handler at all; one that has some needs a correct one.
  test.runIf(Object.keys(handlers).length > 0)(
    "everything that is sent puts every invariant to the test that a handler of the lesson breaks",
    async () => {
      const history = await play(codeOf(right), [...everything, untilSettled]);
      const judged = judgeAll(observe(history), worldOf(parts));
      const named = Object.values(lesson.handlers).flatMap(({ breaks }) => breaks);
      expect(named.filter((invariant) => judged[invariant].state !== "held")).toEqual([]);
      expect(brokenBy(history, worldOf(parts))).toEqual([]);
    },
  );

  test.each(Object.entries(lesson.runs))("the run %s shows every stop of its tour", async (_run, run) => {
    const history = await play(codeOf(run.handler), run.script);
    const tour = run.tour ?? [];
    expect(findStops(tour, history).map(({ title }) => title)).toEqual(tour.map(({ title }) => title));
  });

  describe.each(Object.entries(lesson.benches))("the bench %s", (_bench, bench) => {
    const statesAfter = async (handler: string, script: readonly SessionAction[]) => {
      const history = await play(codeOf(handler), script);
      return bench.goals.map((goal) => judgeGoal(goal, observe(history), worldOf(parts)).state);
    };

    test("has no goal that is reached before anything was done", async () => {
      expect(await statesAfter(bench.handler, [untilSettled])).toEqual(bench.goals.map(() => "open"));
    });

    if (wants(bench, "broken")) {
      test.each(bench.goals)(
        "has the goal $id, reached by what shows it and not on the correct handler",
        async (goal) => {
          const stateOn = async (handler: string) => {
            const history = await play(codeOf(handler), goal.shownBy ?? []);
            return judgeGoal(goal, observe(history), worldOf(parts)).state;
          };
          expect(await stateOn(bench.handler)).toBe("met");
          expect(await stateOn(right)).toBe("open");
        },
      );
    } else {
      test("is not done by what it starts with", async () => {
        expect(await statesAfter(bench.handler, everything)).toContain("failed");
      });

      test.each(bench.solutions)(
        "is done by the solution %s, and by nothing less than everything",
        async (solution) => {
          expect(await statesAfter(solution, everything)).toEqual(bench.goals.map(() => "met"));
          expect(await statesAfter(solution, everything.slice(0, 1))).toContain("open");
        },
      );
    }
  });
});

describe("a-live-handler", () => {
  const unit = units.find(({ lesson }) => lesson.id === "a-live-handler");
  if (unit === undefined) throw new Error("The first lesson is gone.");
  const playRun = (run: string) => {
    const { handler, script } = unit.lesson.runs[run] ?? { handler: "", script: [] };
    return play(sourceOf(unit, handler), script);
  };

  test("gets the payment through the outage with the attempt that its prediction names", async () => {
    const history = await playRun("outage");
    expect(observeAttempts(history)).toHaveLength(10);
    expect(ofKind(history, "delivery-settled").map(({ state }) => state)).toEqual(["delivered"]);
    expect(unit.lesson.runs.outage?.prediction?.answer).toBe("ten");
  });

  test("ships the order of the forged request, as its prediction says", async () => {
    const effects = ofKind(await playRun("forged"), "effect").map(({ effect }) => effect);
    expect(effects).toEqual(["order-changed", "shipped"]);
    expect(unit.lesson.runs.forged?.prediction?.answer).toBe("shipped");
  });

  test("turns a genuine payment away when it checks a body that was parsed already", async () => {
    const [delivery] = observeAttempts(await playRun("turned-away"));
    expect(delivery?.finished?.outcome).toMatchObject({ kind: "responded", response: { status: 401 } });
  });
});

describe("a prediction names what its run shows", () => {
  const parcels = (history: History) =>
    ofKind(history, "effect").filter(({ effect }) => effect === "shipped").length;
  const attempts = (history: History) => observeAttempts(history).length;
  const ends = (history: History) => ofKind(history, "delivery-settled").map(({ state }) => state);
  const timeouts = (history: History) =>
    ofKind(history, "attempt-finished").filter(({ outcome }) => outcome.kind === "timed-out").length;
  const lastParcelMs = (history: History) =>
    ofKind(history, "effect").findLast(({ effect }) => effect === "shipped")?.atMs ?? 0;
  const logs = (history: History) =>
    ofKind(history, "log")
      .map(({ text }) => text)
      .join("");

  test.each<[string, string, string, (history: History) => unknown, unknown]>([
    ["push-or-ask", "too-long", "lost", (history) => [ends(history), parcels(history)], [["dead-letter"], 0]],
    ["signed-bytes", "with-nothing", "ships", parcels, 2],
    ["the-same-event-twice", "overlap", "two", parcels, 2],
    ["the-same-event-twice", "power-cut", "two", parcels, 2],
    ["answer-first", "too-late", "ten", parcels, 10],
    ["answer-first", "poison", "dead", (history) => [attempts(history), parcels(history)], [10, 0]],
    ["older-news", "late", "paid", parcels, 1],
    ["older-news", "one-cent", "ships", parcels, 1],
    [
      "what-the-log-told",
      "cut-short",
      "body",
      (history) => /mira\.holt@example\.com.*4242/s.test(logs(history)),
      true,
    ],
    [
      "three-days-of-trying",
      "weekend",
      "refused",
      (history) => [attempts(history), ends(history), parcels(history)],
      [10, ["dead-letter"], 0],
    ],
    [
      "three-days-of-trying",
      "gone",
      "none",
      (history) => [ends(history), parcels(history)],
      [["dead-letter", "dead-letter", "dead-letter", "dead-letter"], 0],
    ],
    ["the-burst", "four", "two", (history) => [timeouts(history), parcels(history)], [2, 4]],
    ["the-burst", "push-back", "five-minutes", (history) => Math.floor(lastParcelMs(history) / 60_000), 5],
  ])("%s, %s: %s", async (lessonId, runId, answer, fact, expected) => {
    const unit = units.find(({ lesson }) => lesson.id === lessonId);
    const run = unit?.lesson.runs[runId];
    if (unit === undefined || run === undefined) throw new Error("The lesson or its run is gone.");
    const history = await play(sourceOf(unit, run.handler), run.script);
    expect(fact(history)).toEqual(expected);
    expect(run.prediction?.answer).toBe(answer);
  });
});

function everythingOf({ benches }: Lesson): SessionAction[] {
  const scripts = Object.values(benches).flatMap(({ suggestions }) =>
    suggestions.map(({ script }) => script),
  );
  return scripts.reduce((longest, script) => (script.length > longest.length ? script : longest), []);
}

function wants({ goals }: Bench, want: "broken" | "held") {
  return goals.every((goal) => goal.want === want);
}

function sourceOf({ handlers }: LessonUnit, id: string): string {
  const source = handlers[id];
  if (source === undefined) throw new Error(`There is no handler "${id}".`);
  return source.text;
}
