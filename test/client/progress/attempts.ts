// Graded answers, as the store gives them back.
import type { Attempt } from "../../../server/contract/progress.ts";

export function attemptOf(more: Partial<Attempt> = {}): Attempt {
  return {
    ...{ question: "server-down", atMs: 1, band: 3, bandRange: [3, 3], points: [], misconceptions: [] },
    ...{ seconds: 60, words: 40 },
    ...more,
  };
}
