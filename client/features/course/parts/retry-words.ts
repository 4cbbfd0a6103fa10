// What becomes of attempts and events, in words.
import type { RetryAttempt, RetryLife } from "../../../../server/contract/retry-life.ts";
import { formatHours } from "./time-axis.ts";

const MINUTE_MS = 60_000;

export const fateWords: Readonly<Record<RetryAttempt["fate"], string>> = {
  failed: "failed",
  delivered: "delivered",
  believed: "answered 200, and nobody kept it",
  "refused-for-good": "answered 410, so the endpoint was disabled",
  "not-made": "not made any more",
};

/** How an event ends, as a whole: `delivered after 5 min 5 s`. */
export function tellEnd({ end: { kind, atMs }, example }: Pick<RetryLife, "end" | "example">): string {
  const time = atMs < 1_000 ? "at once" : `after ${tellTime(atMs, example !== null)}`;
  switch (kind) {
    case "delivered":
      return `delivered ${time}`;
    case "believed":
      return `taken for delivered ${time}`;
    case "refused-for-good":
      return `endpoint disabled ${time}`;
    case "dead-letter":
      return `dead letter ${time}`;
  }
}

/** A time of an example is told roughly: the seconds of it are nobody's figures. */
export function tellTime(ms: number, isExample: boolean): string {
  if (!isExample || ms < MINUTE_MS / 2) return formatHours(ms);
  const grainMs = ms < 60 * MINUTE_MS ? MINUTE_MS : 30 * MINUTE_MS;
  return `about ${formatHours(Math.round(ms / grainMs) * grainMs)}`;
}

export const isMade = ({ fate }: RetryAttempt) => fate !== "not-made";

export function tellLoss({ hundred: { lost } }: RetryLife): string {
  if (lost === 0) return "none";
  return lost === 100 ? "all" : String(lost);
}
