// Decides whether a learner's goal is reached, from what their own session's history shows.
import { statusOf } from "./answers.ts";
import { invariants } from "./invariants/all.ts";
import type { JudgedWorld } from "./invariants/judgement.ts";
import type { Goal } from "./lesson.ts";
import type { ObservedHistory } from "./observation.ts";

export type GoalState =
  | { readonly state: "open" }
  | { readonly state: "met"; readonly summary: string; readonly seq: number | null }
  /** Something to hold has been broken: not yet, and this is where it shows. */
  | { readonly state: "failed"; readonly summary: string; readonly seq: number };

const open: GoalState = { state: "open" };

/** Pure over the history: no click can reach a goal, and the same history always gives the same state. */
export function judgeGoal(goal: Goal, observed: ObservedHistory, world: JudgedWorld): GoalState {
  const judgement = invariants[goal.invariant].judge(observed, world);
  if (judgement.state === "not-checked") return open;
  const { summary } = judgement;
  if (goal.want === "broken") {
    const counts = judgement.state === "broken" && (judgement.byEffect || !goal.byEffect);
    return counts ? { state: "met", summary, seq: judgement.seq } : open;
  }
  if (judgement.state === "broken") return { state: "failed", summary, seq: judgement.seq };
  return hasFaced(observed, goal) ? { state: "met", summary, seq: null } : open;
}

function hasFaced({ attempts }: ObservedHistory, goal: Goal) {
  const faced = new Set(
    attempts.filter((attempt) => statusOf(attempt) !== null).map(({ started }) => started.attack),
  );
  return goal.against.every((attack) => faced.has(attack));
}
