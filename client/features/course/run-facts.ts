// Puts a history into a few figures and sentences: how many attempts, over how long, played how fast, answered how.
import { sideOf } from "../../../content/schema/divergence.ts";
import {
  type Nature,
  type ObservedAttempt,
  observeAttempts,
  ofKind,
} from "../../../content/schema/observation.ts";
import type { History } from "../../../server/contract/history.ts";

export interface RunFacts {
  readonly attempts: number;
  /** Virtual time from the first attempt to the last, in milliseconds. */
  readonly spanMs: number;
  /** Real time that the moves of the clock took, in milliseconds. */
  readonly wallMs: number;
}

export function factsOf(history: History): RunFacts {
  const starts = ofKind(history, "attempt-started");
  const [first, last] = [starts[0], starts.at(-1)];
  const moves = ofKind(history, "clock-moved");
  return {
    attempts: starts.length,
    spanMs: first === undefined || last === undefined ? 0 : last.atMs - first.atMs,
    wallMs: moves.reduce((sum, { wallMs }) => sum + wallMs, 0),
  };
}

export interface RequestStory {
  readonly id: string;
  readonly seq: number;
  readonly hostile: boolean;
  /** `Forged request`, `Genuine delivery`. */
  readonly what: string;
  readonly answer: string;
  /** What it changed; empty when nothing. */
  readonly effects: readonly string[];
}

/** Every request of a history in a line each, in order. */
export function tellRequests(history: History): RequestStory[] {
  return observeAttempts(history).map((attempt) => {
    const { answer, effects, seq } = sideOf(attempt);
    const { attemptId, origin } = attempt.started;
    return { id: attemptId, seq, hostile: origin === "hostile", what: nameOf(attempt), answer, effects };
  });
}

function nameOf(attempt: ObservedAttempt): string {
  const { number } = attempt.started;
  return number > 1 ? `${names[attempt.nature]}, attempt ${number}` : names[attempt.nature];
}

const names: Readonly<Record<Nature, string>> = {
  genuine: "Genuine delivery",
  "by-hand": "Your own request",
  forgery: "Forged request",
  "replay-attack": "Replay attack",
  disguise: "Captured request, changed",
  "bad-input": "Bad input",
};

/** `75 h 35 min`, `12 s`, `0.07 s`: two units at most. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${Number(seconds.toPrecision(2))} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}
