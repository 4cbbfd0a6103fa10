// Days as the learner's own clock names them: a card is reviewed once a day, and an interview is on a day.
import type { Day } from "../contract/review.ts";

const DAY_MS = 86_400_000;

/** A moment on the learner's clock, and the calendar that it belongs to. */
export interface Clock {
  readonly atMs: number;
  readonly today: Day;
  dayOf(atMs: number): Day;
}

/**
 * @param zone a time zone by its name, such as `Europe/Berlin`
 * @throws RangeError when there is no such zone
 */
export function readClock(atMs: number, zone: string): Clock {
  // Sweden writes its days as ISO 8601 does.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
  return { atMs, today: format.format(atMs), dayOf: (momentMs) => format.format(momentMs) };
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Negative when `to` comes before `from`. */
export function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
