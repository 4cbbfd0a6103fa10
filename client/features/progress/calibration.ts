// Predictions beside what came of them: is somebody who is certain right more often than somebody who guesses?
import type { Milestone } from "../../../server/contract/progress.ts";

const confidences = ["guess", "likely", "certain"] as const;
type Confidence = (typeof confidences)[number];

export interface Calibrated {
  readonly confidence: Confidence;
  readonly right: number;
  readonly made: number;
}

/** Fewer predictions than this say nothing about anybody. */
export const FEWEST = 3;

/** Predictions that were skipped, or kept before it was kept whether they were right, are not counted. */
export function calibrationOf(milestones: readonly Milestone[]): Calibrated[] {
  const predictions = milestones.filter(
    ({ key, detail }) =>
      /^lesson\/[^/]+\/prediction\//.test(key) &&
      typeof detail.option === "string" &&
      typeof detail.right === "boolean",
  );
  return confidences.map((confidence) => {
    const made = predictions.filter(({ detail }) => detail.confidence === confidence);
    return {
      confidence,
      made: made.length,
      right: made.filter(({ detail }) => detail.right === true).length,
    };
  });
}

/** Where someone may be wrong one time in five and still call it certain. */
const CERTAIN = 0.8;

/** What the bars say, in a sentence; null while there are too few predictions to say anything. */
export function tellCalibration(calibrated: readonly Calibrated[]): string | null {
  const share = (wanted: Confidence) => {
    const { made = 0, right = 0 } = calibrated.find(({ confidence }) => confidence === wanted) ?? {};
    return made < FEWEST ? null : right / made;
  };
  const [guess, likely, certain] = confidences.map(share);
  if (certain != null && certain < CERTAIN) {
    return "You are certain more often than you are right: look for what would prove you wrong before you answer.";
  }
  if (certain != null) return "When you are certain, you have reason to be.";
  if (guess != null && guess >= CERTAIN)
    return "Your guesses are mostly right: you know more than you think.";
  if (likely != null) {
    return likely < 0.5
      ? "What seems likely to you is wrong more often than not: say first why it could be otherwise."
      : "What seems likely to you mostly happens.";
  }
  return null;
}
