// The review schedule of one learner: which cards have come into it, what is due, and what a review changes.
import type { UnitRecall } from "../catalog/recall-cards.ts";
import type { QuestionSummary } from "../contract/interview.ts";
import type {
  Agenda,
  Day,
  Proposal,
  ProposalRequest,
  ReviewRequest,
  SavedReview,
} from "../contract/review.ts";
import { type CardFace, type DeckCard, planAgenda } from "../interview/agenda.ts";
import { type Clock, daysBetween } from "../interview/days.ts";
import { dueDay, outlooksOf, type Scheduled } from "../interview/due-day.ts";
import { firstAnswerOf, judgedAnswer } from "../interview/first-answer.ts";
import { proposeRating, reviewCard } from "../interview/review.ts";
import type { ProgressStore } from "./store.ts";

export interface ReviewDesk {
  agenda(clock: Clock): Agenda;
  /** Null when there is no such card. */
  propose(asked: Pick<ProposalRequest, "card" | "judged">, clock: Clock): Proposal | null;
  /** Only the first review of a card on a day counts; any other is refused, and changes nothing. */
  save(review: Asked, clock: Clock): SavedReview | "no-such-card" | "reviewed-today";
  /** False when `reviewId` is not the newest review. */
  undo(reviewId: number): boolean;
  /** @param on null for no interview */
  aimAt(on: Day | null): void;
}

type Asked = Pick<ReviewRequest, "card" | "chosen" | "judged">;

/** @param readFaces gives every card that there is, in the order of the content */
export function createReviewDesk(store: Kept, readFaces: () => readonly CardFace[]): ReviewDesk {
  const { reviews } = store;
  const next = (card: Scheduled, clock: Clock) => {
    const on = dueDay(card, reviews.interviewDay(), clock);
    return { on, inDays: daysBetween(clock.today, on) };
  };
  return {
    agenda(clock) {
      const faces = readFaces();
      return {
        ...planAgenda(deckOf(store, faces, clock), reviews.interviewDay(), clock),
        last: lastOf(reviews, faces),
      };
    },

    propose({ card: id, judged }, clock) {
      const card = findCard(store, readFaces(), { id, clock });
      if (card === null) return null;
      const last = isReviewedToday(card, clock) ? reviews.last(id) : null;
      const first = firstAnswer(store, id, clock);
      return {
        ...proposeRating(first === null ? judged : judgedAnswer(first, judged)),
        first: first && { band: first.attempt.band, isOnly: first.isOnly },
        outlooks: outlooksOf(card, reviews.interviewDay(), clock),
        today: last && {
          ...{ id: last.id, chosen: last.chosen, next: next(card, clock) },
          canBeUndone: last.id === reviews.last()?.id,
        },
      };
    },

    save({ card: id, chosen, judged }, clock) {
      const card = findCard(store, readFaces(), { id, clock });
      if (card === null) return "no-such-card";
      if (isReviewedToday(card, clock)) return "reviewed-today";
      const state = reviewCard(card.state, chosen, clock.atMs);
      const first = judged && firstAnswer(store, id, clock);
      const reasons = reasonsFor(first ? judgedAnswer(first, judged) : judged);
      const review = { card: id, atMs: state.lastReviewAtMs, chosen, ...reasons };
      return { id: reviews.save(review, state), next: next({ ...card, state }, clock) };
    },

    undo: (reviewId) => reviews.undo(reviewId),
    aimAt: (on) => reviews.setInterviewDay(on),
  };
}

type Kept = Pick<ProgressStore, "reviews" | "view" | "attempts">;

/** The cards that the learner has met, and those that were reviewed in spite of it. */
function deckOf(store: Kept, faces: readonly CardFace[], clock: Clock): DeckCard[] {
  const entered = new Map(store.view().milestones.map(({ key, atMs }) => [key, atMs]));
  const states = store.reviews.states();
  const answered = new Set(
    store
      .attempts()
      .flatMap(({ question, atMs }) => (clock.dayOf(atMs) === clock.today ? [`question/${question}`] : [])),
  );
  return faces.flatMap((face) => {
    const state = states.get(face.id) ?? null;
    const enteredAtMs = entered.get(face.entersBy) ?? state?.lastReviewAtMs;
    if (enteredAtMs === undefined) return [];
    return [{ id: face.id, enteredAtMs, state, face, isAnswered: answered.has(face.id) }];
  });
}

/** Also a card that is not in the schedule yet: its milestone may still be on its way. */
function findCard(
  { reviews }: Kept,
  faces: readonly CardFace[],
  { id, clock }: { id: string; clock: Clock },
): Scheduled | null {
  if (!faces.some((face) => face.id === id)) return null;
  return { id, enteredAtMs: clock.atMs, state: reviews.states().get(id) ?? null };
}

function firstAnswer({ attempts }: Kept, card: string, clock: Clock) {
  return firstAnswerOf(card.replace(/^question\//, ""), attempts(), clock);
}

function isReviewedToday({ state }: Scheduled, clock: Clock): boolean {
  return state !== null && clock.dayOf(state.lastReviewAtMs) === clock.today;
}

/** One card for each thing to recall and for each question. */
export function facesOf(
  units: readonly UnitRecall[],
  questions: readonly Pick<QuestionSummary, "id" | "question">[],
): CardFace[] {
  const recall = units.flatMap(({ kind, id: unit, title, path, cards }) =>
    cards.map(({ id, prompt, answer }) => ({
      ...{ id: `${kind === "lesson" ? "recall" : "lab"}/${unit}/${id}`, prompt, answer },
      ...{ kind: "recall" as const, from: { title, path }, entersBy: `${kind}/${unit}/card/${id}` },
    })),
  );
  const asked = questions.map(({ id, question }) => ({
    ...{ id: `question/${id}`, kind: "question" as const, question },
    path: `/interview/${id}`,
    entersBy: `interview/${id}`,
  }));
  return [...recall, ...asked];
}

function reasonsFor(judged: ReviewRequest["judged"]) {
  if (judged === undefined) return { proposed: null };
  const verdicts = Object.fromEntries(judged.points.map(({ id, verdict }) => [id, verdict]));
  return { proposed: proposeRating(judged).proposed, band: judged.band, verdicts };
}

function lastOf(reviews: ProgressStore["reviews"], faces: readonly CardFace[]): Agenda["last"] {
  const last = reviews.last();
  if (last === null) return null;
  const face = faces.find(({ id }) => id === last.card);
  // A card may have left the content since.
  const title = face === undefined ? last.card : face.kind === "recall" ? face.prompt : face.question;
  return { id: last.id, title, chosen: last.chosen };
}
