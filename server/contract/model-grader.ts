// The wire of the optional second opinion: a language model's verdicts beside the offline ones.
import { z } from "zod";
import { Grade, MAX_ANSWER_CHARACTERS, PointVerdict } from "./interview.ts";

/** Whether there is one, and who receives what is handed in. */
export const ModelGraderState = z.discriminatedUnion("enabled", [
  z.object({ enabled: z.literal(false) }),
  z.object({ enabled: z.literal(true), host: z.string(), model: z.string() }),
]);
export type ModelGraderState = z.infer<typeof ModelGraderState>;

export const AskSecondOpinion = z.object({ answer: z.string().max(MAX_ANSWER_CHARACTERS) });

export const Disagreement = z.object({
  point: z.string(),
  statement: z.string(),
  offline: PointVerdict,
  model: PointVerdict,
  /** The model's own words. */
  why: z.string(),
});
export type Disagreement = z.infer<typeof Disagreement>;

/** Whatever goes wrong, the offline grade stands: a fallback says why there is no other. */
export const SecondOpinion = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("graded"),
    host: z.string(),
    model: z.string(),
    /** The model's verdicts, with the band that the same rules make of them. */
    grade: Grade,
    disagreements: z.array(Disagreement),
  }),
  z.object({ state: z.literal("fallback"), reason: z.string(), remedy: z.string() }),
]);
export type SecondOpinion = z.infer<typeof SecondOpinion>;
