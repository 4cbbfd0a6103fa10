// Finds the smallest schedule that breaks an invariant, runs it again in a fresh process, and tells it step by step.
import type { Broken } from "../../content/schema/invariants/judgement.ts";
import type { History } from "../contract/history.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { Counterexample } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { Run } from "../exploration/run.ts";
import { type Failure, shrink } from "../exploration/shrink.ts";
import { type Reproduction, writeToken } from "../exploration/token.ts";
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
  failing: { readonly schedule: Schedule; readonly run: Run; readonly broken: Broken },
  parts: CounterexampleParts,
): Promise<ConfirmedCounterexample | null> {
  const { invariant, judge, play, confirm, about } = parts;
  const attempt = async (schedule: Schedule): Promise<Failure | null> => {
    const run = await play(schedule);
    const judgement = judge(run)[invariant];
    if (judgement.state !== "broken" || run.isInfeasible) return null;
    return { schedule, run, seq: judgement.seq };
  };
  const { schedule } = await shrink({ ...failing, seq: failing.broken.seq }, attempt);
  const run = await confirm(schedule);
  const judgement = judge(run)[invariant];
  if (judgement.state !== "broken") return null;
  const token = writeToken({ ...about, invariant, schedule });
  const { history } = run;
  return {
    counterexample: { token, steps: stepsOf(history, lastTold(schedule, judgement)), seq: judgement.seq },
    ...{ broken: judgement, history, schedule },
  };
}

/** What never happens shows only at the end; everything else at its own entry. */
export const lastTold = ({ end }: Schedule, { seq }: Broken): number =>
  end === "stop" ? seq : Number.POSITIVE_INFINITY;
