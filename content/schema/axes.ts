// The four axes of a scorecard. Apart from the question's schema, so that the page can name them without zod.

/** Is it right, does it think of failure, of attackers, of running it for years? */
export const AXES = ["correctness", "failures", "security", "operations"] as const;
export type Axis = (typeof AXES)[number];

export const axisTitles: Readonly<Record<Axis, string>> = {
  correctness: "Correctness",
  failures: "Failure thinking",
  security: "Security",
  operations: "Operations",
};
