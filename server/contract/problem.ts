// Errors on the wire: RFC 9457 problem documents, each with what happened and what to do next.
import { z } from "zod";

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** What the reader can do about it. */
  remedy: z.string().optional(),
  /** For a request that does not fit its schema: where, and why. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
