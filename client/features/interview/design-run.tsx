// Proves the receiver that is built as an answer claims: how far it is, how to stop it, and what went wrong with the run itself.
import { useEffect, useRef, useState } from "react";
import type { DesignView } from "../../../server/contract/designs.ts";
import { describeError, useDesign } from "../../api/queries.ts";
import { Button } from "../../components/button.tsx";
import { Callout } from "../../components/callout.tsx";
import { LiveRegion } from "../../components/live-region.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { createEditorStore } from "../../editor/store.ts";
import { liveProofApi } from "../../prover/live-proof-api.ts";
import { progressInWords } from "../../prover/news.ts";
import { Prover } from "../../prover/prover.ts";
import { nothingProved, type ProverState } from "../../prover/prover-state.ts";
import { familyIds, familyWords } from "../../prover/words.ts";
import styles from "./claimed-design.module.css";
import { tellRun } from "./design-story.ts";
import type { Told } from "./design-turns.ts";

interface DesignRunProps {
  designId: string;
  onStop: () => void;
  onTold: (told: Told) => void;
}

export default function DesignRun({ designId, ...rest }: DesignRunProps) {
  const design = useDesign(designId);
  if (design.isPending) return <Skeleton label="The receiver is loading" lines={2} />;
  if (design.isError) {
    const { what, todo } = describeError(design.error);
    return <Failure title={what} message={todo} onAgain={() => void design.refetch()} />;
  }
  return <Proof design={design.data} {...rest} />;
}

function Proof({ design, onStop, onTold }: Omit<DesignRunProps, "designId"> & { design: DesignView }) {
  const [round, setRound] = useState(0);
  const { state, stop } = useProof(design, round);
  const { search, histories } = state;
  const tell = useRef(onTold);
  tell.current = onTold;
  const verdict = search.phase === "finished" ? search.verdict : null;
  useEffect(() => {
    if (verdict !== null && verdict.error === undefined) tell.current(tellRun(design, verdict, histories));
  }, [design, verdict, histories]);

  const failure = failureOf(state);
  if (failure !== null) {
    return (
      <Failure title="The design could not be run" message={failure} onAgain={() => setRound(round + 1)} />
    );
  }
  return (
    <div className={styles.run}>
      <LiveRegion message={state.news} />
      <p className={styles.family}>
        {search.phase === "running" ? familyWords[search.family] : "Getting ready"}
      </p>
      <p className={styles.counts}>{progressInWords(search)}</p>
      <progress
        className={styles.progress}
        max={familyIds.length}
        value={search.phase === "running" ? familyIds.indexOf(search.family) : 0}
        aria-label="Families of schedules searched"
      />
      <Button
        autoFocus
        onClick={() => {
          stop();
          onStop();
        }}
      >
        Stop
      </Button>
    </div>
  );
}

/** A proof for each round; the one before, and that of a page that is left, is ended. */
function useProof(design: DesignView, round: number): { state: ProverState; stop: () => void } {
  const [state, setState] = useState(nothingProved);
  const current = useRef<Prover | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another proof
  useEffect(() => {
    const { files, scheme, scenario } = design;
    const prover = new Prover({ editor: createEditorStore(files), scheme, scenario, api: liveProofApi });
    const unsubscribe = prover.subscribe(() => setState(prover.read()));
    current.current = prover;
    prover.prove();
    return () => {
      unsubscribe();
      prover.close();
    };
  }, [design, round]);
  return { state, stop: () => current.current?.stop() };
}

/** Why there is no verdict, in words; null while there may still be one. */
function failureOf({ search }: ProverState): string | null {
  if (search.phase === "failed") return search.message;
  if (search.phase !== "finished" || search.verdict.error === undefined) return null;
  const { error } = search.verdict;
  const what = error.fault === "start" ? error.problem.message : error.message;
  return `${what} It is our fault, and says nothing about your design.`;
}

function Failure({ title, message, onAgain }: { title: string; message: string; onAgain: () => void }) {
  return (
    <Callout tone="crash" title={title} role="alert">
      <p>{message} Your answer is kept.</p>
      <div>
        <Button size="sm" onClick={onAgain}>
          Try again
        </Button>
      </div>
    </Callout>
  );
}
