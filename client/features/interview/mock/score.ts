// Makes a scorecard of a whole interview: what was shown on each axis, with the words that showed it.
import { AXES, type Axis } from "../../../../content/schema/axes.ts";
import type {
  FollowUpReply,
  GradedPoint,
  GradeReply,
  QuestionSummary,
} from "../../../../server/contract/interview.ts";
import type { Turn } from "./mock-draft.ts";

export interface GradedTurn {
  readonly question: QuestionSummary;
  readonly turn: Turn;
  /** Null when nothing was answered. */
  readonly reply: GradeReply | null;
  readonly followUp: FollowUpReply | null;
}

export interface AxisScore {
  readonly axis: Axis;
  /** 0 to 1 of the weight that was asked for; null when no question asked for any. */
  readonly share: number | null;
  readonly quotes: readonly string[];
}

export interface Gap {
  readonly question: QuestionSummary;
  readonly point: GradedPoint;
}

export interface Score {
  readonly axes: readonly AxisScore[];
  /** Points that were not made, the heaviest first. */
  readonly gaps: readonly Gap[];
  readonly misconceptions: readonly { statement: string; explanation: string; quote: string }[];
}

const MOST_QUOTES = 2;

/** A point that was made on asking counts as made. */
export function scoreOf(turns: readonly GradedTurn[]): Score {
  const judged = turns.flatMap((graded) =>
    (graded.reply?.grade.points ?? []).map((point) => ({ graded, point, isMade: isMade(graded, point) })),
  );
  return {
    axes: AXES.map((axis) => {
      const asked = judged.filter(({ point }) => point.axis === axis);
      const weight = asked.reduce((sum, { point }) => sum + point.weight, 0);
      const made = asked.filter((one) => one.isMade);
      const shown = made.reduce((sum, { point }) => sum + point.weight, 0);
      const quotes = made
        .toSorted((one, other) => other.point.weight - one.point.weight)
        .flatMap(({ graded, point }) => (point.span ? [graded.turn.text.slice(...point.span)] : []));
      return {
        axis,
        share: weight === 0 ? null : shown / weight,
        quotes: [...new Set(quotes)].slice(0, MOST_QUOTES),
      };
    }),
    gaps: judged
      .filter((one) => !one.isMade)
      .map(({ graded, point }) => ({ question: graded.question, point }))
      .sort(
        (one, other) =>
          Number(other.point.core) - Number(one.point.core) || other.point.weight - one.point.weight,
      ),
    misconceptions: turns.flatMap(({ turn, reply }) =>
      (reply?.grade.misconceptions ?? []).map(({ statement, explanation, span }) => ({
        ...{ statement, explanation, quote: turn.text.slice(...span) },
      })),
    ),
  };
}

export function isMade({ followUp }: Pick<GradedTurn, "followUp">, point: GradedPoint): boolean {
  return point.verdict === "met" || (followUp?.point?.id === point.id && followUp.point.verdict === "met");
}
