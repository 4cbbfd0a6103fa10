// Puts days, counts and ratings of the review schedule into words.
import type { Day, Rating } from "../../../../server/contract/review.ts";

export const ratings: Readonly<Record<Rating, { label: string; means: string }>> = {
  1: { label: "Again", means: "It was not there, or it was wrong." },
  2: { label: "Hard", means: "It came, with effort or with gaps." },
  3: { label: "Good", means: "It came." },
  4: { label: "Easy", means: "It came at once, without effort." },
};

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});

/** For example "Mon 30 November". */
export function describeDay(day: Day): string {
  return dayFormat.format(Date.parse(day));
}

/** For example "1 card". */
export function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? "" : "s"}`;
}

/** For example "in 3 days". */
export function describeWait(days: number): string {
  if (days <= 0) return "today";
  return days === 1 ? "tomorrow" : `in ${days} days`;
}
