// The shape of a design that candidates claim: how its claim is found, and what the interviewer asks when it was run.
import { z } from "zod";
import { InvariantId } from "../../server/contract/invariants.ts";
import { SchemeId } from "../../server/contract/session.ts";
import { Id, Text } from "./handlers.ts";
import { Exemplars, MatchEntry, Pattern, Sentence, Taught } from "./question.ts";

/** `handler.ts` beside it is a receiver built as the claim says, and sound in everything that the claim leaves open. */
export const Design = z
  .strictObject({
    id: Id,
    title: Text,
    /** One sentence, as a candidate says it. */
    claim: Sentence,
    /** As in a rubric; all groups within one sentence, in clauses that are asserted. */
    match: z.array(MatchEntry).min(1),
    /** Found in the same sentence, affirmed or denied as each says, they make it another claim. */
    unless: z.array(Pattern).default([]),
    /** The same, wherever in the answer they are said. */
    unlessElsewhere: z.array(Pattern).default([]),
    /** Answers that claim it. */
    exemplars: Exemplars,
    /** Answers that speak of the same and claim something else; none of them may be found. */
    near: z
      .array(Sentence)
      .min(2, "At least two: what sounds alike and is another design, or denies this one."),
    scenario: Id.default("payments"),
    scheme: SchemeId.default("standard-v1"),
    /** Files of content/library that the handler has beside it, without their ending. */
    library: z.array(Id).default([]),
    /** Exactly the invariants that it breaks; empty for a design that holds. */
    breaks: z.array(InvariantId),
    /** Of these the one whose counterexample the interviewer tells. */
    shows: InvariantId.optional(),
    /** The next question: built on what the counterexample shows, or on the limit and the cost of what holds. */
    asks: Sentence,
    /** Why it breaks and what holds instead; or why it holds, and where that ends. */
    lesson: Sentence,
    /** Where the course goes on about it. */
    taught: Taught.optional(),
  })
  .superRefine(({ breaks, shows }, context) => {
    const isRight = shows === undefined ? breaks.length === 0 : breaks.includes(shows);
    if (isRight) return;
    const message = `One of those that it breaks (${breaks.join(", ") || "none"}), and only where it breaks any.`;
    context.addIssue({ code: "custom", path: ["shows"], message });
  });
export type Design = z.infer<typeof Design>;

export interface DesignUnit {
  readonly design: Design;
  /** File name to text; the handler comes first. */
  readonly files: Readonly<Record<string, string>>;
}
