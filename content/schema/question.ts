// The shape of an interview question: its rubric, its misconceptions, and the labelled answers beside it.
import { z } from "zod";
import { AXES } from "./axes.ts";

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Lower-case words joined by '-'.");
export const Sentence = z.string().trim().min(10, "At least ten characters: a whole sentence.");

/** `word` (by its stem), `prefix*`, `*` = a gap of up to four words; `!word` must be negated, `~word` may be. */
export const Pattern = z
  .string()
  .regex(/^[^\s].*[^\s]$|^\S$/, "Terms separated by single spaces, none at the ends.");

/** All groups must be found in one window of the answer; of each group, any pattern. */
export const MatchEntry = z.strictObject({ all: z.array(z.array(Pattern).min(1)).min(1) });

/** A wrong claim stands inside one clause, or, where this says so, in up to three neighbouring ones of a sentence. */
const ClaimEntry = MatchEntry.extend({
  /** Then the last group is what is claimed: it has to stand in a clause that is asserted. */
  across: z.boolean().optional(),
});

export const Exemplars = z.array(Sentence).min(5, "At least five exemplars, in varied voices.");

/** Where a question belongs in the list, in the order in which the topics are shown. */
export const TOPICS = [
  "basics",
  "security",
  "reliability",
  "delivery",
  "architecture",
  "operations",
] as const;
/** Who is asked it: what a junior must know, what a mid-level engineer does, what a senior weighs. */
export const LEVELS = ["junior", "mid", "senior"] as const;

export const Taught = z.strictObject({ path: z.string().startsWith("/"), title: z.string().min(3) });

export const RubricPoint = z.strictObject({
  id: Id,
  /** The point in one sentence, as a strong answer would make it. */
  statement: Sentence,
  weight: z.number().positive().max(5),
  core: z.boolean().default(false),
  axis: z.enum(AXES),
  /** In a comparison: which of the `contrasts` the point speaks of; the same said of another one proves nothing. */
  about: Id.optional(),
  /** "Name N of these": credit rises with each match entry found, up to N. */
  count: z.number().int().min(2).optional(),
  match: z.array(MatchEntry).min(1),
  exemplars: Exemplars,
  followUp: Sentence,
  explain: z.strictObject({ missed: Sentence, met: Sentence.optional() }),
  /** Where the course teaches it. */
  taught: Taught.optional(),
});
export type RubricPoint = z.infer<typeof RubricPoint>;

export const RubricMisconception = z.strictObject({
  id: Id,
  statement: Sentence,
  /** Points that cannot stand beside this claim. */
  contradicts: z.array(Id).default([]),
  match: z.array(ClaimEntry).min(1),
  exemplars: z.array(Sentence).min(3, "At least three exemplars."),
  explain: Sentence,
});
export type RubricMisconception = z.infer<typeof RubricMisconception>;

export const Question = z
  .strictObject({
    id: Id,
    /** Position in the list, from 1. */
    number: z.number().int().positive(),
    question: Sentence,
    /** Why an interviewer asks it. */
    why: Sentence,
    topic: z.enum(TOPICS),
    /** Whose side the answer is given from: a question about sending is answered by somebody who sends. */
    side: z.enum(["receiver", "provider"]).default("receiver"),
    level: z.enum(LEVELS),
    /** Shown after an attempt: what a good junior says, and what a strong senior says, who makes every point. */
    modelAnswers: z.strictObject({
      junior: z.string().trim().min(120, "A junior's model answer has at least 120 characters."),
      senior: z.string().trim().min(200, "A senior's model answer has at least 200 characters."),
    }),
    /** What a question compares, and the words that stand for each. */
    contrasts: z.record(Id, z.array(Pattern).min(1)).optional(),
    points: z.array(RubricPoint).min(5).max(8),
    misconceptions: z.array(RubricMisconception).min(2).max(4),
  })
  .superRefine(({ points, misconceptions, contrasts }, context) => {
    const ids = [...points, ...misconceptions].map(({ id }) => id);
    for (const id of ids.filter((one, index) => ids.indexOf(one) !== index)) {
      context.addIssue({ code: "custom", message: `The id "${id}" is used twice.` });
    }
    const known = new Set(points.map(({ id }) => id));
    for (const target of misconceptions.flatMap(({ contradicts }) => contradicts)) {
      if (!known.has(target)) {
        context.addIssue({
          code: "custom",
          message: `A misconception contradicts "${target}", which is no point.`,
        });
      }
    }
    for (const { id, about } of points.filter(
      ({ about }) => about !== undefined && !(about in (contrasts ?? {})),
    )) {
      context.addIssue({
        code: "custom",
        message: `"${id}" is about "${about}", which the question does not contrast.`,
      });
    }
    if (!points.some(({ core }) => core)) {
      context.addIssue({ code: "custom", message: "No point is core: mark what no answer may leave out." });
    }
    for (const { id, count, match } of points) {
      if (count !== undefined && match.length < count) {
        context.addIssue({
          code: "custom",
          message: `"${id}" asks for ${count} of ${match.length} match entries.`,
        });
      }
    }
  });
export type Question = z.infer<typeof Question>;

/** One line of answers.jsonl: an answer and what a careful human marker would find in it. */
export const LabelledAnswer = z.strictObject({
  text: z.string(),
  /** Points that the answer makes. */
  points: z.array(Id),
  misconceptions: z.array(Id),
  /** The holistic band; for an answer that cannot be graded, 0. */
  band: z.number().int().min(0).max(5),
  kind: z.enum(["natural", "attack"]),
  voice: z.string().min(2),
  /** 1: written before the patterns. Later rounds: written after the rubric was frozen, to see what it misses. */
  round: z.number().int().min(1),
});
export type LabelledAnswer = z.infer<typeof LabelledAnswer>;
