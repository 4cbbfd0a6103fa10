// Turns the share of the rubric that was met into a band from 0 to 5.

/** Share of the weight at which an answer is as good as complete. */
const COMPLETE_SHARE = 0.9;
/** Below 1, so that the first points count more than the last ones. */
const EXPONENT = 0.8;

export interface Credit {
  readonly weight: number;
  /** 0 to 1. */
  readonly credit: number;
}

/** @returns a whole number from 0 to 5; each misconception costs one band. */
export function bandOf(points: readonly Credit[], misconceptions: number): number {
  const total = points.reduce((sum, { weight }) => sum + weight, 0);
  const met = points.reduce((sum, { weight, credit }) => sum + weight * credit, 0);
  const share = total === 0 ? 0 : met / total;
  const raw = 5 * Math.min(1, share / COMPLETE_SHARE) ** EXPONENT - misconceptions;
  return Math.min(5, Math.max(0, Math.round(raw)));
}
