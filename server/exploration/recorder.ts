// Writes the history: numbers the entries, stamps them with virtual time, and passes them on in batches.
import type { HistoryEntry } from "../contract/history.ts";
import type { VirtualClock } from "../simulation/virtual-clock.ts";

type WithoutStamp<Entry> = Entry extends unknown ? Omit<Entry, "seq" | "atMs"> : never;
export type NewEntry = WithoutStamp<HistoryEntry>;

export interface Recorder {
  readonly entries: readonly HistoryEntry[];
  /** True when the history has reached its bound: a note says so, and what comes after is not written. */
  readonly isFull: boolean;
  record(entry: NewEntry): void;
  /** Passes on what was recorded since the last call. */
  flush(): void;
  /** Returns how to stop listening. */
  onBatch(listener: (entries: readonly HistoryEntry[]) => void): () => void;
}

/** What a history may hold at most. Bytes count what others choose the size of: bodies, arguments, output. */
export interface HistoryBounds {
  readonly entries: number;
  readonly bytes: number;
}

export function createRecorder(clock: VirtualClock, bounds: HistoryBounds): Recorder {
  const entries: HistoryEntry[] = [];
  const listeners = new Set<(entries: readonly HistoryEntry[]) => void>();
  let passedOn = 0;
  let bytes = 0;
  let isFull = false;
  const write = (entry: NewEntry) => entries.push({ seq: entries.length, atMs: clock.nowMs, ...entry });

  return {
    entries,
    get isFull() {
      return isFull;
    },
    record(entry) {
      if (isFull) return;
      bytes += bytesOf(entry);
      isFull = entries.length >= bounds.entries - 1 || bytes > bounds.bytes;
      write(isFull ? boundReached(bounds) : entry);
    },
    flush() {
      if (passedOn === entries.length) return;
      const batch = entries.slice(passedOn);
      passedOn = entries.length;
      for (const listener of listeners) listener(batch);
    },
    onBatch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** About what an entry weighs beyond its fixed fields. */
function bytesOf(entry: NewEntry): number {
  switch (entry.kind) {
    case "attempt-started":
      return entry.request.bodyBase64.length;
    case "attempt-finished":
      return "response" in entry.outcome ? entry.outcome.response.bodyBase64.length : 0;
    case "shop-called":
      return JSON.stringify(entry.args)?.length ?? 0;
    case "log":
      return entry.text.length;
    default:
      return 0;
  }
}

const boundReached = ({ entries, bytes }: HistoryBounds): NewEntry => ({
  kind: "note",
  level: "warning",
  text: `The history has reached its bound of ${entries.toLocaleString("en")} entries or ${Math.round(bytes / 1_000_000)} MB and ends here. Start the handler again for a new one.`,
});
