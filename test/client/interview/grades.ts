// Grades written by hand for tests of the interview pages.
import type { FoundMisconception, Grade, GradedPoint } from "../../../server/contract/interview.ts";

interface Rough {
  points?: (Pick<GradedPoint, "id" | "verdict"> & Partial<GradedPoint>)[];
  misconceptions?: (Pick<FoundMisconception, "id" | "span"> & Partial<FoundMisconception>)[];
}

export function gradeOf({
  points = [],
  misconceptions = [],
  ...rest
}: Rough & Partial<Omit<Grade, keyof Rough>>): Grade {
  return {
    question: "secure-endpoints",
    band: 3,
    bandRange: [3, 4],
    state: "graded",
    gaps: points.filter(({ verdict }) => verdict !== "met").map(({ id }) => id),
    ...rest,
    points: points.map((point) => ({
      statement: `Statement of ${point.id}.`,
      core: false,
      axis: "correctness",
      weight: 1,
      explanation: `Explanation of ${point.id}.`,
      ...point,
    })),
    misconceptions: misconceptions.map((one) => ({
      statement: `Statement of ${one.id}.`,
      explanation: `Explanation of ${one.id}.`,
      ...one,
    })),
  };
}
