// The workbench: code, what can be sent to it, what came of it on a timeline, and everything that can be looked into.
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { History } from "../../server/contract/history.ts";
import type { SchemeId, WorldSecrets } from "../../server/contract/session.ts";
import { Button } from "../components/button.tsx";
import { Callout } from "../components/callout.tsx";
import { LiveRegion } from "../components/live-region.tsx";
import { Segmented } from "../components/segmented.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { EditorPanel } from "../editor/editor-panel.tsx";
import type { Files } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import type { Case } from "../prover/case.ts";
import { liveProofApi } from "../prover/live-proof-api.ts";
import type { ProofApi } from "../prover/proof-run.ts";
import { isSearching } from "../prover/prover-state.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { ClockBar } from "./clock-bar.tsx";
import { DraftBadge } from "./draft-badge.tsx";
import { InspectPanel } from "./inspect-panel.tsx";
import { liveSessionApi } from "./live-session-api.ts";
import { RunStatus } from "./run-status.tsx";
import { SendPanel, type SuggestedAction } from "./send-panel.tsx";
import type { SessionView } from "./session-store.ts";
import { useAnnouncement, useWorkbench, useWorkbenchView, WorkbenchContext } from "./use-workbench.ts";
import styles from "./workbench.module.css";
import { type Workbench as Bench, createWorkbench, type Face } from "./workbench-store.ts";

const VerdictPanel = lazy(() => import("../prover/verdict-panel.tsx"));
const Evidence = lazy(() => import("../prover/evidence.tsx"));

export interface WorkbenchProps {
  /** A DraftKey; another key is another workbench. */
  readonly draftKey: string;
  readonly starter: { readonly files: Files; readonly label: string };
  readonly scheme?: SchemeId | undefined;
  readonly scenario?: string | undefined;
  /** What the handler is started with; default: one live secret. */
  readonly secrets?: WorldSecrets | undefined;
  /** Where proofs are asked for, when it is not the usual search. Must stay the same object. */
  readonly proofApi?: ProofApi | undefined;
  /** For a place inside a lesson: less height, and long lines wrap. */
  readonly compact?: boolean | undefined;
  readonly suggestedActions?: readonly SuggestedAction[] | undefined;
  /** A schedule to begin with, which breaks this code; it runs only when the learner has asked for that. */
  readonly begin?: { readonly case: Case; readonly isRun: boolean } | undefined;
  /** Above the timeline, e.g. the goals of a lesson. */
  readonly children?: ReactNode;
  /** Called whenever something happened, with everything so far. */
  onHistory?(history: History, view: SessionView): void;
}

export function Workbench(props: WorkbenchProps) {
  const { draftKey, scheme = "standard-v1", scenario = "payments" } = props;
  // Other code, or another scheme, is another workbench: nothing of the old one may leak into it.
  return (
    <OneWorkbench key={`${draftKey} ${scheme} ${scenario}`} {...props} scheme={scheme} scenario={scenario} />
  );
}

type Chosen = WorkbenchProps & { readonly scheme: SchemeId; readonly scenario: string };

function OneWorkbench(props: Chosen) {
  const { compact = false, starter, onHistory, suggestedActions, children } = props;
  const bench = useBench(props);
  const view = useWorkbenchView(bench);
  const announcement = useAnnouncement(view);
  const { face } = useObservable(bench.face);
  const proof = useObservable(bench.prover);
  const [place, setPlace] = usePlace(bench);
  const news = face === "proof" ? proof.news : announcement;
  const context = useMemo(() => ({ bench, view, compact }), [bench, view, compact]);
  useBeginning(bench, props.begin);
  const tell = useRef(onHistory);
  tell.current = onHistory;
  useEffect(() => {
    if (view.history.length > 0) tell.current?.(view.history, bench.session.read());
  }, [view.history, bench]);

  return (
    <WorkbenchContext value={context}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for everything inside; the button does the same */}
      <div className={styles.frame} data-compact={compact} onKeyDown={(event) => runOnShortcut(event, bench)}>
        <div className={styles.bench} data-place={place} data-face={face} data-view={proof.view}>
          <div className={styles.places}>
            <Segmented label="Part of the workbench" options={places} value={place} onChange={setPlace} />
            {news !== "" && place !== "proof" && (
              <p className={styles.news} aria-hidden="true">
                {news}
              </p>
            )}
          </div>
          <div className={styles.code}>
            <EditorPanel
              store={bench.editor}
              label={starter.label}
              compact={compact}
              busy={view.run.phase === "starting"}
              runLabel={view.run.phase === "idle" ? "Run" : "Run again"}
              onRun={bench.run}
              onProve={bench.prove}
              isProving={isSearching(proof)}
              status={<DraftBadge />}
            />
            <RunStatus />
          </div>
          <section className={styles.sendArea} aria-label="Send">
            <SendPanel suggested={suggestedActions} />
          </section>
          <Beside face={face} />
          <section className={styles.timeline} aria-label={face === "proof" ? "Evidence" : "What happened"}>
            {children}
            {face === "proof" ? (
              <Suspense fallback={<Skeleton label="The evidence is loading" lines={6} />}>
                <Evidence />
              </Suspense>
            ) : (
              <>
                <Refusal />
                <ClockBar />
                <Happened />
              </>
            )}
          </section>
        </div>
        <LiveRegion message={announcement} />
        <LiveRegion message={proof.news} />
      </div>
    </WorkbenchContext>
  );
}

type Place = "code" | "send" | "timeline" | "inspect" | "proof";

/** Where there is no room for everything at once. */
const places: readonly { value: Place; label: string }[] = [
  { value: "code", label: "Code" },
  { value: "send", label: "Send" },
  { value: "timeline", label: "Timeline" },
  { value: "inspect", label: "Inspect" },
  { value: "proof", label: "Proof" },
];

/** The proof's place shows the proof, and every other one but the code shows the session. */
function usePlace(bench: Bench): [Place, (place: Place) => void] {
  const { face, turns } = useObservable(bench.face);
  const { search } = useObservable(bench.prover);
  const [place, setPlace] = useState<Place>("code");
  const [seen, setSeen] = useState({ turns, search });
  if (seen.turns !== turns || seen.search !== search) {
    setSeen({ turns, search });
    const isCodeAtFault = search.phase === "finished" && search.verdict.error?.fault === "start";
    if (seen.search !== search && isCodeAtFault) setPlace("code");
    else if (seen.turns !== turns) setPlace(face === "proof" ? "proof" : place === "proof" ? "code" : place);
  }
  const go = (next: Place) => {
    setPlace(next);
    if (next === "proof") bench.turnTo("proof");
    else if (next !== "code" && next !== "send") bench.turnTo("live");
  };
  return [place, go];
}

/** Beside the code: what can be looked into, or the verdict. */
function Beside({ face }: { face: Face["face"] }) {
  const { bench } = useWorkbench();
  const proof = useObservable(bench.prover);
  const { pins } = useObservable(bench.pins);
  const hasProof = proof.search.phase !== "idle" || pins.length > 0 || face === "proof";
  return (
    <section className={styles.inspect} aria-label={face === "proof" ? "Verdict" : "Look into"}>
      {hasProof && (
        <div className={styles.faces}>
          <Segmented label="Beside the code" size="sm" options={faces} value={face} onChange={bench.turnTo} />
        </div>
      )}
      <div className={styles.beside} hidden={face === "proof"}>
        <InspectPanel />
      </div>
      {face === "proof" && (
        <Suspense fallback={<Skeleton label="The verdict is loading" lines={12} />}>
          <VerdictPanel />
        </Suspense>
      )}
    </section>
  );
}

const faces: readonly { value: Face["face"]; label: string }[] = [
  { value: "live", label: "Session" },
  { value: "proof", label: "Proof" },
];

/** One store for the life of the component; a session does not outlive the page that shows it. */
function useBench({ draftKey, starter, scheme, scenario, secrets, proofApi }: Chosen): Bench {
  const [bench] = useState(() =>
    createWorkbench({
      draftKey,
      starter: starter.files,
      scheme,
      scenario,
      secrets: secrets ?? "one",
      api: liveSessionApi,
      proofApi: proofApi ?? liveProofApi,
    }),
  );
  useEffect(() => bench.attach(), [bench]);
  return bench;
}

/** Once for the life of the workbench. */
function useBeginning(bench: Bench, begin: WorkbenchProps["begin"]): void {
  const isBegun = useRef(false);
  useEffect(() => {
    if (isBegun.current || begin === undefined) return;
    isBegun.current = true;
    bench.turnTo("proof");
    bench.prover.choose(begin.case);
    if (begin.isRun) void bench.prover.again(begin.case);
  }, [bench, begin]);
}

function Happened() {
  const { bench, view } = useWorkbench();
  return (
    <Timeline
      entries={view.history}
      selection={view.selectedSeq}
      onSelect={bench.select}
      empty="Run the handler and send it something: provider, network, receiver and shop are drawn here on one clock."
    />
  );
}

function Refusal() {
  const { bench } = useWorkbench();
  const { refusal } = useObservable(bench.session);
  if (refusal === null) return null;
  return (
    <Callout tone="time" role="alert" className={styles.outcome}>
      {refusal}
      <Button size="sm" variant="quiet" onClick={() => bench.session.dismissRefusal()}>
        Dismiss
      </Button>
    </Callout>
  );
}

function runOnShortcut(event: KeyboardEvent, bench: Bench) {
  if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (event.shiftKey) bench.prove();
  else bench.run();
}
