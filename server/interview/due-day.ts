// The day on which a card comes again, and how a day of interview moves it.
import type { Day, Outlook, Rating } from "../contract/review.ts";
import { addDays, type Clock, daysBetween } from "./days.ts";
import { type CardState, reviewCard } from "./review.ts";

/** A card in the schedule. */
export interface Scheduled {
  readonly id: string;
  /** When it came into the schedule: it is due from then on. */
  readonly enteredAtMs: number;
  /** Null until it is reviewed for the first time. */
  readonly state: CardState | null;
}

/** The shortest time that the schedule gives to a card that was recalled well: none is lost again before the interview. */
export const LAST_DAYS = 3;

/**
 * The day on which a card is due.
 *
 * While an interview is ahead, each card is seen once more in the last three days before it: one whose own day lies
 * on the day of the interview or later is brought forward to one of them, unless it was reviewed in them already.
 * Which of the three depends on the card's id alone, so that no day carries all of the work. What the schedule knows
 * of the card is not changed by that: without the interview its own day holds again.
 * @param interviewOn null when there is none to aim at
 */
export function dueDay({ id, enteredAtMs, state }: Scheduled, interviewOn: Day | null, clock: Clock): Day {
  if (state === null) return clock.dayOf(enteredAtMs);
  const own = clock.dayOf(state.dueAtMs);
  if (interviewOn === null || interviewOn <= clock.today || own < interviewOn) return own;
  const isSeen = clock.dayOf(state.lastReviewAtMs) >= addDays(interviewOn, -LAST_DAYS);
  return isSeen ? own : addDays(interviewOn, -1 - (sumOf(id) % LAST_DAYS));
}

/** When the card comes again, for each rating that it could be given now. */
export function outlooksOf(card: Scheduled, interviewOn: Day | null, clock: Clock): Outlook[] {
  return RATINGS.map((rating) => {
    const after = { ...card, state: reviewCard(card.state, rating, clock.atMs) };
    const on = dueDay(after, interviewOn, clock);
    return { rating, on, inDays: daysBetween(clock.today, on) };
  });
}

const RATINGS = [1, 2, 3, 4] as const satisfies readonly Rating[];

function sumOf(id: string): number {
  return [...id].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0);
}
