// Where the proof stands, in a headline and a sentence; one place, whatever has happened.
import type { ReactNode } from "react";
import type { Verdict } from "../../server/contract/proof.ts";
import { Button } from "../components/button.tsx";
import { Kbd } from "../components/kbd.tsx";
import { Heading } from "../workbench/heading.tsx";
import { useWorkbench } from "../workbench/use-workbench.ts";
import { headlineWords } from "./headline.ts";
import { progressInWords } from "./news.ts";
import { leadOf, type Search } from "./prover-state.ts";
import { StateMark } from "./state-mark.tsx";
import { useProver } from "./use-prover.ts";
import styles from "./verdict.module.css";
import { boundInWords, countOf, exploredInWords, familyIds, familyWords } from "./words.ts";

export function VerdictHead() {
  const { state } = useProver();
  const { search } = state;
  switch (search.phase) {
    case "idle":
      return <Idle />;
    case "starting":
    case "queued":
    case "running":
      return <Searching search={search} />;
    case "finished":
      return <Finished verdict={search.verdict} />;
    case "stopped":
      return (
        <Head title="Stopped" action={<Again />}>
          {search.message} What was found until then is no verdict.
        </Head>
      );
    case "failed":
      return (
        <Head tone="time" title="The proof could not be run" role="alert" action={<Again />}>
          {search.message}
        </Head>
      );
  }
}

interface HeadProps {
  tone?: "broken" | "held" | "time" | "crash" | undefined;
  title: ReactNode;
  role?: "alert" | undefined;
  children?: ReactNode;
  action?: ReactNode;
}

function Head({ tone, title, role, children, action }: HeadProps) {
  return (
    <div className={styles.head} data-tone={tone} role={role}>
      {action}
      <Heading className={styles.headline}>
        {(tone === "broken" || tone === "held") && (
          <span className={styles.seal}>
            <StateMark state={tone} size={tone === "held" ? 18 : 15} />
          </span>
        )}
        {title}
      </Heading>
      <div className={styles.text}>{children}</div>
    </div>
  );
}

function Again() {
  const { bench } = useWorkbench();
  return (
    <Button size="sm" onClick={bench.prove}>
      Prove it again
    </Button>
  );
}

function Idle() {
  return (
    <Head title="Nothing proved yet">
      <p>
        <Kbd keys="Mod+Shift+Enter" /> runs the code through every schedule within a bound: overlaps, crashes,
        lost replies, outages, forgeries. What breaks is shown step by step, and what does not matter for it
        is left out.
      </p>
    </Head>
  );
}

type UnderWay = Extract<Search, { phase: "starting" | "queued" | "running" }>;

function Searching({ search }: { search: UnderWay }) {
  const { prover } = useProver();
  const isRunning = search.phase === "running";
  const done = isRunning ? familyIds.indexOf(search.family) : 0;
  return (
    <Head
      title={isRunning ? familyWords[search.family] : "Getting ready"}
      action={
        <Button size="sm" className={styles.stop} onClick={() => prover.stop()}>
          Stop
        </Button>
      }
    >
      <p className={styles.counts}>{progressInWords(search)}</p>
      <progress
        className={styles.progress}
        max={familyIds.length}
        value={done}
        aria-label="Families of schedules searched"
      />
    </Head>
  );
}

function Finished({ verdict }: { verdict: Verdict }) {
  const { state } = useProver();
  const { error, explored } = verdict;
  if (error?.fault === "start") return <NoStart message={error.problem.message} />;
  if (error?.fault === "ours") {
    return (
      <Head tone="crash" title="Our fault" role="alert" action={<Again />}>
        <p>{error.message}</p>
        <p>It says nothing about your handler, and your code is kept. The server’s output has the details.</p>
      </Head>
    );
  }
  if (error) {
    return (
      <Head tone="time" title="The proof could not be run" role="alert">
        {error.message}
      </Head>
    );
  }
  const first = leadOf(state);
  if (first === null) {
    return (
      <Head tone="held" title="It holds">
        <p>{exploredInWords(explored)}.</p>
        <p>{boundInWords(explored)}</p>
      </Head>
    );
  }
  const steps = first.counterexample?.steps.length ?? 0;
  const history = state.histories[first.counterexample?.token ?? ""] ?? [];
  return (
    <Head tone="broken" title={headlineWords(first, history)}>
      <p>
        {first.summary} {steps > 0 && `It takes ${countOf(steps, "step")}, and none can be left out.`}
      </p>
      {!explored.complete && <p>{boundInWords(explored)}</p>}
    </Head>
  );
}

function NoStart({ message }: { message: string }) {
  return (
    <Head tone="time" title="Nothing was proved">
      <p>The handler does not start: {message}</p>
      <p>The place is marked in the code.</p>
    </Head>
  );
}
