// The standing: the latest answer to each question by the rubric of today, the heaviest gaps first.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../../server/contract/progress.ts";
import { standingOf } from "../../../server/progress/standing.ts";
import { smallQuestion } from "../interview/rubrics.ts";

type Verdicts = Readonly<Record<string, Attempt["points"][number]["verdict"]>>;

function attempt(verdicts: Verdicts, more: Partial<Attempt> = {}): Attempt {
  return {
    ...{ question: "small", atMs: 1, band: 3, bandRange: [3, 3], misconceptions: [], seconds: 60, words: 40 },
    points: Object.entries(verdicts).map(([id, verdict]) => ({
      ...{ id, verdict, axis: "correctness", weight: 1 },
    })),
    ...more,
  };
}

describe("standingOf", () => {
  test("shows the share of the weight that was made, and what is open, what no answer may lack first", () => {
    const { axes, open } = standingOf(
      [attempt({ https: "unsure", freshness: "contradicted", layers: "missed", signature: "met" })],
      [smallQuestion],
    );
    expect(axes).toEqual([
      { axis: "correctness", made: 2 / 5, points: 4 },
      { axis: "failures", made: null, points: 0 },
      { axis: "security", made: null, points: 0 },
      { axis: "operations", made: null, points: 0 },
    ]);
    expect(open.map(({ point, verdict }) => [point, verdict])).toEqual([
      ["freshness", "contradicted"],
      ["https", "unsure"],
      ["layers", "missed"],
    ]);
    expect(open[0]).toMatchObject({ asked: smallQuestion.question, statement: "The point about freshness." });
  });

  test("forgets what an earlier answer to the same question left out or claimed", () => {
    const first = attempt({ signature: "missed" }, { misconceptions: ["https-enough"] });
    const claimed = standingOf([first], [smallQuestion]).misconceptions;
    expect(claimed).toMatchObject([
      {
        question: "small",
        statement: "HTTPS alone is enough.",
        explanation: expect.stringMatching(/caller/),
      },
    ]);
    const standing = standingOf([first, attempt({ signature: "met" }, { atMs: 2 })], [smallQuestion]);
    expect([standing.open, standing.misconceptions]).toEqual([[], []]);
  });

  test("leaves out questions, points and misconceptions that are no longer asked", () => {
    const gone = attempt({ "no-such-point": "missed" }, { misconceptions: ["no-such-claim"] });
    const standing = standingOf([gone, attempt({}, { question: "gone" })], [smallQuestion]);
    expect([standing.open, standing.misconceptions]).toEqual([[], []]);
  });

  test("is between nothing and everything for any answers", () => {
    const verdict = fc.constantFrom("met", "unsure", "missed", "contradicted");
    const verdicts = fc.dictionary(fc.constantFrom(...smallQuestion.points.map(({ id }) => id)), verdict);
    fc.assert(
      fc.property(fc.array(verdicts), (answers) => {
        const { axes, open } = standingOf(
          answers.map((one) => attempt(one as Verdicts)),
          [smallQuestion],
        );
        for (const { made } of axes) expect(made === null || (made >= 0 && made <= 1)).toBe(true);
        expect(axes.every(({ made }) => made === 1 || made === null)).toBe(open.length === 0);
      }),
    );
  });
});
