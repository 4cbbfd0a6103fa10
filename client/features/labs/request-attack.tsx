// An attack by requests: the workbench with the weak receiver, judged as soon as its own session shows a goal.
import { useCallback, useMemo, useRef, useState } from "react";
import { invariants } from "../../../content/schema/invariants/all.ts";
import type { JudgedWorld } from "../../../content/schema/invariants/judgement.ts";
import { observe } from "../../../content/schema/observation.ts";
import type { History } from "../../../server/contract/history.ts";
import type { Attack } from "../../../server/contract/labs.ts";
import { Button } from "../../components/button.tsx";
import { type Files, sameFiles } from "../../editor/store.ts";
import type { SessionView } from "../../workbench/session-store.ts";
import { Workbench } from "../../workbench/workbench.tsx";
import type { ShownGoal } from "./lab-source.ts";
import { sessionAttack } from "./session-attack.ts";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";

interface RequestAttackProps extends StageProps {
  judge(attack: Attack): void;
  readonly isJudging: boolean;
}

export default function RequestAttack({ lab, files, world, judge, isJudging }: RequestAttackProps) {
  const weak = files[lab.weak] ?? {};
  const [attack, setAttack] = useState<Attack | null>(null);
  const judged = useRef(0);
  const starter = useMemo(
    () => ({ files: weak, label: lab.handlers[lab.weak]?.label ?? "The weak receiver" }),
    [weak, lab],
  );
  const onHistory = useCallback(
    (history: History, view: SessionView) => {
      const next = sessionAttack(view);
      setAttack(next);
      const { actions } = next ?? { actions: [] };
      if (actions.length < judged.current) judged.current = 0;
      if (next === null || actions.length === judged.current) return;
      if (!shows(lab.goals, history, view, weak, world)) return;
      judged.current = actions.length;
      judge(next);
    },
    [judge, lab.goals, weak, world],
  );
  return (
    <div className={styles.bench}>
      <Workbench
        compact
        draftKey={`lab/${lab.id}/break`}
        starter={starter}
        scheme={lab.scheme}
        scenario={lab.scenario}
        secrets={lab.secrets}
        onHistory={onHistory}
      />
      <div className={styles.actions}>
        <Button busy={isJudging} disabled={attack === null} onClick={() => attack && judge(attack)}>
          Judge what I did
        </Button>
        <p>
          What you have done since Run is played again, from the start, on the receiver as it was given to
          you. A session that breaks a goal is judged by itself.
        </p>
      </div>
    </div>
  );
}

/** Whether the session shows a goal already; on code that was changed it would say nothing about the weak receiver. */
function shows(
  goals: readonly ShownGoal[],
  history: History,
  { files, run }: SessionView,
  weak: Files,
  world: JudgedWorld,
): boolean {
  if (files === null || !sameFiles(files, weak)) return false;
  const secrets = run.phase === "running" ? [run.live.secret] : [];
  const observed = observe(history);
  return goals.some(({ invariant, also, byEffect }) =>
    [invariant, ...also].some((id) => {
      const judgement = invariants[id].judge(observed, { ...world, secrets });
      return judgement.state === "broken" && (judgement.byEffect || !byEffect);
    }),
  );
}
