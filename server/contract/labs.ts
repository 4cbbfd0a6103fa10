// The wire of a lab: an attack as it was carried out, and what came of it on the weak receiver and on those that hold.
import { z } from "zod";
import { HistoryEntry } from "./history.ts";
import { BrokenInvariant } from "./proof.ts";
import { Action } from "./schedule.ts";
import { SchemeId, SessionAction, StartProblem, Submission, WorldSecrets } from "./session.ts";

const MOST_ACTIONS = 200;

/** Everything that somebody did to a receiver, so that the same can be done to another one. */
export const Attack = z.discriminatedUnion("by", [
  /** What was done in a live session, one thing after the other. */
  z.object({
    by: z.literal("requests"),
    actions: z.array(SessionAction).min(1).max(MOST_ACTIONS),
    /** Of the session, so that signatures copied by hand are those of the same world. */
    seed: z.number().int().nonnegative().default(1),
    /** Virtual Unix milliseconds of its start. */
    epochMs: z.number().int().positive().optional(),
  }),
  /** A program of the attacker's: TypeScript that finds `attacker` there, whether it imports it or not. */
  z.object({ by: z.literal("script"), text: z.string().min(1).max(50_000) }),
  /** An order of events, shop calls and faults, made by hand. */
  z.object({ by: z.literal("schedule"), actions: z.array(Action).min(1).max(MOST_ACTIONS) }),
]);
export type Attack = z.input<typeof Attack>;

export const JudgeAttack = z.object({ attack: Attack });
export type JudgeAttack = z.input<typeof JudgeAttack>;

/** What an attack did to one receiver. */
export const AttackOutcome = z.object({
  /** The handler's id in its lab. */
  handler: z.string(),
  broken: z.array(BrokenInvariant),
  /** Why the receiver did not start: one without its secret may refuse to. */
  problem: StartProblem.optional(),
});
export type AttackOutcome = z.infer<typeof AttackOutcome>;

export const AttackReport = z.object({
  /** Goals of the lab that the attack reaches. */
  goals: z.array(z.string()),
  /** Whether they count: a receiver that is right bears the same. */
  counts: z.boolean(),
  /** What happened, in words, and what to do about it when it does not count. */
  message: z.string(),
  weak: AttackOutcome,
  solutions: z.array(AttackOutcome),
  /** What could not be done, or what the script said of its own failure. */
  refusals: z.array(z.string()),
  /** What happened to the weak receiver. */
  epochMs: z.number(),
  entries: z.array(HistoryEntry),
});
export type AttackReport = z.infer<typeof AttackReport>;

/** A repaired receiver: proved by the learner's own attack, by variants of it, and by the whole bound. */
export const StartFix = z.object({ submission: Submission, attack: Attack });
export type StartFix = z.input<typeof StartFix>;

/** A schedule or attack that tells wrong receivers from right ones, without their code being seen. */
export const HuntReport = z.object({
  /** Whether each hidden defect was caught, in the order of the lab. */
  caught: z.array(z.boolean()),
  /** Which of the receivers that are right were wronged. */
  wronged: z.array(z.string()),
  counts: z.boolean(),
  message: z.string(),
  refusals: z.array(z.string()),
});
export type HuntReport = z.infer<typeof HuntReport>;

/** One step further in a schedule made by hand, on any receiver. */
export const PlayHandler = z.object({
  actions: z.array(Action).max(MOST_ACTIONS),
  submission: Submission,
  scenario: z.string().default("payments"),
  scheme: SchemeId.default("standard-v1"),
  secrets: WorldSecrets.default("one"),
});
export type PlayHandler = z.input<typeof PlayHandler>;

/** The same on a lab's weak receiver, or on other code in its place. */
export const PlaySchedule = z.object({
  actions: z.array(Action).max(MOST_ACTIONS),
  submission: Submission.optional(),
});
export type PlaySchedule = z.input<typeof PlaySchedule>;

export const PlayedSchedule = z.object({
  epochMs: z.number(),
  entries: z.array(HistoryEntry),
  /** Shop calls that wait: whoever is chosen goes first. */
  waiting: z.array(
    z.object({
      actor: z.number().int().nonnegative(),
      service: z.string(),
      operation: z.string(),
      summary: z.string(),
      source: z.object({ file: z.string(), line: z.number(), column: z.number().optional() }).optional(),
    }),
  ),
  /** Attempts so far; an actor from 1 on is the attempt of that number. */
  attempts: z.number().int().nonnegative(),
  /** Events so far, which a copy can be made of. */
  events: z.number().int().nonnegative(),
  broken: z.array(BrokenInvariant),
  /** The last action that could not be played, e.g. a call that nobody makes. */
  isInfeasible: z.boolean(),
  problem: StartProblem.optional(),
});
export type PlayedSchedule = z.infer<typeof PlayedSchedule>;
