// A schedule made by hand: what was done so far, whose call could come next, what can go wrong, and what came of it.
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { PlayedSchedule } from "../../server/contract/labs.ts";
import type { Action } from "../../server/contract/schedule.ts";
import { describeError } from "../api/queries.ts";
import { Button } from "../components/button.tsx";
import { Callout } from "../components/callout.tsx";
import { ErrorState } from "../components/states.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { Moves } from "./moves.tsx";
import styles from "./scheduler.module.css";
import { describeAction } from "./words.ts";

export interface SchedulerProps {
  readonly actions: readonly Action[];
  /** So many of them were given, and cannot be taken back. */
  readonly given?: number;
  /** Only calls can be chosen: nothing else begins, and nothing goes wrong. */
  readonly onlyCalls?: boolean;
  onChange(actions: Action[]): void;
  /** Asks the server; must stay the same function. */
  play(actions: readonly Action[], signal: AbortSignal): Promise<PlayedSchedule>;
  onPlayed?(played: PlayedSchedule): void;
  /** Beside the buttons that take steps back. */
  readonly children?: ReactNode;
}

export function Scheduler(props: SchedulerProps) {
  const { actions, given = 0, onlyCalls = false, onChange, play, onPlayed, children } = props;
  const { schedule, fault } = usePlayed(actions, play, onPlayed);
  const hasOwn = actions.length > given;
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
          <Button size="sm" disabled={!hasOwn} onClick={() => onChange(actions.slice(0, -1))}>
            Take the last step back
          </Button>
          <Button size="sm" disabled={!hasOwn} onClick={() => onChange(actions.slice(0, given))}>
            Start over
          </Button>
          {children}
        </div>
      </div>
      <Moves played={schedule} onlyCalls={onlyCalls} onMove={(action) => onChange([...actions, action])} />
      <div className={styles.shown}>
        {fault === null ? null : <ErrorState {...fault} />}
        {schedule === null ? null : <Shown played={schedule} />}
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
function usePlayed(
  actions: readonly Action[],
  play: SchedulerProps["play"],
  onPlayed: SchedulerProps["onPlayed"],
): Played {
  const [played, setPlayed] = useState<Played>({ schedule: null, fault: null });
  const key = useMemo(() => JSON.stringify(actions), [actions]);
  const tell = useRef(onPlayed);
  tell.current = onPlayed;
  useEffect(() => {
    const abort = new AbortController();
    play(JSON.parse(key) as Action[], abort.signal).then(
      (schedule) => {
        if (abort.signal.aborted) return;
        setPlayed({ schedule, fault: null });
        tell.current?.(schedule);
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setPlayed(({ schedule }) => ({ schedule, fault: describeError(error) }));
      },
    );
    return () => abort.abort();
  }, [key, play]);
  return played;
}
