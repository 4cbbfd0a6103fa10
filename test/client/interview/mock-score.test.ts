// The scorecard says what was shown, by weight and by axis; its Markdown keeps its structure whatever was typed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordFor } from "../../../client/components/share-bars.tsx";
import { interviewAsMarkdown } from "../../../client/features/interview/mock/markdown.ts";
import { readMockInterview } from "../../../client/features/interview/mock/mock-draft.ts";
import { type GradedTurn, scoreOf } from "../../../client/features/interview/mock/score.ts";
import type { QuestionSummary } from "../../../server/contract/interview.ts";
import { gradeOf } from "./grades.ts";

const question: QuestionSummary = {
  ...{ id: "one", question: "How do you secure webhook endpoints?", why: "To know.", number: 1 },
  topic: "security",
  level: "mid",
};

function turnOf(text: string, points: Parameters<typeof gradeOf>[0]["points"], made?: string): GradedTurn {
  const grade = gradeOf({ points });
  const asked = grade.points.find(({ id }) => id === made);
  return {
    question,
    turn: {
      text,
      seconds: 60,
      followUp: asked ? { point: asked.id, asked: "And then?", text: "So." } : null,
    },
    reply: { grade, modelAnswers: null, designs: [] },
    followUp: asked ? { asked: "And then?", point: { ...asked, verdict: "met" }, misconceptions: [] } : null,
  };
}

describe("scoreOf", () => {
  test("weighs what was made on each axis, and quotes it", () => {
    const text = "I verify the signature and keep the ids.";
    const { axes, gaps } = scoreOf([
      turnOf(text, [
        { id: "a", verdict: "met", axis: "security", weight: 3, span: [0, 22] },
        { id: "b", verdict: "missed", axis: "security", weight: 1 },
        { id: "c", verdict: "missed", axis: "failures", weight: 2, core: true },
      ]),
    ]);
    expect(axes.map(({ axis, share }) => [axis, share])).toEqual([
      ["correctness", null],
      ["failures", 0],
      ["security", 0.75],
      ["operations", null],
    ]);
    expect(axes[2]?.quotes).toEqual(["I verify the signature"]);
    expect(gaps.map(({ point }) => point.id)).toEqual(["c", "b"]);
    expect(axes.map(({ share }) => wordFor(share))).toEqual([
      "not asked",
      "not shown",
      "strong",
      "not asked",
    ]);
  });

  test("counts a point that was made on asking", () => {
    const { axes, gaps } = scoreOf([turnOf("Hm.", [{ id: "a", verdict: "missed", axis: "failures" }], "a")]);
    expect([axes[1]?.share, gaps]).toEqual([1, []]);
  });

  test("is between nothing and everything for any verdicts", () => {
    const verdict = fc.constantFrom("met", "unsure", "missed", "contradicted");
    const point = fc.record({ verdict, weight: fc.double({ min: 0.5, max: 2, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (points) => {
        const { axes } = scoreOf([
          turnOf(
            "Text.",
            points.map((one, index) => ({ id: `p${index}`, ...one })),
          ),
        ]);
        const [correctness] = axes;
        expect(correctness?.share).toBeGreaterThanOrEqual(0);
        expect(correctness?.share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test("Markdown has the same headings and as many table rows, whatever was typed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (text) => {
      const turns = [turnOf(text, [{ id: "a", verdict: "met", span: [0, text.length] }])];
      const lines = interviewAsMarkdown({
        role: text,
        day: "2026-11-27",
        turns,
        score: scoreOf(turns),
      }).split("\n");
      expect(lines.filter((line) => line.startsWith("#"))).toHaveLength(2);
      expect(lines.filter((line) => /^\|/.test(line))).toHaveLength(6);
      for (const row of lines.filter((line) => /^\|/.test(line)))
        expect(row.replaceAll(/\\./g, "").match(/\|/g)).toHaveLength(4);
    }),
  );
});

test("a kept interview comes back, and what does not fit is forgotten", () => {
  const kept = {
    ...{ role: "Backend engineer", startedAtMs: 1, questions: [question], turns: [], text: "a", seconds: 3 },
    ...{ followUp: null, wasRefused: false },
  };
  expect(readMockInterview(structuredClone(kept))).toEqual(kept);
  expect([null, {}, { ...kept, questions: [] }, { ...kept, turns: 3 }].map(readMockInterview)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
