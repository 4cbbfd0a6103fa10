// The designs hold: their claims are found, and each is proved as `hookproof content` does it (all where CI is set, else a part).
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDesigns } from "../../server/catalog/designs.ts";
import { readLabs } from "../../server/catalog/labs.ts";
import { readLessons } from "../../server/catalog/lessons.ts";
import { readAnswers, readQuestions } from "../../server/catalog/questions.ts";
import type { Cell } from "../../server/cli/cell.ts";
import { SAMPLE } from "../../server/grading/examine.ts";
import { compileDesign, findClaimedDesigns } from "../../server/interview/designs.ts";
import { lintDesigns } from "../../server/interview/lint-designs.ts";
import { readAnswer } from "../../server/interview/reading.ts";
import { type ContentProver, openContentProver } from "../../server/labs/content-prover.ts";
import { proveDesign } from "../../server/labs/prove-design.ts";
import { someDesigns, testInWhole } from "../parts.ts";
import { openRealCell } from "../server/labs/real-labs.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { units, problems } = readDesigns(root);
const { questions } = readQuestions(root);
const designs = units.map(({ design }) => design);
const compiled = designs.map(compileDesign);
const claimedIn = (text: string) => findClaimedDesigns(readAnswer(text), compiled).map(({ id }) => id);

describe("the designs", () => {
  test("have no problems, and patterns that pass the linter", () => {
    expect(problems).toEqual([]);
    expect(lintDesigns(designs, questions)).toEqual([]);
  });

  test("are a dozen or more, and some of them hold", () => {
    expect(designs.length).toBeGreaterThanOrEqual(12);
    expect(designs.filter(({ breaks }) => breaks.length === 0).length).toBeGreaterThanOrEqual(4);
  });

  test("lead only to places that exist", () => {
    const steps = readLessons(root).units.flatMap(({ lesson }) =>
      lesson.steps.map(({ id, title }) => `/learn/${lesson.id}#${id} ${title}`),
    );
    const labs = readLabs(root).units.map(({ lab }) => `/labs/${lab.id} ${lab.title}`);
    const places = designs.flatMap(({ taught }) => (taught ? [`${taught.path} ${taught.title}`] : []));
    expect(places.filter((place) => ![...steps, ...labs].includes(place))).toEqual([]);
  });

  test("that break something are next to never claimed by what makes a right point", () => {
    const wrong = compiled.filter(({ design }) => design.breaks.length > 0);
    const rights = questions.flatMap(({ points }) => points.flatMap(({ exemplars }) => exemplars));
    const taken = rights.filter((text) => findClaimedDesigns(readAnswer(text), wrong).length > 0);
    expect(taken.length / rights.length).toBeLessThan(0.01);
  });

  test("are claimed by what the rubrics call a misconception, where one is built so", () => {
    const exemplarsOf = (question: string, misconception: string) =>
      questions
        .find(({ id }) => id === question)
        ?.misconceptions.find(({ id }) => id === misconception)
        ?.exemplars.map(claimedIn) ?? [];
    const share = (question: string, misconception: string, design: string) => {
      const claims = exemplarsOf(question, misconception);
      return claims.filter((ids) => ids.includes(design)).length / claims.length;
    };
    expect(share("idempotent-handlers", "memory-set", "dedupe-in-memory")).toBeGreaterThanOrEqual(0.5);
    expect(share("verify-signatures", "parsed-body", "parsed-body")).toBeGreaterThanOrEqual(0.5);
    expect(share("when-queues", "queue-exactly-once", "queue-exactly-once")).toBeGreaterThanOrEqual(0.5);
  });

  test("are claimed by some natural answers, and by few that claim nothing to run", () => {
    const natural = questions
      .flatMap(({ id }) => readAnswers(root, id))
      .filter(({ kind }) => kind === "natural");
    const share = natural.filter(({ text }) => claimedIn(text).length > 0).length / natural.length;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.3);
  });
});

describe("the proof", () => {
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

  test.each(someDesigns(units))(
    "%s breaks exactly what it names",
    async (_id, unit) => {
      expect(await proveDesign(unit, prover)).toEqual([]);
    },
    120_000,
  );

  testInWhole(
    "tells of a design that breaks something else",
    async () => {
      const [unit] = units.filter(({ design }) => design.id === "queue-first");
      if (unit === undefined) throw new Error("There is no design to change.");
      const named = { ...unit, design: { ...unit.design, breaks: ["keeps-secrets" as const] } };
      expect(await proveDesign(named, prover)).toEqual([
        {
          unit: "content/designs/queue-first/handler.ts",
          rule: "A handler breaks exactly what it names.",
          remedy: "Named: keeps-secrets. Broken: nothing.",
        },
      ]);
    },
    120_000,
  );
});
