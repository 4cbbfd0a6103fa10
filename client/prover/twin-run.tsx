// Two handlers on one schedule: where they part in words, both timelines aligned there, and the same as a table.
import { useState } from "react";
import type { History } from "../../server/contract/history.ts";
import { Callout } from "../components/callout.tsx";
import { Segmented } from "../components/segmented.tsx";
import { Spinner } from "../components/spinner.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import type { Retry, Twin } from "./prover-state.ts";
import styles from "./twin.module.css";
import { type Dealt, firstParting, pairTwins, type TwinRow } from "./twin.ts";
import { TwinTable } from "./twin-table.tsx";
import { dealtInWords, requestInWords, type TwinNames } from "./twin-words.ts";
import { useProver } from "./use-prover.ts";

export function TwinRun() {
  const { state } = useProver();
  const { twin } = state;
  if (twin === null) return null;
  const { one, other, otherName } = twin;
  if (one.phase === "running" || other.phase === "running") {
    return (
      <p className={styles.wait}>
        <Spinner /> Your code and “{otherName}” are run through the same schedule …
      </p>
    );
  }
  if (one.phase !== "done") return <Fault name="Your code" retry={one} />;
  if (other.phase !== "done") return <Fault name={`“${otherName}”`} retry={other} />;
  return <Compared key={`${twin.token} ${otherName}`} twin={twin} one={one.history} other={other.history} />;
}

function Fault({ name, retry }: { name: string; retry: Exclude<Retry, { phase: "running" | "done" }> }) {
  const message = retry.phase === "no-start" ? `It does not start: ${retry.problem.message}` : retry.message;
  return (
    <Callout tone="time" role="alert" title={`${name} could not be run`} className={styles.callout}>
      {message}
    </Callout>
  );
}

interface ComparedProps {
  twin: Twin;
  one: History;
  other: History;
}

function Compared({ twin, one, other }: ComparedProps) {
  const rows = pairTwins(one, other);
  const parting = firstParting(rows);
  const names = { one: "Your code", other: twin.otherName };
  const [form, setForm] = useState<"timelines" | "table">("timelines");
  return (
    <div className={styles.twin}>
      <div className={styles.head}>
        <Partings rows={rows} names={names} />
        <Segmented label="Show the twin run as" size="sm" options={forms} value={form} onChange={setForm} />
      </div>
      {form === "timelines" ? (
        <Pictures names={names} one={one} other={other} parting={parting} />
      ) : (
        <TwinTable names={names} rows={rows} parting={parting} />
      )}
    </div>
  );
}

/** Where they first part in anything, and where in an answer or effect, if that is later. */
function Partings({ rows, names }: { rows: readonly TwinRow[]; names: TwinNames }) {
  const first = firstParting(rows);
  if (first === null) {
    return (
      <Callout tone="effect" role="status" title="They never part">
        On this schedule both gave the same answers, had the same effects and printed the same.
      </Callout>
    );
  }
  const graver = firstParting(rows, ["answer", "effect"]);
  return (
    <Callout
      tone="hostile"
      role="status"
      title={`Here they part. ${requestInWords(first, rows.indexOf(first))}`}
    >
      <Sides row={first} names={names} />
      {graver === null && <p>Their answers and effects are the same all the way.</p>}
      {graver !== null && graver !== first && (
        <>
          <p>Then in what counts. {requestInWords(graver, rows.indexOf(graver))}</p>
          <Sides row={graver} names={names} />
        </>
      )}
    </Callout>
  );
}

function Sides({ row: { one, other, parted }, names }: { row: TwinRow; names: TwinNames }) {
  return (
    <dl className={styles.parting}>
      <dt>{names.one}</dt>
      <dd>{dealtInWords(one, parted)}</dd>
      <dt>{names.other}</dt>
      <dd>{dealtInWords(other, parted)}</dd>
    </dl>
  );
}

const forms = [
  { value: "timelines", label: "Timelines" },
  { value: "table", label: "Side by side" },
] as const;

interface PicturesProps {
  names: { one: string; other: string };
  one: History;
  other: History;
  parting: TwinRow | null;
}

/** One below the other; the request at which they part begins at the same place in both. */
function Pictures({ names, one, other, parting }: PicturesProps) {
  const [xs, setXs] = useState({ one: 0, other: 0 });
  const alignX = Math.max(xs.one, xs.other);
  const side = (which: "one" | "other", history: History) => (
    <Side
      name={names[which]}
      history={history}
      parted={parting?.[which] ?? null}
      alignX={alignX}
      onFlagX={(x) => setXs((before) => (before[which] === x ? before : { ...before, [which]: x }))}
    />
  );
  return (
    <>
      {side("one", one)}
      {side("other", other)}
    </>
  );
}

interface SideProps {
  name: string;
  history: History;
  parted: Dealt | null;
  alignX: number;
  onFlagX: (x: number) => void;
}

function Side({ name, history, parted, alignX, onFlagX }: SideProps) {
  const [seq, setSeq] = useState(parted?.seq ?? null);
  const flag = parted === null ? null : { seq: parted.fromSeq, text: "here they part", alignX, onX: onFlagX };
  return (
    <section className={styles.side} aria-label={name}>
      <Timeline title={name} entries={history} selection={seq} onSelect={setSeq} flag={flag} />
    </section>
  );
}
