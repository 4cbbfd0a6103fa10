// What came of playing a schedule, and who decides where a schedule does not say.
import type { History } from "../contract/history.ts";
import type { Action } from "../contract/schedule.ts";
import type { EnabledCall } from "./actors.ts";

/** A point at which one of several calls could go first. */
export interface Choice {
  /** Where the chosen call stands in `Run.executed`. */
  readonly position: number;
  readonly enabled: readonly EnabledCall[];
  readonly chosen: number;
}

export interface Run {
  /** Everything that was done, the choices that nobody had made beforehand included: played again, it gives the same. */
  readonly executed: readonly Action[];
  /** How long the history was when each of them began. */
  readonly begunAt: readonly number[];
  readonly choices: readonly Choice[];
  /** Calls that nobody has chosen yet, when it ended before everything had come to rest. */
  readonly waiting: readonly EnabledCall[];
  readonly history: History;
  /** What must not be told by the receiver. */
  readonly secrets: readonly string[];
  /** The schedule asked for something that could not be done, such as a call that never came. */
  readonly isInfeasible: boolean;
  /** The policy saw that another schedule shows the same. */
  readonly isPruned: boolean;
  /** Cut off, because it went on for too long or wrote too much: what would have come is not known. */
  readonly isCut: boolean;
}

/** Whose call goes first where the schedule does not say; null gives the run up. */
export type Policy = (enabled: readonly EnabledCall[], last: number | null) => number | null;

/** One actor after the other: the one that was last goes on, else the oldest. */
export const oneAfterTheOther: Policy = (enabled, last) =>
  enabled.find(({ actor }) => actor === last)?.actor ?? enabled[0]?.actor ?? null;
