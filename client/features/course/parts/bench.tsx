// A workbench in the lesson, with goals that tick themselves when the learner's own history shows them.
import { lazy, Suspense, useState } from "react";
import type { GoalState } from "../../../../content/schema/goals.ts";
import { Button } from "../../../components/button.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./bench.module.css";
import { GoalList } from "./goal-list.tsx";

const JudgingWorkbench = lazy(() =>
  import("./judging-workbench.tsx").then(({ JudgingWorkbench: one }) => ({ default: one })),
);

export function Bench({ id }: { id: string }) {
  const { lesson } = useLesson();
  const [isOpen, setOpen] = useState(false);
  const [states, setStates] = useState<Readonly<Record<string, GoalState>>>({});

  return (
    <div className={styles.bench} data-wide="">
      <GoalList bench={id} goals={pick(lesson.benches, id).goals} states={states} />
      {isOpen ? (
        <Suspense fallback={<Skeleton label="The workbench is loading" lines={12} />}>
          <JudgingWorkbench id={id} onJudged={setStates} />
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
