// An attack by a schedule made by hand, kept like everything that was made.
import { useCallback } from "react";
import type { Attack } from "../../../server/contract/labs.ts";
import type { Action } from "../../../server/contract/schedule.ts";
import { playSchedule } from "../../api/labs.ts";
import { useDraft } from "../../api/use-draft.ts";
import { Button } from "../../components/button.tsx";
import { Scheduler } from "../../scheduler/scheduler.tsx";
import type { StageProps } from "./stage-props.ts";

interface ScheduleAttackProps extends StageProps {
  judge(attack: Attack): void;
  readonly isJudging: boolean;
}

export default function ScheduleAttack({ lab, judge, isJudging }: ScheduleAttackProps) {
  const draft = useDraft<Action[]>(`lab/${lab.id}/schedule`, noActions, readActions);
  const { value: actions, setValue: setActions } = draft;
  const play = useCallback(
    (all: readonly Action[], signal: AbortSignal) => playSchedule(lab.id, { actions: [...all] }, signal),
    [lab.id],
  );
  return (
    <Scheduler actions={actions} onChange={setActions} play={play}>
      <Button
        size="sm"
        variant="primary"
        busy={isJudging}
        disabled={actions.length === 0}
        onClick={() => judge({ by: "schedule", actions })}
      >
        Judge this schedule
      </Button>
    </Scheduler>
  );
}

const noActions: Action[] = [];

/** The server checks each step whenever it is played. */
function readActions(stored: unknown): Action[] | null {
  return Array.isArray(stored) && stored.every((one) => typeof one?.do === "string")
    ? (stored as Action[])
    : null;
}
