// The shape of a lab: a story, a receiver to break and to repair, and all that proves both.
import { z } from "zod";
import { InvariantId } from "../../server/contract/invariants.ts";
import { Attack } from "../../server/contract/labs.ts";
import { SchemeId, WorldSecrets } from "../../server/contract/session.ts";
import { Handler, Id, Text } from "./handlers.ts";
import { RecallCard } from "./lesson.ts";

/** A lab is worth its name when it can be solved in several ways and failed in many. */
export const LEAST = { solutions: 3, defects: 6, hints: 3 } as const;

const Hints = z
  .array(Text)
  .min(LEAST.hints, "From where to look, over the principle, to the very thing to do.");
const Link = z.strictObject({ label: Text, url: z.url({ protocol: /^https$/ }) });

/** Reached when an attack breaks the invariant on the weak receiver, and nothing on those that hold. */
export const LabGoal = z.strictObject({
  id: Id,
  text: Text,
  invariant: InvariantId,
  /** Other invariants by which the same shows, when the attack is made by hand. */
  also: z.array(InvariantId).default([]),
  /** The shop itself must show it, not only an answer. */
  byEffect: z.boolean().default(false),
  hints: Hints,
  /** One that reaches it; a proof holds it to that. */
  attack: Attack,
});
export type LabGoal = z.infer<typeof LabGoal>;

export const Lab = z.strictObject({
  id: Id,
  title: Text,
  summary: Text,
  level: z.enum(["easy", "medium", "hard"]),
  minutes: z.number().int().min(5).max(60),
  /** Position in the list, from 1. */
  order: z.number().int().positive(),
  /** Lessons and labs that it builds on. */
  after: z.array(Id).default([]),
  scenario: Id,
  scheme: SchemeId,
  /** What the receiver is started with while it is being broken. */
  secrets: WorldSecrets.default("one"),
  /** What happened, in two or three short paragraphs. `code` in backticks. */
  story: z.array(Text).min(1).max(4),
  /** Files of content/library that every handler has beside it, without their ending. */
  library: z.array(Id).default([]),
  handlers: z.record(Id, Handler),
  /** The receiver that is broken, and then repaired. */
  weak: Id,
  goals: z.array(LabGoal).min(1),
  fix: z.strictObject({
    task: Text,
    hints: Hints,
    /** Why the repair is one, said beside its diff. */
    why: Text,
  }),
  solutions: z.array(z.strictObject({ handler: Id, tradeOff: Text })).min(LEAST.solutions),
  /** The inverted mode: an attack that catches every defect of the lab and wrongs no solution. */
  hunt: z.strictObject({ task: Text, hints: Hints, attack: Attack }).optional(),
  /** The real case behind it. */
  case: z.strictObject({ title: Text, text: Text, source: Link }).optional(),
  /** What to keep in mind, as cards that come again on later days. */
  recall: z.array(RecallCard).min(2),
  /** What to read next. */
  reading: z.array(Link).min(1),
});
export type Lab = z.infer<typeof Lab>;

/** What a list of labs needs to know. */
export type LabOutline = Pick<Lab, "id" | "title" | "summary" | "level" | "minutes" | "order" | "after"> & {
  readonly goals: readonly string[];
  readonly isInverted: boolean;
};
