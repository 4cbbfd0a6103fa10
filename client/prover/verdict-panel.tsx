// The verdict beside the code: the headline first, then every invariant, then how it was found.
import { useEffect, useRef } from "react";
import { Disclosure } from "../components/disclosure.tsx";
import { Heading } from "../workbench/heading.tsx";
import { ExploredGrid } from "./explored-grid.tsx";
import { InvariantList } from "./invariant-list.tsx";
import { PinnedTests } from "./pinned-tests.tsx";
import { verdictOf } from "./prover-state.ts";
import { useProver } from "./use-prover.ts";
import styles from "./verdict.module.css";
import { VerdictHead } from "./verdict-head.tsx";
import { exploredInWords } from "./words.ts";

export default function VerdictPanel() {
  const { state } = useProver();
  const { phase } = state.search;
  const verdict = verdictOf(state);
  const isJudged = verdict !== null && verdict.verdict !== "error";
  const hasRows = isJudged || phase === "starting" || phase === "queued" || phase === "running";
  const panel = useRef<HTMLDivElement>(null);
  // What is new stands at the top, wherever the last one was read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change itself that matters
  useEffect(() => {
    panel.current?.scrollTo?.({ top: 0 });
  }, [hasRows, verdict]);
  return (
    <div ref={panel} className={styles.panel}>
      <VerdictHead />
      {hasRows && <InvariantList />}
      {isJudged && (
        <>
          <p className={styles.foot}>
            <span>{exploredInWords(verdict.explored)}</span>
            <span>{seconds(verdict.explored.durationMs)}</span>
          </p>
          {verdict.notes.map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
          {verdict.verdict === "fail" && (
            <Disclosure className={styles.fold} summary="What was tried">
              <ExploredGrid explored={verdict.explored} />
            </Disclosure>
          )}
        </>
      )}
      <PinnedTests heading={<Heading>Pinned tests</Heading>} />
    </div>
  );
}

function seconds(ms: number) {
  return `${(ms / 1000).toFixed(1)} s`;
}
