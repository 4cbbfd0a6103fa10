// The proof of content finds what an author says and what is not so.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LabUnit } from "../../../content/schema/lab-unit.ts";
import type { LessonUnit } from "../../../content/schema/lesson-unit.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import type { Cell } from "../../../server/cli/cell.ts";
import { Attack } from "../../../server/contract/labs.ts";
import { SAMPLE } from "../../../server/grading/examine.ts";
import { type ContentProver, openContentProver } from "../../../server/labs/content-prover.ts";
import { proveLab } from "../../../server/labs/prove-lab.ts";
import { proveLesson } from "../../../server/labs/prove-lesson.ts";
import { testInWhole } from "../../parts.ts";
import { lab, openRealCell, withHandler } from "./real-labs.ts";

let cell: Cell;
beforeAll(async () => {
  cell = await openRealCell({ isOwnCode: true });
});
afterAll(() => cell.close());

const prove = async <Problems>(work: (prover: ContentProver) => Promise<Problems>) => {
  const prover = await openContentProver(cell.parts, SAMPLE);
  try {
    return await work(prover);
  } finally {
    await prover.close();
  }
};

describe("a lab", () => {
  const race = lab("the-race");
  /** Only these handlers, so that a test takes as long as it has to. */
  const only = (...ids: string[]): LabUnit => ({
    lab: { ...race.lab, hunt: undefined, goals: [] },
    receivers: Object.fromEntries(ids.map((id) => [id, race.receivers[id] ?? {}])),
  });
  const remedies = async (unit: LabUnit) =>
    (await prove((prover) => proveLab(unit, prover))).map(({ remedy }) => remedy);

  test("has no problem when all that it says is so", async () => {
    expect(await remedies(only("carrier-key", "marks-first"))).toEqual([]);
  });

  testInWhole("is held to what its handlers break", async () => {
    const { handlers } = race.lab;
    const unit = only("looks-first");
    const named = {
      ...handlers,
      "looks-first": { ...handlers["looks-first"], breaks: ["refuses-forgery"] },
    };
    expect(await remedies({ ...unit, lab: { ...unit.lab, handlers: named as typeof handlers } })).toEqual([
      "Named: refuses-forgery. Broken: effect-at-most-once.",
    ]);
  });

  test("is told of a solution that holds nothing, and of a handler that does not start", async () => {
    const broken = withHandler(only("carrier-key"), "carrier-key", (text) =>
      text.replace("return res.sendStatus(401)", "console.log(1)"),
    );
    expect((await remedies(broken)).join()).toContain("Named: nothing. Broken: ");
    const silent = withHandler(only("carrier-key"), "carrier-key", (text) => `${text}\nnonsense(`);
    expect((await prove((prover) => proveLab(silent, prover)))[0]).toMatchObject({
      unit: "content/labs/the-race/handlers/carrier-key",
      rule: "Every handler starts.",
    });
  });

  testInWhole(
    "is told of a goal that its attack does not reach, and of a hunt that its attack does not win",
    async () => {
      const attack = Attack.parse({ by: "requests", actions: [{ kind: "attack", attack: "duplicate" }] });
      const goals = race.lab.goals.map((goal) => ({ ...goal, attack }));
      const hunt = race.lab.hunt && { ...race.lab.hunt, attack };
      const told = await prove((prover) => proveLab({ ...race, lab: { ...race.lab, goals, hunt } }, prover));
      expect(told.map(({ rule }) => rule)).toEqual([
        'The goal "two-parcels" is reached by its attack.',
        "The hunt is won by its attack.",
      ]);
    },
    120_000,
  );
});

describe("a lesson", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const found = readLessons(root).units.find(({ lesson }) => lesson.id === "the-same-event-twice");
  if (found === undefined) throw new Error("The lesson is gone.");
  const lesson: LessonUnit = found;
  const rules = async (unit: LessonUnit) =>
    (await prove((prover) => proveLesson(unit, prover))).map(({ rule }) => rule);
  const changed = (change: Partial<LessonUnit["lesson"]>): LessonUnit => ({
    ...lesson,
    lesson: { ...lesson.lesson, ...change },
  });

  test("is held to what its handlers break, to its tours and to its goals", async () => {
    const { handlers, runs, benches } = lesson.lesson;
    const [forgetful, race, lost] = [handlers.forgetful, benches.race, runs["lost-answer"]];
    if (!forgetful || !race || !lost) throw new Error("The lesson has changed.");
    const never = { at: "effect", effect: "mailed", title: "A mail", text: "Never." } as const;
    const unit = changed({
      handlers: { ...handlers, forgetful: { ...forgetful, breaks: ["accepts-rotated-secret"] } },
      runs: { ...runs, "lost-answer": { ...lost, tour: [...(lost.tour ?? []), never] } },
      benches: {
        ...benches,
        race: { ...race, goals: race.goals.map((goal) => ({ ...goal, shownBy: [] as never })) },
      },
    });
    expect(await rules(unit)).toEqual([
      "A handler breaks exactly what it names.",
      "What is sent puts every invariant to the test that a handler breaks.",
      'The run "lost-answer" shows every stop of its tour.',
      'The goal "race" of bench "race" is reached by what shows it, and not on the correct handler.',
    ]);
  }, 120_000);

  /** Only these handlers, and nothing that is shown or done with them. */
  const only = (handlers: LessonUnit["lesson"]["handlers"]) =>
    changed({ handlers, runs: {}, schedules: {}, benches: {} });
  const { keyed, forgetful } = lesson.lesson.handlers;
  if (keyed === undefined || forgetful === undefined) throw new Error("The lesson has changed.");

  test("is told what to send when no bench sends anything, and not that nothing broke", async () => {
    const unit = only({ keyed, forgetful: { ...forgetful, breaks: ["trusts-own-records"] } });
    const faults = await prove((prover) => proveLesson(unit, prover));
    expect(faults.map(({ remedy }) => remedy)).toEqual([
      "No bench has a suggestion, so nothing was sent. Add one under benches.<id>.suggestions that sends a payment of another amount: { kind: send-event, type: payment.succeeded, fields: { amount: 1 } } (for trusts-own-records).",
    ]);
  });

  test("is told once of a handler that does not start", async () => {
    const handlers = { keyed: { text: "nonsense(", regions: [], problems: [] } };
    const faults = await prove((prover) => proveLesson({ ...only({ keyed }), handlers }, prover));
    expect(faults).toMatchObject([
      { rule: "What a lesson sends can be played.", remedy: expect.stringContaining("(handler.ts:1)") },
    ]);
  });

  testInWhole(
    "is told of a solution that does not do its bench",
    async () => {
      const { benches } = lesson.lesson;
      const bench = benches["ship-once"];
      if (!bench) throw new Error("The lesson has changed.");
      const unit = changed({ benches: { "ship-once": { ...bench, solutions: ["forgetful"] } } });
      expect((await rules(unit)).join()).toContain('The solution "forgetful" does bench "ship-once"');
    },
    120_000,
  );
});
