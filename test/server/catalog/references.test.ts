// A name that leads nowhere, a slip of the pen and a text that is a copy are told with file, rule and remedy.
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { LabUnit } from "../../../content/schema/lab-unit.ts";
import type { LessonUnit } from "../../../content/schema/lesson-unit.ts";
import { readLabs } from "../../../server/catalog/labs.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import { findReferenceFaults } from "../../../server/catalog/references.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const units = { lessons: readLessons(root).units, labs: readLabs(root).units };
const told = (changed: Partial<typeof units>) => findReferenceFaults(root, { ...units, ...changed });

const lesson = units.lessons.find((one) => one.lesson.id === "older-news");
const lab = units.labs.find((one) => one.lab.id === "time-goes-backwards");
if (lesson === undefined || lab === undefined) throw new Error("The content has changed.");
const inLesson = (change: Partial<LessonUnit["lesson"]>) =>
  told({ lessons: [{ ...lesson, lesson: { ...lesson.lesson, ...change } }] });
const inLab = (change: Partial<LabUnit["lab"]>) =>
  told({ labs: [{ ...lab, lab: { ...lab.lab, ...change } }] });

test("all content as it stands has no fault, unknown events and orders included", () => {
  expect(told({})).toEqual([]);
});

test("a question that does not exist is told, and the one that is meant", () => {
  expect(inLesson({ questions: ["event-order", "event-ordre"] })).toEqual([
    {
      unit: "content/lessons/older-news/lesson.yaml",
      rule: 'The question "event-ordre" that the lesson prepares for exists.',
      remedy: "Did you mean event-order? The questions are the folders of content/questions.",
    },
  ]);
});

test("a scenario that does not exist is told", () => {
  expect(inLab({ scenario: "paymnts" })).toMatchObject([
    { rule: 'The scenario "paymnts" exists.', remedy: "Known: payments, receipts." },
  ]);
});

describe("a slip of the pen is told", () => {
  const slip = { kind: "send-event", type: "payment.suceeded" } as const;
  const [run] = Object.values(lesson.lesson.runs);
  const [bench] = Object.values(lesson.lesson.benches);
  const [goal] = lab.lab.goals;
  if (!run || !bench || !goal) throw new Error("The content has changed.");
  const remedy =
    'It has no "payment.suceeded". Did you mean payment.succeeded? One that is unknown on purpose looks unlike all of them, as ord_999999 does.';
  const suggestion = { title: "Send", sentence: "Send.", tone: "genuine" } as const;

  test.each([
    ["of a run", inLesson({ runs: { run: { ...run, script: [slip] } } })],
    [
      "of a suggestion",
      inLesson({ benches: { bench: { ...bench, suggestions: [{ ...suggestion, script: [slip] }] } } }),
    ],
    [
      "of what shows a goal",
      inLesson({
        benches: { bench: { ...bench, goals: bench.goals.map((one) => ({ ...one, shownBy: [slip] })) } },
      }),
    ],
    ["of an attack", inLab({ goals: [{ ...goal, attack: { by: "requests", actions: [slip], seed: 1 } }] })],
    [
      "of a script",
      inLab({
        goals: [{ ...goal, attack: { by: "script", text: "attacker.capture('payment.suceeded')" } }],
      }),
    ],
  ])("in the data %s", (_where, faults) => {
    expect(faults.map((fault) => fault.remedy)).toEqual([remedy]);
  });

  test("in an order's id", () => {
    const script = [{ kind: "send-event", type: "payment.succeeded", orderId: "ord-1042" }] as const;
    expect(inLesson({ runs: { run: { ...run, script: [...script] } } })[0]?.remedy).toContain(
      "Did you mean ord_1042?",
    );
  });
});

test("a summary that is still another unit's is told", () => {
  const copy = { ...lab, lab: { ...lab.lab, id: "a-late-refund", order: 999 } };
  expect(told({ labs: [lab, copy] })).toEqual([
    {
      unit: "content/labs/a-late-refund/lab.yaml",
      rule: "Every unit has words of its own.",
      remedy: "`summary` is still the one of time-goes-backwards: write your own.",
    },
  ]);
});
