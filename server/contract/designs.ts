// The wire of claimed designs: what an answer claims that can be run, and the receiver that is built so.
import { z } from "zod";
import { InvariantId } from "./invariants.ts";
import { SchemeId } from "./session.ts";

/** A design that an answer claims, with the words that do: character offsets, end exclusive. */
export const ClaimedDesign = z.object({
  id: z.string(),
  title: z.string(),
  span: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
});
export type ClaimedDesign = z.infer<typeof ClaimedDesign>;

export const DesignView = z.object({
  id: z.string(),
  title: z.string(),
  /** One sentence, as a candidate says it. */
  claim: z.string(),
  files: z.record(z.string(), z.string()),
  scenario: z.string(),
  scheme: SchemeId,
  /** The invariant whose counterexample is told; absent for a design that holds. */
  shows: InvariantId.optional(),
  /** The interviewer's next question after the run. */
  asks: z.string(),
  /** Why it breaks and what holds instead, or why it holds and where that ends. */
  lesson: z.string(),
  taught: z.object({ path: z.string(), title: z.string() }).optional(),
});
export type DesignView = z.infer<typeof DesignView>;
