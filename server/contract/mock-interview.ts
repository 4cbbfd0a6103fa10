// The wire of the mock interview: who can be interviewed, and which questions are asked.
import { z } from "zod";
import { InterviewRole } from "../../content/schema/interview-role.ts";
import { QuestionSummary } from "./interview.ts";

export const LENGTHS = [5, 7, 9] as const;

export const RoleSummary = InterviewRole.pick({ id: true, title: true, summary: true });
export type RoleSummary = z.infer<typeof RoleSummary>;

export const DrawInterview = z.object({
  role: z.string().max(80),
  length: z.literal(LENGTHS),
  /** The same seed draws the same questions, as long as nothing is answered in between. */
  seed: z.number().int().min(0).max(4_294_967_295),
});
export type DrawInterview = z.infer<typeof DrawInterview>;

/** From easy to hard; fewer than asked for where a role has no more. */
export const DrawnInterview = z.object({ role: RoleSummary, questions: z.array(QuestionSummary) });
export type DrawnInterview = z.infer<typeof DrawnInterview>;
