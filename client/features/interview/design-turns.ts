// What is kept of the designs that an answer claims: what the run came to, and what was answered to the interviewer.
import { type Case, readCase } from "../../prover/case.ts";

/** What a run came to, in words: enough to ask on without the run. */
export interface Told {
  /** What was done, or that nothing broke it: a sentence of the interviewer's. */
  readonly story: string;
  /** What became of it in a few words, and in a sentence. */
  readonly title: string;
  readonly summary: string;
  /** What was played, e.g. `412 schedules, 26 crash points, 58 forgeries`. */
  readonly measure: string;
  /** The counterexample; null for a design that holds. */
  readonly found: Case | null;
}

export interface DesignTurn {
  readonly design: string;
  /** The words that claim it; a claim in other words is asked about anew. */
  readonly said: string;
  readonly told: Told;
  readonly answer: string;
  readonly isAnswered: boolean;
}

export type DesignTurns = readonly DesignTurn[];

export const noTurns: DesignTurns = [];

export function turnOf(turns: DesignTurns, design: string, said: string): DesignTurn | null {
  return turns.find((turn) => turn.design === design && turn.said === said) ?? null;
}

/** One turn for each design: the last one. */
export function withTurn(turns: DesignTurns, turn: DesignTurn): DesignTurns {
  return [...turns.filter(({ design }) => design !== turn.design), turn];
}

/** Null when what was stored is no list; turns that do not fit any more are left out. */
export function readDesignTurns(stored: unknown): DesignTurns | null {
  return Array.isArray(stored) ? stored.flatMap(readTurn) : null;
}

function readTurn(stored: unknown): DesignTurn[] {
  if (typeof stored !== "object" || stored === null) return [];
  const { design, said, told, answer, isAnswered } = stored as Record<keyof DesignTurn, unknown>;
  const kept = readTold(told);
  if (typeof design !== "string" || typeof said !== "string" || kept === null) return [];
  if (typeof answer !== "string" || typeof isAnswered !== "boolean") return [];
  return [{ design, said, told: kept, answer, isAnswered }];
}

function readTold(stored: unknown): Told | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { story, title, summary, measure, found } = stored as Record<keyof Told, unknown>;
  if (typeof story !== "string" || typeof title !== "string") return null;
  if (typeof summary !== "string" || typeof measure !== "string") return null;
  const kept = found === null ? null : readCase(found);
  return found !== null && kept === null ? null : { story, title, summary, measure, found: kept };
}
