// The shape of a lesson: everything about it that is not prose, checked by server, build and tests alike.
import { z } from "zod";
import { AttackId, EffectKind, type HistoryKind } from "../../server/contract/history.ts";
import { InvariantId } from "../../server/contract/invariants.ts";
import { Action as ScheduleAction } from "../../server/contract/schedule.ts";
import { SchemeId, SessionAction, WorldSecrets } from "../../server/contract/session.ts";
import { Arrangement } from "./arrangement.ts";
import { Handler, Id, Text } from "./handlers.ts";

/** What an author may ask a session to do; the same actions a learner has. */
const Script = z.array(SessionAction).min(1);

/** How a step gets its tick: by what happened, never by a button that says "done". */
const Completion = z.union([
  z.literal("reading"),
  z.strictObject({ run: Id }),
  z.strictObject({ choice: Id }),
  z.strictObject({ bench: Id }),
  z.strictObject({ arrangement: Id }),
  z.strictObject({ schedule: Id }),
  z.literal("recall"),
]);
export type Completion = z.infer<typeof Completion>;

export const LessonStep = z.strictObject({ id: Id, title: Text, done: Completion });
export type LessonStep = z.infer<typeof LessonStep>;

const Prediction = z.strictObject({
  question: Text,
  options: z.array(z.strictObject({ id: Id, text: Text, feedback: Text })).min(2),
  /** The option that the run will show to be so. */
  answer: Id,
});
export type Prediction = z.infer<typeof Prediction>;

const Choice = z.strictObject({
  question: Text,
  options: z.array(z.strictObject({ id: Id, text: Text, right: z.boolean(), feedback: Text })).min(2),
});
export type Choice = z.infer<typeof Choice>;

const entryKinds = [
  "receiver-started",
  "event-created",
  "attempt-started",
  "attempt-finished",
  "shop-called",
  "effect",
] as const satisfies readonly HistoryKind[];

/** A stop of a guided tour: the first entry of its kind (and effect) that comes after the stop before it. */
const TourStop = z.strictObject({
  at: z.enum(entryKinds),
  effect: EffectKind.optional(),
  title: Text,
  text: Text,
});
export type TourStop = z.infer<typeof TourStop>;

/** A handler, live, with requests sent to it by the page after one click. */
export const Run = z.strictObject({
  handler: Id,
  /** A second handler that gets the very same requests, to find where the two part. */
  against: Id.optional(),
  script: Script,
  button: Text,
  /** Asked before the first run: one click, skippable, never graded. */
  prediction: Prediction.optional(),
  tour: z.array(TourStop).min(2).optional(),
});
export type Run = z.infer<typeof Run>;

/** Ticks itself when the history of the learner's own session shows it. */
export const Goal = z.strictObject({
  id: Id,
  text: Text,
  invariant: InvariantId,
  want: z.enum(["broken", "held"]),
  /** With `want: broken`: the shop itself must show it, not only an answer. */
  byEffect: z.boolean().default(false),
  /** With `want: held`: attacks that must have been answered first. */
  against: z.array(AttackId).default([]),
  /** With `want: broken`: a script that reaches it here and not on a correct handler; a test proves both. */
  shownBy: Script.optional(),
  /** From where to look, to the principle, to the very thing to do. */
  hints: z.array(Text).min(1),
});
export type Goal = z.infer<typeof Goal>;

/** Something the workbench offers first, with one click. */
const Suggestion = z.strictObject({
  title: Text,
  sentence: Text,
  tone: z.enum(["genuine", "hostile", "crash", "time"]),
  script: Script,
});

/** A workbench in the page, with goals. */
const Bench = z.strictObject({
  handler: Id,
  goals: z.array(Goal).min(1),
  suggestions: z.array(Suggestion).default([]),
  /** Handlers to look at once it is done, each another way to be right. */
  solutions: z.array(Id).default([]),
});
export type Bench = z.infer<typeof Bench>;

/** Whose call the shop carries out next is decided by the reader, step by step, until the invariant breaks. */
const HandMade = z.strictObject({
  handler: Id,
  /** What has begun already. */
  begin: z.array(ScheduleAction).min(1),
  invariant: InvariantId,
  task: Text,
  hints: z.array(Text).min(1),
  /** Said when it has broken. */
  done: Text,
  /** Steps after the beginning that reach it; a proof holds them to that. */
  shownBy: z.array(ScheduleAction).min(1),
});
export type HandMade = z.infer<typeof HandMade>;

/** Something to answer from memory, before the card is turned over and on the days after. */
export const RecallCard = z.strictObject({ id: Id, prompt: Text, answer: Text });
export type RecallCard = z.infer<typeof RecallCard>;

export const Lesson = z.strictObject({
  id: Id,
  title: Text,
  summary: Text,
  minutes: z.number().int().min(1).max(15),
  /** Position in the course, from 1. */
  order: z.number().int().positive(),
  /** Sections of the subject's outline that are truly taught here. */
  sections: z.array(z.number().int().min(1).max(12)).min(1),
  scenario: Id,
  scheme: SchemeId,
  /** What every receiver of the lesson is started with. */
  secrets: WorldSecrets.default("one"),
  steps: z.array(LessonStep).min(1),
  handlers: z.record(Id, Handler),
  runs: z.record(Id, Run).default({}),
  choices: z.record(Id, Choice).default({}),
  arrangements: z.record(Id, Arrangement).default({}),
  benches: z.record(Id, Bench).default({}),
  schedules: z.record(Id, HandMade).default({}),
  recall: z.array(RecallCard).default([]),
  /** Questions of interview practice that this lesson prepares for. */
  questions: z.array(Id).default([]),
});
export type Lesson = z.infer<typeof Lesson>;

/** What a course map needs to know of a lesson. */
export type LessonOutline = Pick<Lesson, "id" | "title" | "summary" | "minutes" | "order" | "steps">;
