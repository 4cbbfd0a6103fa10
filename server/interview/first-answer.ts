// Of all answers to a question on one day the first one counts: practising until it goes well shows no memory.
import type { Attempt } from "../contract/progress.ts";
import type { Judged } from "../contract/review.ts";
import type { Clock } from "./days.ts";

export interface FirstAnswer {
  readonly attempt: Attempt;
  /** No other one was given on that day. */
  readonly isOnly: boolean;
}

/**
 * The first answer of the clock's day, with its newest grade: points that could not be told are settled afterwards,
 * and the same answer is graded again.
 * @param attempts oldest first
 * @returns null when the question was not answered on that day
 */
export function firstAnswerOf(
  questionId: string,
  attempts: readonly Attempt[],
  clock: Clock,
): FirstAnswer | null {
  const today = attempts.filter(
    ({ question, atMs }) => question === questionId && clock.dayOf(atMs) === clock.today,
  );
  const [first] = today;
  if (first === undefined) return null;
  const same = today.filter(({ seconds, words }) => seconds === first.seconds && words === first.words);
  return { attempt: same.at(-1) ?? first, isOnly: same.length === today.length };
}

/** @param judged any grade of the same question: it says which points are core */
export function judgedAnswer({ attempt }: FirstAnswer, judged: Judged): Judged {
  const [lowest, highest] = attempt.bandRange;
  return {
    state: highest - lowest > 1 ? "unsure" : "graded",
    band: attempt.band,
    points: attempt.points.map(({ id, verdict }) => ({
      ...{ id, verdict },
      core: judged.points.some((point) => point.id === id && point.core),
    })),
    misconceptions: attempt.misconceptions,
  };
}
