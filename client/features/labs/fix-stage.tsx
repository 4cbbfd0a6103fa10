// Repair and prove: the weak receiver to edit, and a proof by one's own attack, by variants of it and by the bound.
import { useCallback, useMemo, useRef, useState } from "react";
import type { Attack } from "../../../server/contract/labs.ts";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import { startFix } from "../../api/labs.ts";
import { followProof, stopProof } from "../../api/proofs.ts";
import { describeError } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { HintLadder } from "../../components/hint-ladder.tsx";
import { Prose } from "../../components/prose.tsx";
import { liveProofApi } from "../../prover/live-proof-api.ts";
import type { ProofApi } from "../../prover/proof-run.ts";
import { Workbench } from "../../workbench/workbench.tsx";
import { milestoneKey } from "./lab-milestones.ts";
import { noStages, ProofStageList, type ProofStages, withStage } from "./proof-stages.tsx";
import type { StageProps } from "./stage-props.ts";
import styles from "./stages.module.css";

interface FixStageProps extends StageProps {
  onGoOn(): void;
  onGoBack(): void;
}

export function FixStage({ lab, files, milestones, kept, onGoOn, onGoBack }: FixStageProps) {
  const [stages, setStages] = useState<ProofStages>(noStages);
  const isFixed = milestones.reached(milestoneKey.fixed(lab.id));
  const { save } = milestones;
  const hear = useCallback(
    (event: ProofEvent | "start") => {
      if (event === "start") return setStages(noStages);
      if (event.type === "stage") setStages((before) => withStage(before, event));
      if (event.type === "verdict" && event.verdict.verdict === "pass") save(milestoneKey.fixed(lab.id));
    },
    [lab.id, save],
  );
  const proofApi = useFixApi(lab.id, kept.attack, hear);
  const starter = useMemo(() => ({ files: files[lab.weak] ?? {}, label: "Your repair" }), [files, lab.weak]);
  return (
    <div className={styles.stage}>
      <div className={styles.task}>
        <p>
          <Prose>{lab.fix.task}</Prose>
        </p>
        <HintLadder hints={lab.fix.hints} showAll={isFixed} />
      </div>
      {kept.attack === null ? (
        <Callout tone="time" title="Break it first">
          <p>The proof begins with your own attack, so it needs one that has broken the weak receiver.</p>
          <div className={styles.wayOn}>
            <Button onClick={onGoBack}>Break it</Button>
          </div>
        </Callout>
      ) : (
        <ProofStageList stages={stages} />
      )}
      {isFixed ? (
        <Callout tone="effect" title="Proved" role="status">
          <p>Your repair holds. See what others do, and what happened in the real world.</p>
          <div className={styles.wayOn}>
            <Button variant="primary" onClick={onGoOn}>
              What it teaches
            </Button>
          </div>
        </Callout>
      ) : null}
      <div className={styles.bench}>
        <Workbench
          compact
          draftKey={fixDraftKey(lab.id)}
          starter={starter}
          scheme={lab.scheme}
          scenario={lab.scenario}
          proofApi={proofApi}
        />
      </div>
    </div>
  );
}

export const fixDraftKey = (labId: string) => `lab/${labId}/fix`;

/** The workbench's own prover, pointed at the proof of this lab's repair. */
function useFixApi(
  labId: string,
  attack: Attack | null,
  hear: (event: ProofEvent | "start") => void,
): ProofApi {
  const latest = useRef({ attack, hear });
  latest.current = { attack, hear };
  return useMemo<ProofApi>(
    () => ({
      async start({ submission, reproduce, ...about }) {
        // A single schedule again, or a twin run, is no proof of the repair.
        if (reproduce !== undefined) return startPlain({ submission, reproduce, ...about });
        const { attack: own } = latest.current;
        if (own === null)
          throw new Error("Break the weak receiver first: the proof begins with your own attack.");
        latest.current.hear("start");
        return startFix(labId, { submission, attack: own }).catch(tell);
      },
      stop: stopProof,
      follow: (proofId, follower) =>
        followProof(proofId, {
          onGone: follower.onGone,
          onEvent(event) {
            latest.current.hear(event);
            if (event.type !== "stage") follower.onEvent(event);
          },
        }),
    }),
    [labId],
  );
}

const { start: startPlain } = liveProofApi;

function tell(error: unknown): never {
  throw new Error(describeError(error).todo);
}
