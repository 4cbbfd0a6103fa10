// The shape of content/interviews/roles.yaml: who is interviewed, and about what.
import { z } from "zod";
import { LEVELS, TOPICS } from "./question.ts";

export const InterviewRole = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, "Lower-case words joined by '-'."),
  title: z.string().min(3),
  summary: z.string().min(20, "A whole sentence: what this interview is about."),
  /** Questions of these levels are asked. */
  levels: z.array(z.enum(LEVELS)).min(1),
  /** How often a topic is asked, against the others. */
  topics: z.partialRecord(z.enum(TOPICS), z.number().int().positive().max(10)),
});
export type InterviewRole = z.infer<typeof InterviewRole>;

export const InterviewRoles = z
  .array(InterviewRole)
  .min(1)
  .refine((roles) => new Set(roles.map(({ id }) => id)).size === roles.length, "Every role has its own id.");
