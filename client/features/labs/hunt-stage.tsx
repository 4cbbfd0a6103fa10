// The inverted mode: receivers whose code is hidden, and one attack that has to tell the wrong ones from the right ones.
import { Suspense, useState } from "react";
import type { HuntReport } from "../../../server/contract/labs.ts";
import { judgeHunt } from "../../api/labs.ts";
import { Callout } from "../../components/callout.tsx";
import { Glyph } from "../../components/glyph.tsx";
import { HintLadder } from "../../components/hint-ladder.tsx";
import { Prose } from "../../components/prose.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { ErrorState } from "../../components/states.tsx";
import { milestoneKey } from "./lab-milestones.ts";
import type { ShownLab } from "./lab-source.ts";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";
import { type Judging, useJudging } from "./use-judging.ts";
import { ScheduleAttack, ScriptAttack } from "./ways.ts";

interface HuntStageProps extends StageProps {
  hunt: NonNullable<ShownLab["hunt"]>;
}

export function HuntStage(props: HuntStageProps) {
  const { lab, hunt, milestones } = props;
  const [way, setWay] = useState<"script" | "schedule">("script");
  const isWon = milestones.reached(milestoneKey.hunted(lab.id));
  const { state, judge } = useJudging(
    (attack, signal) => judgeHunt(lab.id, { attack }, signal),
    (report: HuntReport) => report.counts && milestones.save(milestoneKey.hunted(lab.id)),
  );
  const isJudging = state.phase === "judging";
  return (
    <div className={styles.stage}>
      <div className={styles.task}>
        <p>
          <Prose>{hunt.task}</Prose>
        </p>
        <HintLadder hints={hunt.hints} showAll={isWon} />
      </div>
      <Suspects lab={lab} state={state} isWon={isWon} />
      <div className={styles.way}>
        <Segmented label="Attack by" options={ways} value={way} onChange={setWay} />
        <p>One attack, played on every one of them.</p>
      </div>
      <Suspense fallback={<Skeleton label="The tools are loading" lines={8} />}>
        {way === "script" ? (
          <ScriptAttack
            draftKey={`lab/${lab.id}/hunt`}
            label="Your hunt"
            judge={judge}
            isJudging={isJudging}
          />
        ) : (
          <ScheduleAttack {...props} judge={judge} isJudging={isJudging} />
        )}
      </Suspense>
    </div>
  );
}

const ways = [
  { value: "script", label: "Script" },
  { value: "schedule", label: "Schedule" },
] as const;

interface SuspectsProps {
  lab: ShownLab;
  state: Judging<HuntReport>;
  isWon: boolean;
}

function Suspects({ lab, state, isWon }: SuspectsProps) {
  const report = state.phase === "judged" ? state.report : null;
  const defects = Object.entries(lab.handlers).filter(([, { role }]) => role === "defect");
  return (
    <section className={styles.report} aria-label="The receivers" aria-live="polite">
      <ul className={styles.suspects}>
        {defects.map(([id, { label, about }], index) => {
          const isCaught = report?.caught[index];
          return (
            <li key={id} data-caught={isCaught}>
              <Glyph tone={isCaught === true ? "hostile" : "neutral"} />
              <strong>{isWon ? label : `Receiver ${index + 1}`}</strong>
              <span>{isCaught === undefined ? "hidden" : isCaught ? "caught" : "gets by"}</span>
              {isWon ? <p>{about}</p> : null}
            </li>
          );
        })}
        {lab.solutions.map(({ handler }, index) => (
          <li key={handler}>
            <Glyph tone={report?.wronged.includes(handler) ? "crash" : "effect"} />
            <strong>Right receiver {index + 1}</strong>
            <span>{report === null ? "" : report.wronged.includes(handler) ? "wronged" : "bears it"}</span>
          </li>
        ))}
      </ul>
      {state.phase === "failed" ? <ErrorState what={state.what} todo={state.todo} /> : null}
      {report === null ? null : (
        <Callout
          tone={report.counts ? "effect" : "time"}
          title={report.counts ? "Caught them all" : "Not yet"}
        >
          <p>{report.message}</p>
          {report.refusals.map((refusal) => (
            <pre key={refusal} className={styles.refusal}>
              {refusal}
            </pre>
          ))}
        </Callout>
      )}
    </section>
  );
}
