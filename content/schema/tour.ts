// Finds the stops of a guided tour in a real history.
import type { History, HistoryEntry } from "../../server/contract/history.ts";
import type { TourStop } from "./lesson.ts";

export interface FoundStop extends TourStop {
  readonly entry: HistoryEntry;
}

/** Each stop is the first fitting entry after the one before it; a stop that never happened ends the tour. */
export function findStops(stops: readonly TourStop[], history: History): FoundStop[] {
  const found: FoundStop[] = [];
  let after = -1;
  for (const stop of stops) {
    const entry = history.find(
      (one) =>
        one.seq > after &&
        one.kind === stop.at &&
        (stop.effect === undefined || (one.kind === "effect" && one.effect === stop.effect)),
    );
    if (entry === undefined) break;
    after = entry.seq;
    found.push({ ...stop, entry });
  }
  return found;
}
