// A draw is what was asked for: of the role, without repeats, balanced, easy to hard, and the same for the same seed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InterviewRole } from "../../../content/schema/interview-role.ts";
import { LEVELS, TOPICS } from "../../../content/schema/question.ts";
import type { QuestionSummary } from "../../../server/contract/interview.ts";
import { drawInterview } from "../../../server/interview/draw.ts";

const questions = fc
  .array(fc.record({ topic: fc.constantFrom(...TOPICS), level: fc.constantFrom(...LEVELS) }), {
    maxLength: 40,
  })
  .map((some) =>
    some.map(
      ({ topic, level }, index): QuestionSummary => ({
        ...{
          id: `q${index}`,
          question: `Question ${index}?`,
          why: "To know.",
          number: index + 1,
          topic,
          level,
        },
      }),
    ),
  );
const role = fc.record({
  id: fc.constant("role"),
  title: fc.constant("Role"),
  summary: fc.constant("An interview for a role that only tests know."),
  levels: fc.uniqueArray(fc.constantFrom(...LEVELS), { minLength: 1 }),
  topics: fc
    .uniqueArray(fc.constantFrom(...TOPICS), { minLength: 1 })
    .chain((topics) =>
      fc.record(Object.fromEntries(topics.map((topic) => [topic, fc.integer({ min: 1, max: 6 })]))),
    ),
}) as fc.Arbitrary<InterviewRole>;
const draws = fc.record({ questions, role, length: fc.constantFrom(5, 7, 9), seed: fc.nat() });
const nothingAnswered = new Map<string, number>();

describe("drawInterview", () => {
  test("draws as many as there are, at most as many as wanted, each once and fit for the role", () => {
    fc.assert(
      fc.property(draws, ({ questions: pool, role: one, length, seed }) => {
        const drawn = drawInterview(pool, { role: one, length, seed, answeredAt: nothingAnswered });
        const fitting = pool.filter(({ level, topic }) => one.levels.includes(level) && one.topics[topic]);
        expect(drawn).toHaveLength(Math.min(length, fitting.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((question) => fitting.includes(question))).toBe(true);
        const ranks = drawn.map(({ level }) => LEVELS.indexOf(level));
        expect(ranks).toEqual([...ranks].sort((first, second) => first - second));
      }),
    );
  });

  test("draws the same for the same seed", () => {
    fc.assert(
      fc.property(draws, ({ questions: pool, role: one, length, seed }) => {
        const draw = () => drawInterview(pool, { role: one, length, seed, answeredAt: nothingAnswered });
        expect(draw()).toEqual(draw());
      }),
    );
  });

  test("gives each topic its share while there are questions of it", () => {
    const pool = TOPICS.flatMap((topic) =>
      Array.from(
        { length: 9 },
        (_, index): QuestionSummary => ({
          ...{
            id: `${topic}-${index}`,
            question: "Why?",
            why: "To know.",
            number: index + 1,
            topic,
            level: "mid",
          },
        }),
      ),
    );
    const one: InterviewRole = {
      ...{ id: "one", title: "One", summary: "Security thrice as often as basics.", levels: ["mid"] },
      topics: { security: 3, basics: 1 },
    };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const drawn = drawInterview(pool, { role: one, length: 9, seed, answeredAt: nothingAnswered });
        const count = (topic: string) => drawn.filter((question) => question.topic === topic).length;
        expect([count("security"), count("basics")]).toEqual([7, 2]);
      }),
    );
  });

  test("asks what was not answered lately before what was", () => {
    const pool = Array.from(
      { length: 8 },
      (_, index): QuestionSummary => ({
        ...{
          id: `q${index}`,
          question: "Why?",
          why: "To know.",
          number: index + 1,
          topic: "basics",
          level: "mid",
        },
      }),
    );
    const one: InterviewRole = {
      ...{ id: "one", title: "One", summary: "Only basics, for everybody there is.", levels: ["mid"] },
      topics: { basics: 1 },
    };
    const answeredAt = new Map([
      ["q0", 300],
      ["q1", 200],
      ["q2", 100],
    ]);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const ids = drawInterview(pool, { role: one, length: 7, seed, answeredAt }).map(({ id }) => id);
        expect(ids).not.toContain("q0");
        expect(ids).toContain("q2");
      }),
    );
  });
});
