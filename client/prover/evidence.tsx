// The evidence below the code: the chosen counterexample on the timeline, step by step, or what the search has tried.
import { type ReactNode, useMemo } from "react";
import type { ProofStep } from "../../server/contract/proof.ts";
import { Button } from "../components/button.tsx";
import { Segmented } from "../components/segmented.tsx";
import { Spinner } from "../components/spinner.tsx";
import { EmptyState } from "../components/states.tsx";
import { sameFiles } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { Heading } from "../workbench/heading.tsx";
import { useWorkbench } from "../workbench/use-workbench.ts";
import type { Case } from "./case.ts";
import { CaseActions } from "./case-actions.tsx";
import styles from "./evidence.module.css";
import { ExploredGrid, FamilyProgress } from "./explored-grid.tsx";
import { retryWords } from "./news.ts";
import { foundScene, isSearching, type ProverState, sceneInView, verdictOf } from "./prover-state.ts";
import type { Scene } from "./scene.ts";
import { StateMark } from "./state-mark.tsx";
import { StepList, stepInWords } from "./step-list.tsx";
import { TwinRun } from "./twin-run.tsx";
import { useProver } from "./use-prover.ts";
import { invariantWords } from "./words.ts";

export default function Evidence() {
  const { state } = useProver();
  const { chosen, view } = state;
  if (chosen === null) return <Overview />;
  return (
    <div className={styles.evidence}>
      <div className={styles.bar}>
        <Heading className={styles.title}>
          Counterexample <span>{invariantWords[chosen.invariant].title}</span>
        </Heading>
        <Views chosen={chosen} />
        <CaseActions chosen={chosen} />
      </div>
      {view === "twin" ? <TwinRun /> : <Played chosen={chosen} />}
    </div>
  );
}

/** While nothing is chosen: how far the search is, or what the handler withstood. */
function Overview() {
  const { state } = useProver();
  const { bench } = useWorkbench();
  const verdict = verdictOf(state);
  if (verdict?.verdict === "pass") {
    return (
      <div className={styles.overview}>
        <Heading className={styles.title}>What it withstood</Heading>
        <ExploredGrid explored={verdict.explored} />
      </div>
    );
  }
  if (verdict !== null) return null;
  if (isSearching(state)) {
    return (
      <div className={styles.overview}>
        <Heading className={styles.title}>What is tried</Heading>
        <FamilyProgress
          current={state.search.phase === "running" ? state.search.family : null}
          scenario={bench.about.scenario}
        />
      </div>
    );
  }
  return (
    <EmptyState title="No counterexample">
      When a proof finds a schedule that breaks the handler, its timeline is drawn here, without anything that
      does not matter for it.
    </EmptyState>
  );
}

const viewNames: Record<ProverState["view"], string> = {
  found: "As found",
  again: "Run again",
  twin: "Twin run",
};

function Views({ chosen }: { chosen: Case }) {
  const { prover, state } = useProver();
  const there: Record<ProverState["view"], boolean> = {
    found: foundScene(state) !== null,
    again: state.retries[chosen.token] !== undefined,
    twin: state.twin?.token === chosen.token,
  };
  const views = (Object.keys(there) as ProverState["view"][]).filter((view) => there[view]);
  if (views.length < 2) return null;
  return (
    <Segmented
      label="Show it"
      size="sm"
      value={state.view}
      onChange={(view) => prover.view(view)}
      options={views.map((value) => ({ value, label: viewNames[value] }))}
    />
  );
}

function Played({ chosen }: { chosen: Case }) {
  const { prover, state } = useProver();
  const scene = sceneInView(state);
  const steps = scene?.steps;
  if (state.view === "again" && state.retries[chosen.token] === undefined) return <NotRun chosen={chosen} />;
  return (
    <div className={styles.played}>
      <div className={styles.told}>
        {state.view === "again" && <Result chosen={chosen} />}
        {scene && steps && (
          <StepList scene={{ ...scene, steps }} seq={state.seq} onStep={(seq) => prover.step(seq)} />
        )}
      </div>
      {scene && <Picture scene={scene} />}
    </div>
  );
}

function Picture({ scene }: { scene: Scene }) {
  const { prover, state } = useProver();
  const steps = useMemo(
    () => scene.steps?.map((step) => ({ seq: step.seq, what: `${stepInWords(step)}${placeInWords(step)}` })),
    [scene.steps],
  );
  return (
    <Timeline
      className={styles.picture}
      entries={scene.history}
      steps={steps}
      selection={state.seq}
      onSelect={(seq) => prover.step(seq)}
    />
  );
}

/** For those who do not see the line that is marked. */
function placeInWords({ place }: ProofStep) {
  return place === undefined ? "" : `, by line ${place.line} of ${place.file}`;
}

/** It was pinned or shared, and has not been run on this code yet. */
function NotRun({ chosen }: { chosen: Case }) {
  const { prover } = useProver();
  return (
    <EmptyState
      title={chosen.sentence}
      action={<Button onClick={() => void prover.again(chosen)}>Run this schedule</Button>}
    >
      So it was when this was found. Whether it happens with the code as it stands, a run of this one schedule
      shows, with its timeline.
    </EmptyState>
  );
}

/** What came of running the schedule again; a screen reader has heard it as news. */
function Result({ chosen }: { chosen: Case }) {
  const { bench } = useWorkbench();
  const { state } = useProver();
  const { files } = useObservable(bench.editor);
  const retry = state.retries[chosen.token];
  if (retry === undefined) return null;
  const isStale = !sameFiles(retry.files, files);
  const stale = isStale && <small>The code has changed since this run.</small>;
  switch (retry.phase) {
    case "running":
      return (
        <p className={styles.result}>
          <Spinner /> This one schedule is run on the code as it stands …
        </p>
      );
    case "failed":
      return <NotPlayed title="It could not be run." why={retry.message} stale={stale} />;
    case "no-start":
      return <NotPlayed title="The handler does not start." why={retry.problem.message} stale={stale} />;
    case "done":
      return (
        <div className={styles.result} data-state={retry.outcome}>
          <p>
            <StateMark state={retry.outcome} />
            <strong>{capital(retryWords[retry.outcome])}</strong>
          </p>
          {retry.summary && <p>{retry.summary}</p>}
          {retry.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
          {retry.outcome === "held" && <p>Only a proof shows whether every other schedule holds, too.</p>}
          {stale}
        </div>
      );
  }
}

function NotPlayed({ title, why, stale }: { title: string; why: string; stale: ReactNode }) {
  return (
    <div className={styles.result} data-state="open">
      <p>
        <StateMark state="open" />
        <strong>{title}</strong>
      </p>
      <p>{why}</p>
      {stale}
    </div>
  );
}

function capital(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
