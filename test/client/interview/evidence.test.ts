// The answer is cut into evidence and the rest without losing or moving a character.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Mark, marksOf, segmentsOf } from "../../../client/features/interview/evidence.ts";
import { readPracticeDraft } from "../../../client/features/interview/practice-draft.ts";
import {
  countWords,
  describeBand,
  describeSeconds,
  MAX_ANSWER_CHARACTERS,
  wordCount,
} from "../../../client/features/interview/words.ts";
import * as contract from "../../../server/contract/interview.ts";
import { gradeOf } from "./grades.ts";

describe("marksOf", () => {
  test("numbers stretches in the order of the text, and gives the same stretch one number for each kind", () => {
    const grade = gradeOf({
      points: [
        { id: "late", verdict: "met", span: [20, 30] },
        { id: "early", verdict: "met", span: [0, 10] },
        { id: "twin", verdict: "met", span: [0, 10] },
        { id: "open", verdict: "unsure", span: [12, 18] },
        { id: "gone", verdict: "missed" },
        { id: "torn", verdict: "contradicted", span: [20, 30] },
      ],
      misconceptions: [{ id: "wrong", span: [20, 30] }],
    });
    expect(marksOf(grade).map(({ number, kind, rows }) => [number, kind, rows.join()])).toEqual([
      [1, "met", "point-early,point-twin"],
      [2, "unsure", "point-open"],
      [3, "met", "point-late"],
      [4, "misconception", "misconception-wrong"],
    ]);
  });
});

describe("segmentsOf", () => {
  const mark = (number: number, kind: Mark["kind"], start: number, end: number): Mark => ({
    number,
    kind,
    span: [start, end],
    labels: [],
    rows: [],
  });

  test("puts the worst news first where marks overlap, and closes each where it ends", () => {
    const segments = segmentsOf("abcdefgh", [mark(1, "met", 1, 5), mark(2, "misconception", 3, 7)]);
    expect(
      segments.map(({ text, marks, closes }) => [text, marks[0]?.kind, closes.map(({ number }) => number)]),
    ).toEqual([
      ["a", undefined, []],
      ["bc", "met", []],
      ["de", "misconception", [1]],
      ["fg", "misconception", [2]],
      ["h", undefined, []],
    ]);
  });

  test("keeps the text as it is, and opens and closes every mark once", () => {
    const spans = fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.string({ minLength: 80, maxLength: 90 }), spans, (text, raw) => {
        const marks = raw.map(([start, length], index) => mark(index + 1, "met", start, start + length));
        const segments = segmentsOf(text, marks);
        expect(segments.map((segment) => segment.text).join("")).toBe(text);
        for (const side of ["opens", "closes"] as const) {
          expect(segments.flatMap((segment) => segment[side]).length).toBe(marks.length);
        }
      }),
      { seed: 4_711 },
    );
  });
});

describe("words", () => {
  test("count and describe", () => {
    expect(countWords("  One, two – three!\n")).toBe(3);
    expect([wordCount(""), wordCount("one")]).toEqual(["0 words", "1 word"]);
    expect([describeSeconds(9), describeSeconds(72)]).toEqual(["9 s", "1 min 12 s"]);
    expect([describeBand([3, 3]), describeBand([3, 4])]).toEqual(["3 of 5", "3 to 4 of 5"]);
  });

  test("know the contract's limit", () => {
    expect(MAX_ANSWER_CHARACTERS).toBe(contract.MAX_ANSWER_CHARACTERS);
  });
});

describe("readPracticeDraft", () => {
  test("takes what it once stored and refuses the rest", () => {
    const stored = {
      now: { text: "a", seconds: 1, selfJudged: {} },
      isSubmitted: true,
      first: null,
      followUps: [{ point: "https", text: "It proves nothing.", isSubmitted: true }],
    };
    expect(readPracticeDraft(structuredClone(stored))).toEqual(stored);
    expect(readPracticeDraft({ ...stored, followUps: [{ point: 1 }] })?.followUps).toEqual([]);
    expect([null, "text", {}, { now: { text: 1 } }].map(readPracticeDraft)).toEqual([null, null, null, null]);
  });
});
