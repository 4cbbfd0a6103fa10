// Break it: by requests from the workbench, by a script or by a schedule; and whether it counts.
import { type ReactNode, Suspense, useState } from "react";
import type { Attack, AttackReport } from "../../../server/contract/labs.ts";
import { judgeAttack } from "../../api/labs.ts";
import { Button } from "../../components/button.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { GoalList } from "./goal-list.tsx";
import { milestoneKey } from "./lab-milestones.ts";
import { ReportView } from "./report-view.tsx";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";
import { useJudging } from "./use-judging.ts";
import { RequestAttack, ScheduleAttack, ScriptAttack } from "./ways.ts";

export function BreakStage(props: StageProps & { onGoOn(): void }) {
  const { lab, milestones, kept, onGoOn } = props;
  const [way, setWay] = useState<Way>("requests");
  const { state, judge } = useJudging(
    (attack, signal) => judgeAttack(lab.id, { attack }, signal),
    (report: AttackReport, attack: Attack) => {
      if (!report.counts) return;
      kept.keep(attack);
      for (const goal of report.goals) milestones.save(milestoneKey.goal(lab.id, goal));
    },
  );
  const attacks: Record<Way, ReactNode> = {
    requests: <RequestAttack {...props} judge={judge} isJudging={state.phase === "judging"} />,
    script: (
      <ScriptAttack
        draftKey={`lab/${lab.id}/script`}
        label="Your attack"
        judge={judge}
        isJudging={state.phase === "judging"}
      />
    ),
    schedule: <ScheduleAttack {...props} judge={judge} isJudging={state.phase === "judging"} />,
  };
  return (
    <div className={styles.stage}>
      <GoalList lab={lab} milestones={milestones} />
      <div className={styles.way}>
        <Segmented label="Attack by" options={ways} value={way} onChange={setWay} />
        <p>{wayWords[way]}</p>
      </div>
      <Suspense fallback={<Skeleton label="The tools are loading" lines={8} />}>{attacks[way]}</Suspense>
      <ReportView state={state}>
        <Button variant="primary" onClick={onGoOn}>
          Repair it
        </Button>
      </ReportView>
    </div>
  );
}

type Way = "requests" | "script" | "schedule";

const ways: readonly { value: Way; label: string }[] = [
  { value: "requests", label: "Requests" },
  { value: "script", label: "Script" },
  { value: "schedule", label: "Schedule" },
];

const wayWords: Readonly<Record<Way, string>> = {
  requests:
    "Run the receiver and send it what you like: from the list, from the composer, or with curl to its live address.",
  script: "Write what the attacker does. The script runs in a sandbox of its own, with virtual time.",
  schedule: "Decide step by step whose call the shop carries out next, and what goes wrong.",
};
