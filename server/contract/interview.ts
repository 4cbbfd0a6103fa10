// The wire of interview practice: questions, graded answers and their evidence.
import { z } from "zod";

/** Character offsets into the learner's own answer: start inclusive, end exclusive. */
export const Span = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
export type Span = z.infer<typeof Span>;

export const Band = z.number().int().min(0).max(5);

export const PointVerdict = z.enum(["met", "unsure", "missed", "contradicted"]);
export type PointVerdict = z.infer<typeof PointVerdict>;

export const GradedPoint = z.object({
  id: z.string(),
  /** The point in one sentence, as a strong answer would make it. */
  statement: z.string(),
  core: z.boolean(),
  verdict: PointVerdict,
  span: Span.optional(),
  /** Met: what was recognised. Missed: why the point matters. Unsure: what to ask oneself. */
  explanation: z.string(),
  followUp: z.string().optional(),
  /** Where the course teaches it: a path of the site, and what the place is called. */
  taught: z.object({ path: z.string(), title: z.string() }).optional(),
});
export type GradedPoint = z.infer<typeof GradedPoint>;

export const FoundMisconception = z.object({
  id: z.string(),
  statement: z.string(),
  span: Span,
  explanation: z.string(),
});
export type FoundMisconception = z.infer<typeof FoundMisconception>;

export const Gate = z.enum(["empty", "too-short", "echo", "not-english", "word-list", "about-grading"]);
export type Gate = z.infer<typeof Gate>;

export const Grade = z.object({
  question: z.string(),
  band: Band,
  /** The band with every unsure point missed, and with every one met. */
  bandRange: z.tuple([Band, Band]),
  state: z.enum(["graded", "unsure", "not-graded"]),
  gate: Gate.optional(),
  /** Present with a gate: what to do so that the answer can be graded. */
  gateMessage: z.string().optional(),
  points: z.array(GradedPoint),
  misconceptions: z.array(FoundMisconception),
  followUp: z.string().optional(),
});
export type Grade = z.infer<typeof Grade>;

export const QuestionSummary = z.object({
  id: z.string(),
  question: z.string(),
  /** Why an interviewer asks it. */
  why: z.string(),
  /** Position in the list, from 1. */
  number: z.number().int().positive(),
});
export type QuestionSummary = z.infer<typeof QuestionSummary>;

export const MAX_ANSWER_CHARACTERS = 4_000;

export const GradeRequest = z.object({
  answer: z.string().max(MAX_ANSWER_CHARACTERS),
  /** The learner's own ruling on points that could not be told: point id to "I did say this". */
  selfJudged: z.record(z.string(), z.boolean()).optional(),
});
export type GradeRequest = z.input<typeof GradeRequest>;

/**
 * The model answer travels with the grade only, so that it cannot be read before an attempt; it is empty while the
 * answer could not be graded.
 */
export const GradeReply = z.object({ grade: Grade, modelAnswer: z.string() });
export type GradeReply = z.infer<typeof GradeReply>;
