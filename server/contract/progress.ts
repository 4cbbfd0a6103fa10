// The wire of progress: what the learner has typed and done, kept on the server.
import { z } from "zod";
import { AXES } from "../../content/schema/axes.ts";
import { Band, PointVerdict } from "./interview.ts";

/** A slot for anything typed: `playground/default`, `lesson/<id>/<block>`, `interview/<question>`. */
export const DraftKey = z
  .string()
  .regex(/^[a-z0-9][a-z0-9/_-]{0,120}$/, "Lower-case letters, digits, '-', '_' and '/'.");

export const MAX_DRAFT_BYTES = 1_000_000;

/** `savedAtMs` is the browser's clock at the time of typing: of two copies the newer one wins. */
export const Draft = z.object({ value: z.unknown(), savedAtMs: z.number().int().nonnegative() });
export type Draft = z.infer<typeof Draft>;

/** Something the learner finished: a lesson step, a prediction, a graded answer. */
export const Milestone = z.object({
  /** For example `lesson/a-live-handler/step/break-it`. One row for each key; a repeat replaces it. */
  key: DraftKey,
  atMs: z.number().int().nonnegative(),
  detail: z.record(z.string(), z.unknown()).default({}),
});
export type Milestone = z.infer<typeof Milestone>;

export const ProgressView = z.object({
  milestones: z.array(Milestone),
  /** Where the learner was last: a path of the site, or null on the first visit. */
  lastPlace: z.string().nullable(),
});
export type ProgressView = z.infer<typeof ProgressView>;

/** One graded answer, as it stood when the learner asked for the grade: what progress and weak points are made of. */
export const Attempt = z.object({
  question: z.string().regex(/^[a-z0-9-]{1,80}$/),
  atMs: z.number().int().nonnegative(),
  band: Band,
  bandRange: z.tuple([Band, Band]),
  points: z
    .array(
      z.object({
        id: z.string().max(80),
        verdict: PointVerdict,
        axis: z.enum(AXES),
        weight: z.number().positive(),
      }),
    )
    .max(20),
  misconceptions: z.array(z.string().max(80)).max(20),
  /** How long it took to write or say. */
  seconds: z.number().int().nonnegative(),
  words: z.number().int().nonnegative(),
});
export type Attempt = z.infer<typeof Attempt>;

/** A point that the latest answer to its question did not make. */
export const OpenPoint = z.object({
  question: z.string(),
  /** The question as an interviewer says it. */
  asked: z.string(),
  point: z.string(),
  statement: z.string(),
  axis: z.enum(AXES),
  verdict: PointVerdict.exclude(["met"]),
  taught: z.object({ path: z.string(), title: z.string() }).optional(),
});
export type OpenPoint = z.infer<typeof OpenPoint>;

/** Where the learner stands by the latest answer to each question. */
export const Standing = z.object({
  /** Shares of the weight that was asked for, 0 to 1; null where nothing was asked for. */
  axes: z.array(z.object({ axis: z.enum(AXES), made: z.number().nullable(), points: z.number().int() })),
  /** The heaviest first. */
  open: z.array(OpenPoint),
  /** What was claimed and is not so. */
  misconceptions: z.array(
    z.object({ question: z.string(), asked: z.string(), statement: z.string(), explanation: z.string() }),
  ),
});
export type Standing = z.infer<typeof Standing>;
