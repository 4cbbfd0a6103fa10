// What came of an attack: whether it counts, in words, and what happened to the weak receiver on a timeline.
import { type ReactNode, useState } from "react";
import type { AttackReport } from "../../../server/contract/labs.ts";
import { Callout } from "../../components/callout.tsx";
import { Disclosure } from "../../components/disclosure.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { ErrorState } from "../../components/states.tsx";
import { Timeline } from "../../timeline/timeline.tsx";
import styles from "./stages.module.css";
import type { Judging } from "./use-judging.ts";

interface ReportViewProps {
  state: Judging<AttackReport>;
  /** The way on, shown when the attack counts. */
  children: ReactNode;
}

export function ReportView({ state, children }: ReportViewProps) {
  return (
    <section className={styles.report} aria-label="Result" aria-live="polite">
      {state.phase === "judging" ? (
        <p className={styles.judging}>
          <Spinner size={15} /> Your attack is played on the weak receiver and on those that hold …
        </p>
      ) : null}
      {state.phase === "failed" ? <ErrorState what={state.what} todo={state.todo} /> : null}
      {state.phase === "judged" ? <Report report={state.report}>{children}</Report> : null}
    </section>
  );
}

function Report({ report, children }: { report: AttackReport; children: ReactNode }) {
  const { counts, goals, message, weak, refusals } = report;
  const title = counts ? "It counts" : goals.length > 0 ? "It does not count" : "Not broken yet";
  return (
    <>
      <Callout tone={counts ? "effect" : "time"} title={title}>
        <p>{message}</p>
        {refusals.map((refusal) => (
          <pre key={refusal} className={styles.refusal}>
            {refusal}
          </pre>
        ))}
        {counts ? <div className={styles.wayOn}>{children}</div> : null}
      </Callout>
      <Happened report={report} first={weak.broken[0]?.seq ?? null} />
    </>
  );
}

function Happened({ report, first }: { report: AttackReport; first: number | null }) {
  const [chosen, setChosen] = useState({ report, seq: first });
  if (chosen.report !== report) setChosen({ report, seq: first });
  return (
    <Disclosure summary="What happened to the weak receiver" defaultOpen={report.goals.length > 0}>
      <Timeline
        entries={report.entries}
        selection={chosen.seq}
        onSelect={(seq) => setChosen({ report, seq })}
        empty="The receiver did not start."
      />
    </Disclosure>
  );
}
