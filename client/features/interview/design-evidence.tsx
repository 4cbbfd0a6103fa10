// The run that the interviewer speaks of, played once more: its steps beside the code, and the timeline below.
import { useEffect, useMemo, useState } from "react";
import type { DesignView } from "../../../server/contract/designs.ts";
import { Callout } from "../../components/callout.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { CodeEditor } from "../../editor/code-editor.tsx";
import { createEditorStore, type EditorStore } from "../../editor/store.ts";
import { useObservable } from "../../editor/use-observable.ts";
import type { Case } from "../../prover/case.ts";
import { liveProofApi } from "../../prover/live-proof-api.ts";
import { retryWords } from "../../prover/news.ts";
import { Prover } from "../../prover/prover.ts";
import { againScene } from "../../prover/prover-state.ts";
import type { Scene } from "../../prover/scene.ts";
import { StepList, stepInWords } from "../../prover/step-list.tsx";
import { Timeline } from "../../timeline/timeline.tsx";
import styles from "./design-evidence.module.css";

interface DesignEvidenceProps {
  design: DesignView;
  found: Case;
  onClose: () => void;
}

export default function DesignEvidence({ design, found, onClose }: DesignEvidenceProps) {
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={design.title}
      description={found.sentence}
      width={1280}
    >
      <Played design={design} found={found} />
    </Dialog>
  );
}

function Played({ design, found }: Omit<DesignEvidenceProps, "onClose">) {
  const { editor, prover } = usePlayedAgain(design, found);
  const state = useObservable(prover);
  const scene = againScene(state);
  const retry = state.retries[found.token];
  if (retry?.phase === "failed" || retry?.phase === "no-start") {
    const message = retry.phase === "failed" ? retry.message : retry.problem.message;
    return (
      <Callout tone="crash" title="The run could not be played" role="alert">
        <p>{message} Close this, and open it again.</p>
      </Callout>
    );
  }
  return (
    <div className={styles.evidence}>
      <div className={styles.told}>
        {scene?.steps && (
          <StepList
            scene={{ ...scene, steps: scene.steps }}
            seq={state.seq}
            onStep={(seq) => prover.step(seq)}
          />
        )}
        {(retry === undefined || retry.phase === "running") && (
          <Skeleton label="This one schedule is played again" lines={6} />
        )}
        {retry?.phase === "done" && retry.outcome !== "broken" && (
          <Callout tone="time" role="status" title="The design has changed since then">
            <p>Now {retryWords[retry.outcome]} Answer the question anew to hear what is true of it today.</p>
          </Callout>
        )}
      </div>
      <div className={styles.code}>
        <CodeEditor store={editor} label={`The design: ${design.title}`} readOnly />
      </div>
      {scene === null ? null : <Picture scene={scene} seq={state.seq} onSelect={(seq) => prover.step(seq)} />}
    </div>
  );
}

/** The same schedule on the same code shows the same; it is played when it is looked at, so that nothing has to be kept. */
function usePlayedAgain(design: DesignView, found: Case): { editor: EditorStore; prover: Prover } {
  const [played] = useState(() => {
    const { files, scheme, scenario } = design;
    const editor = createEditorStore(files);
    return { editor, prover: new Prover({ editor, scheme, scenario, api: liveProofApi }) };
  });
  useEffect(() => {
    const { prover } = played;
    const unsubscribe = prover.subscribe(() => prover.mark());
    prover.choose(found);
    void prover.again(found);
    return () => {
      unsubscribe();
      prover.close();
    };
  }, [played, found]);
  return played;
}

function Picture({
  scene,
  seq,
  onSelect,
}: {
  scene: Scene;
  seq: number | null;
  onSelect: (seq: number) => void;
}) {
  const steps = useMemo(
    () => scene.steps?.map((step) => ({ seq: step.seq, what: stepInWords(step) })),
    [scene.steps],
  );
  return (
    <Timeline
      className={styles.picture}
      entries={scene.history}
      steps={steps}
      selection={seq}
      onSelect={onSelect}
    />
  );
}
