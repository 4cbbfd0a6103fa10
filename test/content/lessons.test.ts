// Lessons are proved as `hookproof content` does it (all where CI is set, else a part), and all predictions are held to
// what their runs show.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LessonUnit } from "../../content/schema/lesson-unit.ts";
import { observeAttempts, ofKind } from "../../content/schema/observation.ts";
import { readLessons } from "../../server/catalog/lessons.ts";
import type { Cell } from "../../server/cli/cell.ts";
import type { History } from "../../server/contract/history.ts";
import { Attack } from "../../server/contract/labs.ts";
import { SAMPLE } from "../../server/grading/examine.ts";
import { playAttack } from "../../server/labs/attack-player.ts";
import { type ContentProver, openContentProver } from "../../server/labs/content-prover.ts";
import { proveLesson } from "../../server/labs/prove-lesson.ts";
import { someLessons } from "../parts.ts";
import { openRealCell } from "../server/labs/real-labs.ts";

const { units, problems } = readLessons(fileURLToPath(new URL("../..", import.meta.url)));
let cell: Cell;
let prover: ContentProver & { close(): Promise<void> };
beforeAll(async () => {
  cell = await openRealCell({ isOwnCode: true });
  prover = await openContentProver(cell.parts, SAMPLE);
});
afterAll(async () => {
  await prover?.close();
  await cell?.close();
});

async function playRun(unit: LessonUnit, runId: string): Promise<History> {
  const { scenario, scheme, secrets, runs } = unit.lesson;
  const run = runs[runId];
  const text = unit.handlers[run?.handler ?? ""]?.text;
  if (run === undefined || text === undefined) throw new Error(`The run ${runId} is gone.`);
  const attack = Attack.parse({ by: "requests", actions: run.script });
  const files = { "handler.ts": text };
  const { history } = await prover.onStage(
    { scenario: prover.scenario(scenario), scheme, secrets },
    files,
    (setting) => playAttack(setting, files, attack, { settles: false }),
  );
  return history;
}

test("the lessons have no problems", () => {
  expect(problems).toEqual([]);
});

test.each(someLessons(units))(
  "%s is proved",
  async (_id, unit) => {
    expect(await proveLesson(unit, prover)).toEqual([]);
  },
  120_000,
);

describe("a-live-handler", () => {
  const unit = units.find(({ lesson }) => lesson.id === "a-live-handler");
  if (unit === undefined) throw new Error("The first lesson is gone.");

  test("gets the payment through the outage with the attempt that its prediction names", async () => {
    const history = await playRun(unit, "outage");
    expect(observeAttempts(history)).toHaveLength(10);
    expect(ofKind(history, "delivery-settled").map(({ state }) => state)).toEqual(["delivered"]);
    expect(unit.lesson.runs.outage?.prediction?.answer).toBe("ten");
  });

  test("ships the order of the forged request, as its prediction says", async () => {
    const effects = ofKind(await playRun(unit, "forged"), "effect").map(({ effect }) => effect);
    expect(effects).toEqual(["order-changed", "shipped"]);
    expect(unit.lesson.runs.forged?.prediction?.answer).toBe("shipped");
  });

  test("turns a genuine payment away when it checks a body that was parsed already", async () => {
    const [delivery] = observeAttempts(await playRun(unit, "turned-away"));
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
    ["whose-turn", "other-way", "none", parcels, 0],
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
    const history = await playRun(unit, runId);
    expect(fact(history)).toEqual(expected);
    expect(run.prediction?.answer).toBe(answer);
  });
});
