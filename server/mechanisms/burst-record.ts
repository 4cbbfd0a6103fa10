// Writes down what happens in a burst, and makes its figures: what it cost, how long it took, and how long the line was.
import type { BurstFigures, BurstMoment } from "../contract/burst.ts";
import type { AttemptOutcome } from "../contract/history.ts";
import type { Workplace } from "./burst-receivers.ts";

/** As many moments as a picture can show; on a scale that has room for seconds and for days. */
const MOMENTS = 140;

export interface BurstRecord {
  /** What the receiver reports. */
  readonly place: Pick<Workplace, "isDone" | "noteRun" | "noteDone" | "noteWaiting">;
  noteEvent(event: number, atMs: number): void;
  noteAttempt(): void;
  noteOutcome(outcome: AttemptOutcome): void;
  noteDeadLetter(): void;
  figures(): BurstFigures;
}

interface Change {
  readonly atMs: number;
  readonly kind: "waiting" | "attempts" | "done";
  readonly value: number;
}

export function createBurstRecord(events: number, nowMs: () => number): BurstRecord {
  const eventsMs: number[] = [];
  const waitsMs = new Map<number, number>();
  const changes: Change[] = [];
  const counts = { attempts: 0, timedOut: 0, refused: 0, runs: 0, deadLetters: 0, peak: 0 };
  const change = (kind: Change["kind"], value: number) => changes.push({ atMs: nowMs(), kind, value });

  return {
    place: {
      isDone: (event) => waitsMs.has(event),
      noteRun() {
        counts.runs += 1;
      },
      noteDone(event) {
        if (waitsMs.has(event)) return;
        waitsMs.set(event, nowMs() - (eventsMs[event] ?? 0));
        change("done", waitsMs.size);
      },
      noteWaiting(waiting) {
        counts.peak = Math.max(counts.peak, waiting);
        change("waiting", waiting);
      },
    },
    noteEvent(event, atMs) {
      eventsMs[event] = atMs;
    },
    noteAttempt() {
      counts.attempts += 1;
      change("attempts", counts.attempts);
    },
    noteOutcome(outcome) {
      if (outcome.kind === "timed-out") counts.timedOut += 1;
      else if (outcome.kind === "responded" && outcome.response.status === 503) counts.refused += 1;
    },
    noteDeadLetter() {
      counts.deadLetters += 1;
    },
    figures() {
      const sorted = [...waitsMs.values()].sort((one, other) => one - other);
      return {
        ...counts,
        lost: events - sorted.length,
        medianMs: sorted[Math.ceil(sorted.length / 2) - 1] ?? null,
        longestMs: sorted.at(-1) ?? null,
        moments: momentsOf(changes),
      };
    },
  };
}

/** Moments that are the further apart the later they are; between two of them the longest line counts, and at the end what is left. */
function momentsOf(changes: readonly Change[]): BurstMoment[] {
  const endMs = changes.at(-1)?.atMs ?? 0;
  const now = { waiting: 0, attempts: 0, done: 0 };
  let next = 0;
  return Array.from({ length: MOMENTS }, (_, index) => {
    const atMs = 1_000 * ((1 + endMs / 1_000) ** (index / (MOMENTS - 1)) - 1);
    let longest = now.waiting;
    for (let one = changes[next]; one !== undefined && one.atMs <= atMs + 0.5; one = changes[next]) {
      now[one.kind] = one.value;
      longest = Math.max(longest, now.waiting);
      next += 1;
    }
    const isLast = index === MOMENTS - 1;
    return { ...now, atMs: Math.round(atMs), waiting: isLast ? now.waiting : longest };
  });
}
