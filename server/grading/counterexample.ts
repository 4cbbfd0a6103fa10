// Finds the smallest schedule that breaks an invariant, runs it again in a fresh process, and tells it step by step.
import type { Broken } from "../../content/schema/invariants/judgement.ts";
import type { History } from "../contract/history.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { Counterexample } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { Run } from "../exploration/run.ts";
import { type Failure, shrink } from "../exploration/shrink.ts";
import { type Reproduction, writeToken } from "../exploration/token.ts";
import { type Break, breakIn, lastTold, standsFor } from "./break.ts";
import type { JudgeRun } from "./judging.ts";
import { stepsOf } from "./steps.ts";

export interface ConfirmedCounterexample {
  readonly counterexample: Counterexample;
  readonly broken: Broken;
  readonly history: History;
  readonly schedule: Schedule;
}

export interface CounterexampleParts {
  readonly invariant: InvariantId;
  readonly judge: JudgeRun;
  /** Plays a schedule quickly. */
  play(schedule: Schedule): Promise<Run>;
  /** Plays it in a process of its own that is really killed. */
  confirm(schedule: Schedule): Promise<Run>;
  readonly about: Omit<Reproduction, "invariant" | "schedule">;
}

/** Null when the smallest schedule does not fail again in a fresh process. */
export async function findCounterexample(
  failing: { readonly schedule: Schedule; readonly run: Run },
  parts: CounterexampleParts,
): Promise<ConfirmedCounterexample | null> {
  const { invariant, judge, play, confirm, about } = parts;
  const found = breakIn(failing.run, invariant, judge);
  if (found === null) return null;
  const failureOf = (schedule: Schedule, run: Run, one: Break): Failure => ({
    ...{ schedule, run },
    seq: one.shownSeq,
  });
  const attempt = async (schedule: Schedule): Promise<Failure | null> => {
    const run = await play(schedule);
    const smaller = run.isInfeasible ? null : breakIn(run, invariant, judge);
    return smaller !== null && standsFor(smaller, schedule, found) ? failureOf(schedule, run, smaller) : null;
  };
  const { schedule } = await shrink(failureOf(failing.schedule, failing.run, found), attempt);
  const confirmed = breakIn(await confirm(schedule), invariant, judge);
  if (confirmed === null) return null;
  const token = writeToken({ ...about, invariant, schedule });
  const { history, broken } = confirmed;
  return {
    counterexample: { token, steps: stepsOf(history, lastTold(confirmed)), seq: broken.seq },
    ...{ broken, history, schedule },
  };
}
