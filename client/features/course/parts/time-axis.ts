// A scale that has room for seconds and for days: even steps up to about a second, and logarithmic from there.
import { formatDuration } from "../../../timeline/time-format.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const marksMs = [
  0,
  10 * SECOND_MS,
  MINUTE_MS,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  7 * DAY_MS,
];

export interface TimeAxis {
  /** Where a moment stands, from 0 at the left to 1 at the right. */
  at(ms: number): number;
  /** Moments that the scale names. */
  readonly marksMs: readonly number[];
}

/** @param endMs the moment at the right edge, after 0. */
export function createTimeAxis(endMs: number): TimeAxis {
  const part = (ms: number) => Math.log1p(Math.max(0, ms) / SECOND_MS);
  return {
    at: (ms) => Math.min(1, part(ms) / part(endMs)),
    marksMs: marksMs.filter((ms) => ms <= endMs),
  };
}

/** As in the names of outages: "42 h", where other places say "1 d 18 h". Four days and more are told in days. */
export function formatHours(ms: number): string {
  const isHours = ms >= HOUR_MS && ms < 4 * DAY_MS;
  return isHours ? `${Math.round((ms / HOUR_MS) * 10) / 10} h` : formatDuration(ms);
}

export const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
