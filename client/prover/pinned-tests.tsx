// The schedules that were kept as tests: run them all on the code as it stands, look at one, let one go.
import { type ReactNode, useEffect } from "react";
import { Button } from "../components/button.tsx";
import { IconButton } from "../components/icon-button.tsx";
import { Spinner } from "../components/spinner.tsx";
import { type Files, sameFiles } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import { useWorkbench } from "../workbench/use-workbench.ts";
import type { Case } from "./case.ts";
import type { Retry } from "./prover-state.ts";
import { StateMark } from "./state-mark.tsx";
import { useProver } from "./use-prover.ts";
import styles from "./verdict.module.css";
import { invariantWords, stateWords } from "./words.ts";

export function PinnedTests({ heading }: { heading: ReactNode }) {
  const { bench } = useWorkbench();
  const { prover, state } = useProver();
  const { pins } = useObservable(bench.pins);
  const { files } = useObservable(bench.editor);
  useEffect(() => void bench.pins.load(), [bench]);
  if (pins.length === 0) return null;
  const results = pins.map(({ token }) => state.retries[token]);
  const isRunning = results.some((retry) => retry?.phase === "running");
  return (
    <section className={styles.pins} aria-label="Pinned tests">
      <div className={styles.pinsHead}>
        {heading}
        <Button size="sm" busy={isRunning} onClick={() => void prover.againAll(pins)}>
          Run pinned
        </Button>
      </div>
      <ul>
        {pins.map((pin) => (
          <Pin key={pin.token} pin={pin} retry={state.retries[pin.token]} files={files} />
        ))}
      </ul>
    </section>
  );
}

function Pin({ pin, retry, files }: { pin: Case; retry: Retry | undefined; files: Files }) {
  const { bench } = useWorkbench();
  const { prover, state } = useProver();
  const { title } = invariantWords[pin.invariant];
  return (
    <li className={styles.pin}>
      <button
        type="button"
        className={styles.row}
        aria-pressed={state.chosen?.token === pin.token}
        onClick={() => prover.choose(pin)}
      >
        <span className={styles.cells} data-state={retry?.phase === "done" ? retry.outcome : "open"}>
          {retry?.phase === "running" ? (
            <Spinner />
          ) : (
            <StateMark state={retry?.phase === "done" ? retry.outcome : "open"} />
          )}
          <span className={styles.name}>{title}</span>
          <span className={styles.state}>{resultWords(retry)}</span>
        </span>
        <span className={styles.pinText}>
          {pin.sentence}
          {retry && !sameFiles(retry.files, files) && <em> Run before your last change.</em>}
        </span>
      </button>
      <IconButton
        size="sm"
        label={`Unpin: ${title}`}
        icon={cross}
        onClick={() => bench.pins.unpin(pin.token)}
      />
    </li>
  );
}

function resultWords(retry: Retry | undefined): string {
  switch (retry?.phase) {
    case undefined:
      return "not run yet";
    case "running":
      return "running …";
    case "failed":
      return "could not be run";
    case "no-start":
      return "does not start";
    case "done":
      return stateWords[retry.outcome];
  }
}

const cross = (
  <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
    <path d="m2 2 8 8m0-8-8 8" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
  </svg>
);
