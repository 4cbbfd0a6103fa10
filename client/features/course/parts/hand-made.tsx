// A schedule that the reader makes by hand, call by call, until an invariant breaks.
import { useCallback, useMemo, useState } from "react";
import { textOfCode } from "../../../../content/schema/code.ts";
import type { PlayedSchedule } from "../../../../server/contract/labs.ts";
import type { Action } from "../../../../server/contract/schedule.ts";
import { playHandler } from "../../../api/labs.ts";
import { Callout } from "../../../components/callout.tsx";
import { HintLadder } from "../../../components/hint-ladder.tsx";
import { Prose } from "../../../components/prose.tsx";
import { Scheduler } from "../../../scheduler/scheduler.tsx";
import { milestoneKey } from "../completion.ts";
import { pick, useLesson } from "../lesson-context.ts";
import styles from "./hand-made.module.css";

export function HandMade({ id }: { id: string }) {
  const { lesson, code, milestones } = useLesson();
  const { handler, begin, invariant, task, hints, done } = pick(lesson.schedules, id);
  const [own, setOwn] = useState<readonly Action[]>([]);
  const actions = useMemo(() => [...begin, ...own], [begin, own]);
  const key = milestoneKey.schedule(lesson.id, id);
  const isDone = milestones.reached(key);
  const { scenario, scheme, secrets } = lesson;
  const text = `${textOfCode(pick(code, handler))}\n`;
  const play = useCallback(
    (all: readonly Action[], signal: AbortSignal) => {
      const submission = { files: { "handler.ts": text } };
      return playHandler({ actions: [...all], submission, scenario, scheme, secrets }, signal);
    },
    [text, scenario, scheme, secrets],
  );
  const onPlayed = ({ broken }: PlayedSchedule) => {
    if (!isDone && broken.some((one) => one.id === invariant)) milestones.save(key);
  };
  return (
    <div className={styles.frame} data-wide="">
      <p className={styles.task}>
        <Prose>{task}</Prose>
      </p>
      <HintLadder hints={hints} showAll={isDone} />
      <Scheduler
        onlyCalls
        actions={actions}
        given={begin.length}
        onChange={(all) => setOwn(all.slice(begin.length))}
        play={play}
        onPlayed={onPlayed}
      />
      <div aria-live="polite">
        {isDone ? (
          <Callout tone="effect" title="That is it">
            <p>
              <Prose>{done}</Prose>
            </p>
          </Callout>
        ) : null}
      </div>
    </div>
  );
}
