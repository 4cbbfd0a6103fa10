// The history of graded answers as numbers: which are shown, and how the middle of them moves.
import type { Attempt } from "../../../server/contract/progress.ts";

/** More dots than this cannot be told apart on a telephone. */
export const MOST_SHOWN = 60;
/** The middle of so many answers: one lucky answer does not move it. */
export const WINDOW = 5;

export interface ShownAnswer {
  readonly attempt: Attempt;
  /** From 1, of all answers ever graded. */
  readonly number: number;
  /** The median band of this answer and the four before it, or of fewer at the beginning; 0 to 5. */
  readonly median: number;
  /** The first one of a day of the learner's own calendar. */
  readonly isNewDay: boolean;
}

/** @param attempts oldest first. @returns the last ones, oldest first. */
export function historyOf(attempts: readonly Attempt[]): ShownAnswer[] {
  return attempts
    .map((attempt, index) => ({
      ...{ attempt, number: index + 1 },
      median: median(attempts.slice(Math.max(0, index + 1 - WINDOW), index + 1).map(({ band }) => band)),
      isNewDay: index === 0 || dayOf(attempts[index - 1]?.atMs ?? 0) !== dayOf(attempt.atMs),
    }))
    .slice(-MOST_SHOWN);
}

/** What the picture shows, in a sentence. */
export function tellTrend(attempts: readonly Attempt[]): string {
  const bands = attempts.map(({ band }) => band);
  if (bands.length < WINDOW) {
    const more = WINDOW - bands.length;
    return `${more === 1 ? "One more answer" : `${more} more answers`}, and a trend can be told.`;
  }
  const latest = `Half of your last ${WINDOW} answers reach band ${Math.floor(median(bands.slice(-WINDOW)))} or more`;
  if (bands.length < 2 * WINDOW) return `${latest}.`;
  return `${latest}; of the ${WINDOW} before them, band ${Math.floor(median(bands.slice(-2 * WINDOW, -WINDOW)))}.`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

const dayOf = (atMs: number) => new Date(atMs).toDateString();
