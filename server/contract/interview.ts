// The wire of interview practice: questions, graded answers and their evidence.
import { z } from "zod";
import { AXES } from "../../content/schema/axes.ts";
import { LEVELS, TOPICS } from "../../content/schema/question.ts";
import { ClaimedDesign } from "./designs.ts";

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
  axis: z.enum(AXES),
  weight: z.number().positive(),
  verdict: PointVerdict,
  span: Span.optional(),
  /** Contradicted: where the answer claims what rules the point out. */
  claimSpan: Span.optional(),
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

export const Gate = z.enum([
  "empty",
  "too-short",
  "echo",
  "not-english",
  "other-topic",
  "word-list",
  "about-grading",
]);
export type Gate = z.infer<typeof Gate>;

/** Why nothing in an answer counts as said, though it could be graded. */
export const Doubt = z.enum(["swapped-sides", "contradicts-itself", "denies-everything", "claims-nothing"]);
export type Doubt = z.infer<typeof Doubt>;

export const Grade = z.object({
  question: z.string(),
  band: Band,
  /** The band with every unsure point missed, and with every one met. */
  bandRange: z.tuple([Band, Band]),
  state: z.enum(["graded", "unsure", "not-graded"]),
  gate: Gate.optional(),
  /** Present with a gate: what to do so that the answer can be graded. */
  gateMessage: z.string().optional(),
  /** Present when nothing counts as said although it was graded: why, and what to do. */
  doubt: z.string().optional(),
  points: z.array(GradedPoint),
  misconceptions: z.array(FoundMisconception),
  /** What an interviewer would ask next. */
  followUp: z.string().optional(),
  /** Ids of the points not made, in the order in which an interviewer would ask about them. */
  gaps: z.array(z.string()),
});
export type Grade = z.infer<typeof Grade>;

export const QuestionSummary = z.object({
  id: z.string(),
  question: z.string(),
  /** Why an interviewer asks it. */
  why: z.string(),
  /** Position in the list, from 1. */
  number: z.number().int().positive(),
  topic: z.enum(TOPICS),
  level: z.enum(LEVELS),
});
export type QuestionSummary = z.infer<typeof QuestionSummary>;

export const MAX_ANSWER_CHARACTERS = 4_000;

export const GradeRequest = z.object({
  answer: z.string().max(MAX_ANSWER_CHARACTERS),
  /** The learner's own ruling on points that could not be told: point id to "I did say this". */
  selfJudged: z.record(z.string(), z.boolean()).optional(),
});
export type GradeRequest = z.input<typeof GradeRequest>;

/** What a junior and what a senior could have said. */
export const ModelAnswers = z.object({ junior: z.string(), senior: z.string() });
export type ModelAnswers = z.infer<typeof ModelAnswers>;

/**
 * The model answers travel with the grade only, so that they cannot be read before an attempt; null while the answer
 * could not be graded.
 */
export const GradeReply = z.object({
  grade: Grade,
  modelAnswers: ModelAnswers.nullable(),
  /** What the answer claims that can be run, in the order of the text; at most three. */
  designs: z.array(ClaimedDesign),
});
export type GradeReply = z.infer<typeof GradeReply>;

/** The answer to the follow-up question of one point. */
export const FollowUpRequest = z.object({ point: z.string(), answer: z.string().max(MAX_ANSWER_CHARACTERS) });
export type FollowUpRequest = z.infer<typeof FollowUpRequest>;

export const FollowUpReply = z.object({
  asked: z.string(),
  /** The point that was asked for, judged on this answer alone; null while the answer could not be graded. */
  point: GradedPoint.nullable(),
  /** Present when it could not be graded: what to do. */
  gateMessage: z.string().optional(),
  misconceptions: z.array(FoundMisconception),
});
export type FollowUpReply = z.infer<typeof FollowUpReply>;
