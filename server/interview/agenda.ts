// What is to be reviewed: today's cards, the days after today, and the day on which it goes on.
import type { Agenda, Day, DueCard, QuestionCard, RecallCard } from "../contract/review.ts";
import { addDays, type Clock, daysBetween } from "./days.ts";
import { dueDay, outlooksOf, type Scheduled } from "./due-day.ts";

type Scheduling = "dueOn" | "outlooks" | "isAnswered";

/** What stands on a card, and what brings it into the schedule. */
export type CardFace = (Omit<RecallCard, Scheduling> | Omit<QuestionCard, Scheduling>) & {
  /** Key of the milestone that is reached where the learner meets the card first. */
  readonly entersBy: string;
};

/** A card in the schedule, with what stands on it. */
export interface DeckCard extends Scheduled {
  readonly face: CardFace;
  /** Of a question: it was answered on the clock's day. */
  readonly isAnswered: boolean;
}

/** Two weeks: what one can plan for. */
const DAYS_AHEAD = 14;

/** @param deck in the order of the content: cards that fell due on the same day keep it */
export function planAgenda(
  deck: readonly DeckCard[],
  interviewOn: Day | null,
  clock: Clock,
): Omit<Agenda, "last"> {
  const { today } = clock;
  const planned = deck.map((card) => ({ card, dueOn: dueDay(card, interviewOn, clock) }));
  const later = planned.map(({ dueOn }) => dueOn).filter((day) => day > today);
  const nextOn = later.toSorted()[0];
  const cardsOn = (on: Day) => later.filter((day) => day === on).length;
  return {
    today,
    due: planned
      .filter(({ dueOn }) => dueOn <= today)
      .toSorted((one, other) => order(one.card) - order(other.card) || one.dueOn.localeCompare(other.dueOn))
      .map(({ card, dueOn }) => toDueCard(card, dueOn, outlooksOf(card, interviewOn, clock))),
    days: Array.from({ length: DAYS_AHEAD }, (_, index) => {
      const on = addDays(today, index);
      return { on, cards: index === 0 ? planned.length - later.length : cardsOn(on) };
    }),
    next: nextOn === undefined ? null : { on: nextOn, cards: cardsOn(nextOn) },
    cards: deck.length,
    interview: interviewOn === null ? null : { on: interviewOn, daysLeft: daysBetween(today, interviewOn) },
  };
}

/** What takes a minute comes before what takes ten. */
function order({ face }: DeckCard): number {
  return face.kind === "recall" ? 0 : 1;
}

function toDueCard({ face, isAnswered }: DeckCard, dueOn: Day, outlooks: DueCard["outlooks"]): DueCard {
  const { entersBy: _key, ...shown } = face;
  return shown.kind === "recall" ? { ...shown, dueOn, outlooks } : { ...shown, dueOn, outlooks, isAnswered };
}
