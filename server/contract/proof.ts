// The wire of a proof: a handler is run through every schedule within a bound, and a verdict comes back with evidence.
import { z } from "zod";
import { HistoryEntry, SourcePlace } from "./history.ts";
import { InvariantId } from "./invariants.ts";
import { SchemeId, StartProblem, Submission } from "./session.ts";

/** The groups of schedules that are searched, in their order. */
export const FamilyId = z.enum([
  "every-event",
  "links",
  "encodings",
  "duplicates",
  "forgeries",
  "replay-attacks",
  "bad-input",
  "no-secret",
  "key-rotation",
  "order-of-events",
  "overlaps",
  "two-events",
  "crashes",
  "lost-replies",
  "shop-faults",
  "slow-calls",
  "outages",
  "late-redelivery",
  "overlap-and-crash",
]);
export type FamilyId = z.infer<typeof FamilyId>;

export const StartProof = z.object({
  submission: Submission,
  scenario: z.string().default("payments"),
  scheme: SchemeId.default("standard-v1"),
  seed: z.number().int().nonnegative().default(1),
  /** Runs the one schedule of this token instead of searching. */
  reproduce: z.string().max(20_000).optional(),
});
export type StartProof = z.input<typeof StartProof>;

/** One line of a counterexample as people read it. */
export const ProofStep = z.object({
  atMs: z.number().nonnegative(),
  actor: z.enum(["provider", "attacker", "network", "receiver", "shop", "clock"]),
  what: z.string(),
  /** The entry of the counterexample's history that it tells of. */
  seq: z.number().int().nonnegative(),
  /** The line of the handler that did it. */
  place: SourcePlace.optional(),
});
export type ProofStep = z.infer<typeof ProofStep>;

export const Counterexample = z.object({
  /** Shows the same timeline on any machine, for the same code. */
  token: z.string(),
  steps: z.array(ProofStep),
  /** The entry of its history that shows the break. */
  seq: z.number().int().nonnegative().optional(),
});
export type Counterexample = z.infer<typeof Counterexample>;

/** An invariant that one history breaks. */
export const BrokenInvariant = z.object({
  id: InvariantId,
  /** What happened. */
  summary: z.string(),
  /** Why it matters, and where to look. */
  why: z.string(),
  look: z.string(),
  /** The entry of the history that shows it. */
  seq: z.number().int().nonnegative(),
});
export type BrokenInvariant = z.infer<typeof BrokenInvariant>;

export const InvariantVerdict = z.object({
  id: InvariantId,
  verdict: z.enum(["held", "broken", "not-checked"]),
  /** What happened, or what was put to the test. */
  summary: z.string().optional(),
  /** Why it matters, and where to look; only when broken. */
  why: z.string().optional(),
  look: z.string().optional(),
  /** In how many schedules it was put to the test, and in how many of these it broke. */
  checked: z.number().int().nonnegative(),
  broken: z.number().int().nonnegative(),
  counterexample: Counterexample.optional(),
});
export type InvariantVerdict = z.infer<typeof InvariantVerdict>;

export const Explored = z.object({
  schedules: z.number().int().nonnegative(),
  crashPoints: z.number().int().nonnegative(),
  forgeries: z.number().int().nonnegative(),
  /** True when every schedule within the bound was run. */
  complete: z.boolean(),
  /** Wall time: the only figure that differs between two runs with the same seed. */
  durationMs: z.number().nonnegative(),
  families: z.array(
    z.object({
      id: FamilyId,
      schedules: z.number().int().nonnegative(),
      complete: z.boolean(),
      /** What was left out when it is not complete. */
      note: z.string().optional(),
    }),
  ),
});
export type Explored = z.infer<typeof Explored>;

export const Verdict = z.object({
  verdict: z.enum(["pass", "fail", "error"]),
  scenario: z.string(),
  scheme: SchemeId,
  seed: z.number().int().nonnegative(),
  explored: Explored,
  invariants: z.array(InvariantVerdict),
  /** Why there is no verdict. */
  error: z
    .discriminatedUnion("fault", [
      z.object({ fault: z.literal("start"), problem: StartProblem }),
      /** A token that cannot be read, or one for something that does not exist here. */
      z.object({ fault: z.literal("request"), message: z.string() }),
      /** The schedule of a token that shows nothing about this code, e.g. because it cannot be played on it. */
      z.object({ fault: z.literal("schedule"), message: z.string() }),
      z.object({ fault: z.literal("ours"), message: z.string() }),
    ])
    .optional(),
  /** Sentences worth knowing beside the verdict, e.g. that the handler keeps state on globals. */
  notes: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

/** What the event stream of a proof carries, one JSON document per server-sent event. */
export const ProofEvent = z.discriminatedUnion("type", [
  /** Only so many proofs run at once; `ahead` others wait before this one. */
  z.object({ type: z.literal("queued"), ahead: z.number().int().nonnegative() }),
  z.object({
    type: z.literal("progress"),
    family: FamilyId,
    /** Schedules run so far, in all families. */
    schedules: z.number().int().nonnegative(),
    broken: z.array(InvariantId),
  }),
  /** The confirmed history of a counterexample, or of the token that was asked for (`invariant` null when all held). */
  z.object({
    type: z.literal("history"),
    invariant: InvariantId.nullable(),
    token: z.string(),
    epochMs: z.number(),
    entries: z.array(HistoryEntry),
  }),
  /** A step of the proof of a lab's repair; `broken` comes with the history that shows it. */
  z.object({
    type: z.literal("stage"),
    stage: z.enum(["attack", "variants", "bound"]),
    state: z.enum(["running", "held", "broken"]),
    /** What was done, or what happened. */
    message: z.string(),
    broken: z.array(BrokenInvariant).optional(),
    epochMs: z.number().optional(),
    entries: z.array(HistoryEntry).optional(),
  }),
  z.object({ type: z.literal("verdict"), verdict: Verdict }),
  z.object({ type: z.literal("stopped"), message: z.string() }),
]);
export type ProofEvent = z.infer<typeof ProofEvent>;

export const ProofCreated = z.object({ proofId: z.string() });
export type ProofCreated = z.infer<typeof ProofCreated>;
