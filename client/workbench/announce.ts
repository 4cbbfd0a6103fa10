// Says in sentences what new entries of a history mean, for the live region.
import type { EntryOf, History } from "../../server/contract/history.ts";
import { formatDuration } from "../timeline/time-format.ts";
import { type AttemptView, collectAttempts, outcomeOf, titleOf } from "./attempts.ts";
import { plural } from "./words.ts";

/** Beyond this, a sum is heard better than a list. */
const MOST_SENTENCES = 3;

/**
 * @param history everything so far
 * @param fromIndex where the new entries begin
 */
export function announce(history: History, fromIndex: number): string {
  const fresh = history.slice(fromIndex);
  const finished = fresh.flatMap((entry) => (entry.kind === "attempt-finished" ? [entry.attemptId] : []));
  const effects = fresh.filter((entry) => entry.kind === "effect");
  const ended = fresh.flatMap((entry) => (entry.kind === "receiver-ended" ? [entry.outcome.message] : []));
  const moved = fresh.flatMap((entry) =>
    entry.kind === "clock-moved"
      ? [`The clock moved on by ${formatDuration(entry.toMs - entry.fromMs)}.`]
      : [],
  );
  const attempts = collectAttempts(history).filter(({ attemptId }) => finished.includes(attemptId));
  const told =
    attempts.length + effects.length > MOST_SENTENCES * 2 || attempts.length > MOST_SENTENCES
      ? sumUp(attempts, effects)
      : attempts
          .map((attempt) => `${titleOf(attempt)}: ${outcomeOf(attempt)}.`)
          .concat(effects.map(effectText));
  const nothing = attempts.length > 0 && effects.length === 0 ? ["Nothing changed in the shop."] : [];
  return [...told, ...nothing, ...ended, ...moved.slice(-1)].join(" ");
}

function sumUp(attempts: readonly AttemptView[], effects: readonly EntryOf<"effect">[]): string[] {
  const repeats = effects.filter(({ repeat }) => repeat > 0).length;
  const last = attempts.at(-1);
  return [
    `${plural(attempts.length, "attempt")}, ${plural(effects.length, "effect")}${
      repeats > 0 ? `, ${repeats} of them again` : ""
    }.`,
    ...(last ? [`The last attempt: ${outcomeOf(last)}.`] : []),
  ];
}

function effectText({ summary, repeat }: EntryOf<"effect">): string {
  return `${repeat > 0 ? "Again: " : ""}${summary}.`;
}
