// Makes a grade of a model's verdicts: quotes are checked, and the band is made by the same rules as offline.

import type { Grade, GradedPoint, PointVerdict, Span } from "../../contract/interview.ts";
import type { Disagreement } from "../../contract/model-grader.ts";
import { bandOf } from "../band.ts";
import { findEvidence } from "../matching.ts";
import { readAnswer } from "../reading.ts";
import type { Rubric } from "../rubric.ts";
import type { Verdicts } from "./reply.ts";

const MIN_QUOTED_WORDS = 2;

/**
 * @param offline the grade of the same answer by the rubric's patterns: where those found not one group of a
 * point, or doubt the whole answer, the model's "met" is no more than "unsure"
 */
export function mergeVerdicts(
  answer: string,
  rubric: Rubric,
  offline: Grade,
  verdicts: Verdicts,
): { grade: Grade; disagreements: Disagreement[] } {
  const reading = readAnswer(answer, rubric.question.side);
  const isHinted = (id: string) =>
    offline.doubt === undefined &&
    rubric.points.some(
      (point) =>
        point.id === id &&
        point.entries.some((entry) => findEvidence(reading, entry, rubric.questionStems) !== null),
    );
  const judged = offline.points.map((point) => judge(answer, point, verdicts, isHinted(point.id)));
  const claims = verdicts.misconceptions.flatMap(({ id, quote }) => {
    const misconception = rubric.misconceptions.find((one) => one.id === id);
    const span = findQuote(answer, quote);
    return misconception && span
      ? [{ id, statement: misconception.statement, span, explanation: misconception.explain }]
      : [];
  });
  const credits = (isMade: (verdict: PointVerdict) => boolean) =>
    judged.map(({ point }) => ({ weight: point.weight, credit: isMade(point.verdict) ? 1 : 0 }));
  const band = bandOf(
    credits((verdict) => verdict === "met"),
    claims.length,
  );
  const highest = bandOf(
    credits((verdict) => verdict === "met" || verdict === "unsure"),
    claims.length,
  );
  return {
    grade: {
      ...{ question: offline.question, band, bandRange: [band, highest] },
      state: highest - band > 1 ? "unsure" : "graded",
      points: judged.map(({ point }) => point),
      misconceptions: claims,
      gaps: judged.filter(({ point }) => point.verdict !== "met").map(({ point }) => point.id),
    },
    disagreements: judged.flatMap(({ point, was, why }) =>
      point.verdict === was
        ? []
        : [{ point: point.id, statement: point.statement, offline: was, model: point.verdict, why }],
    ),
  };
}

function judge(answer: string, was: GradedPoint, { points }: Verdicts, isHinted: boolean) {
  const said = points.find(({ id }) => id === was.id);
  const span = findQuote(answer, said?.quote);
  const verdict = verdictOf(said?.verdict ?? "unsure", span, isHinted);
  const { span: _span, claimSpan: _claimSpan, ...rest } = was;
  const point: GradedPoint = {
    ...rest,
    verdict,
    ...(span && { span }),
    explanation: said?.why || was.explanation,
  };
  return { point, was: was.verdict, why: said?.why ?? "" };
}

function verdictOf(
  said: Verdicts["points"][number]["verdict"],
  span: Span | null,
  isHinted: boolean,
): PointVerdict {
  if (said === "missed") return "missed";
  return said === "met" && span !== null && isHinted ? "met" : "unsure";
}

function escapeForPattern(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Where the quote stands in the answer, spaces aside; null when it does not, or is too short to prove anything. */
export function findQuote(answer: string, quote: string | null | undefined): Span | null {
  const words = (quote ?? "").trim().split(/\s+/).filter(Boolean);
  if (words.length < MIN_QUOTED_WORDS) return null;
  const pattern = new RegExp(words.map((word) => escapeForPattern(word)).join("\\s+"), "i");
  const found = pattern.exec(answer);
  return found === null ? null : [found.index, found.index + found[0].length];
}
