// A lesson's workbench and what judges its goals: loaded together, when it is opened.
import { useCallback } from "react";
import { textOfCode } from "../../../../content/schema/code.ts";
import { type GoalState, judgeGoal } from "../../../../content/schema/goals.ts";
import { observe } from "../../../../content/schema/observation.ts";
import type { History } from "../../../../server/contract/history.ts";
import { Workbench } from "../../../workbench/workbench.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";

interface JudgingWorkbenchProps {
  /** The bench's id in the lesson. */
  id: string;
  /** Hears where each goal stands, by its id. */
  onJudged: (states: Readonly<Record<string, GoalState>>) => void;
}

export function JudgingWorkbench({ id, onJudged }: JudgingWorkbenchProps) {
  const { lesson, code, world, milestones } = useLesson();
  const { handler, goals, suggestions } = pick(lesson.benches, id);
  const { save, reached } = milestones;

  const judge = useCallback(
    (history: History) => {
      const observed = observe(history);
      const judged = goals.map((goal) => [goal.id, judgeGoal(goal, observed, world)] as const);
      onJudged(Object.fromEntries(judged));
      for (const [goal, { state }] of judged) {
        const key = milestoneKey.goal(lesson.id, id, goal);
        if (state === "met" && !reached(key)) save(key);
      }
    },
    [goals, world, lesson.id, id, save, reached, onJudged],
  );

  return (
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
  );
}
