// A workbench in the lesson, with goals that tick themselves when the learner's own history shows them.
import { lazy, Suspense, useCallback, useState } from "react";
import { textOfCode } from "../../../../content/schema/code.ts";
import type { GoalState } from "../../../../content/schema/goals.ts";
import { judgeGoal } from "../../../../content/schema/goals.ts";
import { observe } from "../../../../content/schema/observation.ts";
import type { History } from "../../../../server/contract/history.ts";
import { Button } from "../../../components/button.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./bench.module.css";
import { GoalList } from "./goal-list.tsx";

const Workbench = lazy(() =>
  import("../../../workbench/workbench.tsx").then(({ Workbench: one }) => ({ default: one })),
);

export function Bench({ id }: { id: string }) {
  const { lesson, code, world, milestones } = useLesson();
  const { handler, goals, suggestions } = pick(lesson.benches, id);
  const [isOpen, setOpen] = useState(false);
  const [states, setStates] = useState<Readonly<Record<string, GoalState>>>({});
  const { save, reached } = milestones;

  const judge = useCallback(
    (history: History) => {
      const observed = observe(history);
      const judged = goals.map((goal) => [goal.id, judgeGoal(goal, observed, world)] as const);
      setStates(Object.fromEntries(judged));
      for (const [goal, { state }] of judged) {
        const key = milestoneKey.goal(lesson.id, id, goal);
        if (state === "met" && !reached(key)) save(key);
      }
    },
    [goals, world, lesson.id, id, save, reached],
  );

  return (
    <div className={styles.bench} data-wide="">
      <GoalList bench={id} goals={goals} states={states} />
      {isOpen ? (
        <Suspense fallback={<Skeleton label="The workbench is loading" lines={12} />}>
          <Workbench
            compact
            draftKey={`lesson/${lesson.id}/${id}`}
            starter={{
              files: { "handler.ts": `${textOfCode(pick(code, handler))}\n` },
              label: pick(lesson.handlers, handler).label,
            }}
            scheme={lesson.scheme}
            secrets={lesson.secrets}
            scenario={lesson.scenario}
            onHistory={judge}
            suggestedActions={suggestions}
          />
        </Suspense>
      ) : (
        <div>
          <Button variant="primary" onClick={() => setOpen(true)}>
            Open the workbench
          </Button>
        </div>
      )}
    </div>
  );
}
