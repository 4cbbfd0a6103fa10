// An attack by a schedule made by hand: what begins, whose call the shop carries out next, and what goes wrong.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Attack, PlayedSchedule } from "../../../server/contract/labs.ts";
import type { Action } from "../../../server/contract/schedule.ts";
import { playSchedule } from "../../api/labs.ts";
import { describeError } from "../../api/queries.ts";
import { useDraft } from "../../api/use-draft.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { ErrorState } from "../../components/states.tsx";
import { Timeline } from "../../timeline/timeline.tsx";
import { Moves } from "./schedule-moves.tsx";
import { describeAction } from "./schedule-words.ts";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";

interface ScheduleAttackProps extends StageProps {
  judge(attack: Attack): void;
  readonly isJudging: boolean;
}

export default function ScheduleAttack({ lab, judge, isJudging }: ScheduleAttackProps) {
  const { value: actions, setValue: setActions } = useDraft<Action[]>(
    `lab/${lab.id}/schedule`,
    noActions,
    readActions,
  );
  const played = usePlayed(lab.id, actions);
  const add = (action: Action) => setActions([...actions, action]);
  return (
    <div className={styles.schedule}>
      <div className={styles.made}>
        <ol className={styles.steps} aria-label="The schedule so far">
          {actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step of a schedule is known by its place
            <li key={index}>{describeAction(action)}</li>
          ))}
        </ol>
        {actions.length === 0 ? <p className={styles.none}>Begin with an event.</p> : null}
        <div className={styles.actions}>
          <Button size="sm" disabled={actions.length === 0} onClick={() => setActions(actions.slice(0, -1))}>
            Take the last step back
          </Button>
          <Button size="sm" disabled={actions.length === 0} onClick={() => setActions([])}>
            Start over
          </Button>
          <Button
            size="sm"
            variant="primary"
            busy={isJudging}
            disabled={actions.length === 0}
            onClick={() => judge({ by: "schedule", actions })}
          >
            Judge this schedule
          </Button>
        </div>
      </div>
      <Moves played={played.schedule} onMove={add} />
      <div className={styles.shown}>
        {played.fault === null ? null : <ErrorState {...played.fault} />}
        {played.schedule === null ? null : <Shown played={played.schedule} />}
      </div>
    </div>
  );
}

function Shown({ played }: { played: PlayedSchedule }) {
  const { entries, broken, isInfeasible, problem } = played;
  const last = entries.at(-1)?.seq ?? null;
  const [chosen, setChosen] = useState({ entries, seq: last });
  if (chosen.entries !== entries) setChosen({ entries, seq: last });
  return (
    <>
      {problem === undefined ? null : (
        <Callout tone="hostile" title="The receiver does not start">
          {problem.message}
        </Callout>
      )}
      {isInfeasible ? (
        <Callout tone="time" title="The last step cannot be played">
          Nobody makes that call, or there is nothing of the kind any more. Take it back.
        </Callout>
      ) : null}
      {broken.map(({ id, summary }) => (
        <Callout key={id} tone="hostile" title="Broken so far">
          {summary}
        </Callout>
      ))}
      <Timeline
        entries={entries}
        selection={chosen.seq}
        onSelect={(seq) => setChosen({ entries, seq })}
        empty="Add a step."
      />
    </>
  );
}

interface Played {
  /** The last one stays in sight until the next one is there. */
  readonly schedule: PlayedSchedule | null;
  readonly fault: { what: string; todo: string } | null;
}

/** The whole schedule is played anew after each change: it takes some hundredths of a second. */
function usePlayed(labId: string, actions: readonly Action[]): Played {
  const [played, setPlayed] = useState<Played>({ schedule: null, fault: null });
  const key = useMemo(() => JSON.stringify(actions), [actions]);
  const wanted = useRef(key);
  const play = useCallback(
    (signal: AbortSignal) =>
      playSchedule(labId, { actions: JSON.parse(key) as Action[] }, signal).then(
        (schedule) => wanted.current === key && setPlayed({ schedule, fault: null }),
        (error: unknown) =>
          signal.aborted || setPlayed(({ schedule }) => ({ schedule, fault: describeError(error) })),
      ),
    [labId, key],
  );
  useEffect(() => {
    wanted.current = key;
    const abort = new AbortController();
    void play(abort.signal);
    return () => abort.abort();
  }, [key, play]);
  return played;
}

const noActions: Action[] = [];

/** The server checks each step whenever it is played. */
function readActions(stored: unknown): Action[] | null {
  return Array.isArray(stored) && stored.every((one) => typeof one?.do === "string")
    ? (stored as Action[])
    : null;
}
