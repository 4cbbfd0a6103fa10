// Reads histories in tests.
import type { EntryOf, HistoryEntry, HistoryKind } from "../../../server/contract/history.ts";
import type { World } from "../../../server/exploration/world-types.ts";

export const entriesOf = <Kind extends HistoryKind>(
  history: readonly HistoryEntry[],
  kind: Kind,
): EntryOf<Kind>[] => history.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);

/** Each attempt's fate as a status or in a word, in order of their ends. */
export const fates = (world: World): (string | number)[] =>
  entriesOf(world.history, "attempt-finished").map(({ outcome }) =>
    outcome.kind === "responded" ? outcome.response.status : outcome.kind,
  );

/** What was shipped, in order. */
export const shipments = (world: World): string[] =>
  entriesOf(world.history, "effect")
    .filter(({ effect }) => effect === "shipped")
    .map(({ subject }) => subject);

/** Begins something and plays it until it is answered. */
export async function playThrough(world: World, begun: ReturnType<World["sendEvent"]>): Promise<void> {
  if (!begun.ok) throw new Error(begun.message);
  await world.playUntilAnswered(begun.sendings);
}

export const payment = { type: "payment.succeeded" } as const;
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
