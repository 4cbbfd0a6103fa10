// The wire of the review schedule: cards, what is due on which day, and how a review went.
import { z } from "zod";
import { Band, Grade, GradedPoint, PointVerdict } from "./interview.ts";

/** 1 again (it was not there), 2 hard, 3 good, 4 easy. Hard is a pass. */
export const Rating = z.literal([1, 2, 3, 4]);
export type Rating = z.infer<typeof Rating>;

/** `question/<question>`, `recall/<lesson>/<card>` or `lab/<lab>/<card>`. */
export const CardId = z
  .string()
  .regex(
    /^(question|(recall|lab)\/[a-z0-9-]{1,80})\/[a-z0-9-]{1,80}$/,
    "question/<question>, recall/<lesson>/<card> or lab/<lab>/<card>.",
  );

/** `YYYY-MM-DD` in the learner's own time zone. */
export const Day = z.iso.date();
export type Day = z.infer<typeof Day>;

/** The end of the year 9000: later days would not be written with four digits. */
const LAST_MS = 221_845_392_000_000;
const Moment = z.number().int().min(0).max(LAST_MS);

const Zone = z.string().max(60).refine(isZone, "A time zone by its name, such as Europe/Berlin.");

/** The page's clock decides what today is. Without a zone the server's own is taken. */
export const AskedAgenda = z.object({
  /** Milliseconds since 1970; text, because it comes in an address. */
  at: z.string().regex(/^\d+$/, "Milliseconds since 1970.").transform(Number).pipe(Moment),
  zone: Zone.optional(),
});
export type AskedAgenda = z.infer<typeof AskedAgenda>;

/** When a card comes again if it is rated so now. */
export const Outlook = z.object({ rating: Rating, on: Day, inDays: z.number().int() });
export type Outlook = z.infer<typeof Outlook>;

const schedule = {
  dueOn: Day,
  /** One for each rating, in their order. */
  outlooks: z.array(Outlook).length(4),
};

export const RecallCard = z.object({
  ...schedule,
  id: CardId,
  kind: z.literal("recall"),
  prompt: z.string(),
  answer: z.string(),
  /** Where it was learned. */
  from: z.object({ title: z.string(), path: z.string() }),
});
export type RecallCard = z.infer<typeof RecallCard>;

export const QuestionCard = z.object({
  ...schedule,
  id: CardId,
  kind: z.literal("question"),
  question: z.string(),
  /** Where it is answered. */
  path: z.string(),
  /** It was answered today, and waits for nothing but its rating. */
  isAnswered: z.boolean(),
});
export type QuestionCard = z.infer<typeof QuestionCard>;

export const DueCard = z.discriminatedUnion("kind", [RecallCard, QuestionCard]);
export type DueCard = z.infer<typeof DueCard>;

export const Agenda = z.object({
  today: Day,
  /** What is to be reviewed today: cards to recall before questions, each in the order in which they fell due. */
  due: z.array(DueCard),
  /** Today and the days after it, with the cards that come next on each; what is overdue counts as today's. */
  days: z.array(z.object({ on: Day, cards: z.number().int().nonnegative() })),
  /** The first day after today on which a card comes; null when there is none. */
  next: z.object({ on: Day, cards: z.number().int().positive() }).nullable(),
  /** Cards that are in the schedule at all. */
  cards: z.number().int().nonnegative(),
  /** Negative days: it is over. */
  interview: z.object({ on: Day, daysLeft: z.number().int() }).nullable(),
  /** The review that can be undone. */
  last: z.object({ id: z.number().int(), title: z.string(), chosen: Rating }).nullable(),
});
export type Agenda = z.infer<typeof Agenda>;

/** What decided about a proposed rating. */
export const Because = z.enum(["band", "core-point-missed", "misconception", "left-open"]);
export type Because = z.infer<typeof Because>;

/** What the schedule needs to know of a grade. */
export const Judged = Grade.pick({ state: true, band: true }).extend({
  points: z.array(GradedPoint.pick({ id: true, core: true, verdict: true })).max(20),
  misconceptions: z.array(z.string().max(80)).max(20),
});
export type Judged = z.infer<typeof Judged>;

const asked = { card: CardId, at: Moment, zone: Zone.optional() };

export const ProposalRequest = z.object({ ...asked, judged: Judged });
export type ProposalRequest = z.infer<typeof ProposalRequest>;

export const Proposal = z.object({
  /** Null when the grade does not tell: then the learner says it. */
  proposed: Rating.nullable(),
  because: Because,
  /** The first answer of the day, by which it is proposed; null when the question was not answered today. */
  first: z.object({ band: Band, isOnly: z.boolean() }).nullable(),
  outlooks: z.array(Outlook).length(4),
  /** The review of the same day, which is the one that counts. */
  today: z
    .object({
      id: z.number().int(),
      chosen: Rating,
      next: Outlook.omit({ rating: true }),
      canBeUndone: z.boolean(),
    })
    .nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

/** `judged` comes with a question, and not with a card to recall. */
export const ReviewRequest = z.object({ ...asked, chosen: Rating, judged: Judged.optional() });
export type ReviewRequest = z.infer<typeof ReviewRequest>;

export const SavedReview = z.object({ id: z.number().int(), next: Outlook.omit({ rating: true }) });
export type SavedReview = z.infer<typeof SavedReview>;

/** What is kept of a review, so that the proposals can be tuned later. */
export const Review = z.object({
  card: CardId,
  atMs: Moment,
  proposed: Rating.nullable(),
  chosen: Rating,
  band: Band.optional(),
  verdicts: z.record(z.string(), PointVerdict).optional(),
});
export type Review = z.infer<typeof Review>;

export const InterviewDate = z.object({ on: Day });
export type InterviewDate = z.infer<typeof InterviewDate>;

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
