// Stepping through a history: which entries are steps, and where the keyboard goes from each.
import type { History, HistoryEntry } from "../../server/contract/history.ts";
import type { Reading } from "./reading.ts";

export interface Steps {
  /** Sequence numbers of the entries that are steps, in order. */
  readonly seqs: readonly number[];
  /** Those of them that start or finish an attempt. */
  readonly attemptSeqs: readonly number[];
}

export type Move = "next" | "previous" | "first" | "last" | "next-attempt" | "previous-attempt";

/** Drawn at another one's place, but worth a step of their own. */
const placeless = new Set<HistoryEntry["kind"]>([
  "effect",
  "delivery-settled",
  "event-created",
  "attempt-finished",
]);

/** Everything with a place of its own in the picture is a step, and so is what a delivery came to. */
export function findSteps({ history, takesRoom, effects }: Reading): Steps {
  const shownByEffect = new Set(
    effects.map(({ effect, standsForCall }) => (standsForCall ? effect.callId : null)),
  );
  const isStep = (entry: HistoryEntry, index: number) => {
    if (entry.kind === "shop-called" && shownByEffect.has(entry.callId)) return false;
    if (entry.kind === "shop-answered") return !entry.ok;
    return takesRoom[index] === true || placeless.has(entry.kind);
  };
  const steps = history.filter(isStep);
  return {
    seqs: steps.map(({ seq }) => seq),
    attemptSeqs: steps
      .filter(({ kind }) => kind === "attempt-started" || kind === "attempt-finished")
      .map(({ seq }) => seq),
  };
}

/** The steps that somebody chose to tell a history by. */
export function chosenSteps({ attempts }: Reading, seqs: readonly number[]): Steps {
  const ofAttempts = new Set(attempts.flatMap(({ start, finish }) => [start.seq, finish?.seq]));
  const inOrder = [...new Set(seqs)].toSorted((one, other) => one - other);
  return { seqs: inOrder, attemptSeqs: inOrder.filter((seq) => ofAttempts.has(seq)) };
}

/** @param selection the sequence number shown now, or null before any. @returns null when there is nowhere to go. */
export function move(steps: Steps, selection: number | null, by: Move): number | null {
  const now = selection ?? -1;
  const target = {
    next: () => steps.seqs.find((seq) => seq > now),
    previous: () => steps.seqs.findLast((seq) => seq < now),
    first: () => steps.seqs.at(0),
    last: () => steps.seqs.at(-1),
    "next-attempt": () => steps.attemptSeqs.find((seq) => seq > now),
    "previous-attempt": () => steps.attemptSeqs.findLast((seq) => seq < now),
  }[by]();
  return target ?? null;
}

/** "Step 4 of 12": counts from 1; 0 before the first step. An entry between steps belongs to the step before it. */
export function stepNumber(steps: Steps, selection: number | null): number {
  if (selection === null) return 0;
  return steps.seqs.findLastIndex((seq) => seq <= selection) + 1;
}

/** The step that stands closest to a place in the picture. */
export function stepAt(steps: Steps, history: History, x: number, xs: readonly number[]): number | null {
  let best: { seq: number; distance: number } | null = null;
  const isStep = new Set(steps.seqs);
  history.forEach(({ seq }, index) => {
    if (!isStep.has(seq)) return;
    const distance = Math.abs((xs[index] ?? 0) - x);
    // Of several at one place the last one is meant: it is what the place looks like.
    if (best === null || distance <= best.distance) best = { seq, distance };
  });
  return (best as { seq: number } | null)?.seq ?? null;
}
