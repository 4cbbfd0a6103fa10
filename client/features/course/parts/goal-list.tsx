// The goals of a workbench: open, reached, or broken again, each with what shows it and a ladder of hints.
import type { GoalState } from "../../../../content/schema/goals.ts";
import type { Goal } from "../../../../content/schema/lesson.ts";
import { HintLadder } from "../../../components/hint-ladder.tsx";
import { Tick } from "../../../components/tick.tsx";
import { milestoneKey } from "../completion.ts";
import { useLesson } from "../lesson-context.ts";
import styles from "./goal-list.module.css";

interface GoalListProps {
  bench: string;
  goals: readonly Goal[];
  states: Readonly<Record<string, GoalState>>;
}

export function GoalList({ bench, goals, states }: GoalListProps) {
  const { lesson, milestones } = useLesson();
  const isReached = (goal: Goal) => milestones.reached(milestoneKey.goal(lesson.id, bench, goal.id));
  const met = goals.filter(isReached).length;
  return (
    <div className={styles.list}>
      <p className={styles.count} aria-live="polite">
        {met === goals.length ? "All of it done." : `${met} of ${goals.length} done`}
      </p>
      <ul>
        {goals.map((goal) => (
          <GoalItem
            key={goal.id}
            goal={goal}
            state={states[goal.id] ?? { state: "open" }}
            isReached={isReached(goal)}
          />
        ))}
      </ul>
    </div>
  );
}

interface GoalItemProps {
  goal: Goal;
  /** In the session that runs now. */
  state: GoalState;
  /** Now or in an earlier session. */
  isReached: boolean;
}

function GoalItem({ goal, state, isReached }: GoalItemProps) {
  const shown = state.state === "failed" ? "failed" : isReached ? "met" : "open";
  return (
    <li className={styles.goal} data-state={shown}>
      <span className={styles.mark} aria-hidden="true">
        {shown === "met" ? <Tick /> : shown === "failed" ? "!" : null}
      </span>
      <div>
        <p className={styles.text}>
          {goal.text}
          <span className={styles.word}>{words[shown]}</span>
        </p>
        <p className={styles.evidence} aria-live="polite">
          {state.state === "open" ? null : state.summary}
        </p>
        <HintLadder hints={goal.hints} showAll={isReached} />
      </div>
    </li>
  );
}

const words = { open: "", met: " done", failed: " not yet" } as const;
