// The memory of a card: FSRS says how long what was recalled will last, and a grade says how well it was recalled.
import { type Card, createEmptyCard, fsrs, State } from "ts-fsrs";
import { type Because, type Judged, Rating } from "../contract/review.ts";

/** No card stays away for longer, however well it is known. */
export const MAX_INTERVAL_DAYS = 180;
const DAY_MS = 86_400_000;

/** Whole answers are practised once a day, so there are no steps of minutes. A card comes when 90 % would recall it. */
const scheduler = fsrs({
  enable_short_term: false,
  request_retention: 0.9,
  maximum_interval: MAX_INTERVAL_DAYS,
});

/** What is remembered of a card that was reviewed; plain data, so that it can be kept as JSON. */
export interface CardState {
  readonly dueAtMs: number;
  readonly lastReviewAtMs: number;
  /** Days after which 90 % would still recall it. */
  readonly stability: number;
  /** From 1 to 10. */
  readonly difficulty: number;
  readonly reviews: number;
  readonly lapses: number;
}

/**
 * The card after a review.
 * A clock that has gone back stands still: FSRS refuses a review before the last one.
 * @param state null for a card that was never reviewed
 * @throws RangeError when the rating is not 1, 2, 3 or 4; FSRS itself answers 3.5 with nonsense
 */
export function reviewCard(state: CardState | null, rating: Rating, atMs: number): CardState {
  if (!Rating.safeParse(rating).success) throw new RangeError(`A rating is 1, 2, 3 or 4, not ${rating}.`);
  const reviewedAtMs = Math.max(atMs, state?.lastReviewAtMs ?? atMs);
  const before = state === null ? createEmptyCard(reviewedAtMs) : toCard(state);
  return toState(scheduler.next(before, reviewedAtMs, rating).card, reviewedAtMs);
}

export interface ProposedRating {
  /** Null when the answer was not graded, or when points that were left open decide about it. */
  readonly proposed: Rating | null;
  readonly because: Because;
}

/** The rating that a grade stands for. Easy is never proposed: no grade shows that an answer came without effort. */
export function proposeRating({ state, band, points, misconceptions }: Judged): ProposedRating {
  if (state !== "graded") return { proposed: null, because: "left-open" };
  if (band <= 2) return { proposed: 1, because: "band" };
  const isCoreMissed = points.some(
    ({ core, verdict }) => core && (verdict === "missed" || verdict === "contradicted"),
  );
  if (isCoreMissed) return { proposed: 1, because: "core-point-missed" };
  if (misconceptions.length > 0) return { proposed: 1, because: "misconception" };
  return { proposed: band === 3 ? 2 : 3, because: "band" };
}

function toCard({ dueAtMs, lastReviewAtMs, reviews, ...memory }: CardState): Card {
  return {
    ...memory,
    due: new Date(dueAtMs),
    last_review: new Date(lastReviewAtMs),
    reps: reviews,
    state: State.Review,
    scheduled_days: Math.round((dueAtMs - lastReviewAtMs) / DAY_MS),
    // Of no meaning in a review of whole days; the type asks for them.
    elapsed_days: 0,
    learning_steps: 0,
  };
}

function toState({ due, stability, difficulty, reps, lapses }: Card, lastReviewAtMs: number): CardState {
  // FSRS keeps "easy" a day behind "good", also where "good" is at its limit already.
  const dueAtMs = Math.min(due.getTime(), lastReviewAtMs + MAX_INTERVAL_DAYS * DAY_MS);
  return { dueAtMs, lastReviewAtMs, stability, difficulty, reviews: reps, lapses };
}
