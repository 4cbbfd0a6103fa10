// Says where the run stands, and what to do about it.
import { type ReactNode, useMemo } from "react";
import type { ReceiverOutcome } from "../../server/contract/history.ts";
import type { StartProblem } from "../../server/contract/session.ts";
import { Button } from "../components/button.tsx";
import { Callout } from "../components/callout.tsx";
import { Kbd } from "../components/kbd.tsx";
import { Spinner } from "../components/spinner.tsx";
import { sameFiles } from "../editor/store.ts";
import { useObservable } from "../editor/use-observable.ts";
import { isSearching, verdictOf } from "../prover/prover-state.ts";
import { recentDeath } from "./attempts.ts";
import { useWorkbench } from "./use-workbench.ts";
import styles from "./workbench.module.css";

export function RunStatus() {
  const { bench } = useWorkbench();
  const { face } = useObservable(bench.face);
  return face === "proof" ? <ProofStatus /> : <SessionStatus />;
}

function SessionStatus() {
  const { bench, view } = useWorkbench();
  const { run } = view;
  const again = (
    <Button size="sm" onClick={bench.run}>
      Run again
    </Button>
  );
  switch (run.phase) {
    case "idle":
      return (
        <Line>
          Nothing runs yet. Press <Kbd keys="Mod+Enter" /> to start this handler, then send it something.
        </Line>
      );
    case "starting":
      return (
        <Line>
          <Spinner /> Starting the handler in the sandbox …
        </Line>
      );
    case "running":
      return <Running />;
    case "finished":
      return (
        <Ending outcome={run.outcome} title={endTitle(run.outcome)}>
          {again}
        </Ending>
      );
    case "failed":
      return <DoesNotStart problem={run.problem} />;
    case "gone":
      return (
        <Callout tone="time" role="alert" title="The session is over" className={styles.outcome}>
          <p>
            The server was started again, or the session was idle for long. Your code is kept, and what
            happened stays here to be read.
          </p>
          {again}
        </Callout>
      );
    case "refused":
      return (
        <Callout tone="time" role="alert" title="The handler could not be started" className={styles.outcome}>
          <p>{run.message} Your code is kept.</p>
          {again}
        </Callout>
      );
  }
}

function Line({ children }: { children: ReactNode }) {
  return (
    <p className={styles.statusLine} role="status">
      {children}
    </p>
  );
}

function endTitle({ kind }: ReceiverOutcome) {
  return kind === "stopped" ? "The session is over; your code is kept" : "The handler's process ended";
}

function Ending(props: { outcome: ReceiverOutcome; title: string; children?: ReactNode }) {
  const { outcome, title, children } = props;
  return (
    <Callout tone="crash" role="alert" title={title} className={styles.outcome}>
      <p>{outcome.message}</p>
      {outcome.detail && <pre className={styles.detail}>{outcome.detail}</pre>}
      {children}
    </Callout>
  );
}

function Running() {
  const { bench, view } = useWorkbench();
  const death = useMemo(() => recentDeath(view.history), [view.history]);
  const { files } = useObservable(bench.editor);
  const isStale = view.files !== null && !sameFiles(view.files, files);
  if (view.connection === "lost") {
    return (
      <Line>
        <Spinner /> The connection to the session is lost; trying again …
      </Line>
    );
  }
  return (
    <>
      {death && <Ending outcome={death} title="The handler died, and was started again" />}
      <Line>
        {isStale ? (
          <>
            The code has changed since this run. Press <Kbd keys="Mod+Enter" /> to run it as it is now.
          </>
        ) : (
          "The handler is up and listens at /webhooks/payment."
        )}
        <Button size="sm" variant="quiet" onClick={() => void bench.session.stop()}>
          Stop
        </Button>
      </Line>
    </>
  );
}

/** What the proof has to do with the code as it stands. */
function ProofStatus() {
  const { bench } = useWorkbench();
  const state = useObservable(bench.prover);
  const { files } = useObservable(bench.editor);
  const verdict = verdictOf(state);
  const shortcut = <Kbd keys="Mod+Shift+Enter" />;
  if (isSearching(state)) {
    return <Line>The code as it was is being proved; you can go on typing.</Line>;
  }
  if (verdict === null) return <Line>Press {shortcut} to prove this handler.</Line>;
  if (!sameFiles(state.files, files)) {
    return <Line>The code has changed since this proof. Press {shortcut} to prove it as it is now.</Line>;
  }
  if (verdict.error?.fault === "start") return <DoesNotStart problem={verdict.error.problem} />;
  return <Line>This code is what was proved.</Line>;
}

const stages = {
  compile: "The code does not compile",
  load: "The handler could not be loaded",
  start: "The handler did not start",
} as const;

function DoesNotStart({ problem }: { problem: StartProblem }) {
  const { bench } = useWorkbench();
  const { stage, message, place, stack } = problem;
  return (
    <Callout tone="hostile" role="alert" title={stages[stage]} className={styles.outcome}>
      <p className={styles.message}>{message}</p>
      {place && (
        <Button size="sm" onClick={() => bench.editor.goTo(place)}>
          Go to {place.file}:{place.line}
          {place.column === undefined ? "" : `:${place.column}`}
        </Button>
      )}
      {stack && stack !== message && <pre className={styles.detail}>{stack}</pre>}
    </Callout>
  );
}
