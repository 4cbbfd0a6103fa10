// What holds for every text there is, whatever the rubric says about it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Grade } from "../../../server/contract/interview.ts";
import { gradeAnswer } from "../../../server/interview/grade.ts";
import { smallRubric } from "./rubrics.ts";

const seed = 20_261_123;
const check = <Values extends [unknown, ...unknown[]]>(property: fc.IProperty<Values>, numRuns = 400) =>
  fc.assert(property, { seed, numRuns });

const word = fc.constantFrom(
  ..."signature verify timestamp old reject https tls enough trust payload rate limit not never no if because and the a is you we it webhook without nobody".split(
    " ",
  ),
);
const phrase = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(" "));
const separators = fc.constantFrom(". ", ", ", "\n", "? ", " – ", "; ", "\n- ");
const prose = fc.array(fc.tuple(phrase, separators), { maxLength: 8 }).map((parts) => parts.flat().join(""));
const anything = fc.oneof(
  prose,
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 400 }),
);

describe("every grade", () => {
  test("fits the contract, for any text at all", () => {
    check(fc.property(anything, (text) => void Grade.parse(gradeAnswer(text, smallRubric))));
  });

  test("has spans that lie within the text, on the borders of words", () => {
    check(
      fc.property(anything, (text) => {
        const { points, misconceptions } = gradeAnswer(text, smallRubric);
        for (const { span } of [...points, ...misconceptions]) {
          if (span === undefined) continue;
          const [start, end] = span;
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).toMatch(/^[\p{L}\p{N}\p{M}].*[\p{L}\p{N}\p{M}]$|^[\p{L}\p{N}]$/su);
        }
      }),
    );
  });

  test("is the same every time", () => {
    check(
      fc.property(
        anything,
        (text) => void expect(gradeAnswer(text, smallRubric)).toEqual(gradeAnswer(text, smallRubric)),
      ),
    );
  });

  test("has a band inside its range, and a range that the learner's rulings can only narrow", () => {
    check(
      fc.property(prose, fc.boolean(), (text, said) => {
        const grade = gradeAnswer(text, smallRubric);
        const [lowest, highest] = grade.bandRange;
        expect(grade.band).toBeGreaterThanOrEqual(lowest);
        expect(grade.band).toBeLessThanOrEqual(highest);
        const rulings = Object.fromEntries(grade.points.map(({ id }) => [id, said]));
        const settled = gradeAnswer(text, smallRubric, rulings);
        expect(settled.bandRange[0]).toBeGreaterThanOrEqual(lowest);
        expect(settled.bandRange[1]).toBeLessThanOrEqual(highest);
        expect(settled.points.filter(({ verdict }) => verdict === "unsure")).toEqual([]);
      }),
    );
  });

  test("keeps every point that was made when an unrelated sentence follows", () => {
    const unrelated = "Our office has large windows and a small kitchen with two tables.";
    check(
      fc.property(prose, (text) => {
        const before = gradeAnswer(text, smallRubric);
        const after = gradeAnswer(`${text.trimEnd()}. ${unrelated}`, smallRubric);
        if (before.state === "not-graded" || after.state === "not-graded") return;
        const met = (grade: Grade) =>
          grade.points.filter(({ verdict }) => verdict === "met").map(({ id }) => id);
        expect(met(after)).toEqual(expect.arrayContaining(met(before)));
      }),
    );
  });
});
