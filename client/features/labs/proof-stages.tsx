// The three stages of a repair's proof: one's own attack, variants of it, the whole bound; and what broke on the way.
import { useEffect, useRef, useState } from "react";
import type { History } from "../../../server/contract/history.ts";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import { Disclosure } from "../../components/disclosure.tsx";
import { Spinner } from "../../components/spinner.tsx";
import { Tick } from "../../components/tick.tsx";
import { Timeline } from "../../timeline/timeline.tsx";
import styles from "./stages.module.css";

type StageEvent = Extract<ProofEvent, { type: "stage" }>;
type StageId = StageEvent["stage"];

/** What was heard last of each stage. */
export type ProofStages = Readonly<Partial<Record<StageId, StageEvent>>>;

export const noStages: ProofStages = {};

export const withStage = (stages: ProofStages, event: StageEvent): ProofStages => ({
  ...stages,
  [event.stage]: event,
});

const rows: readonly { stage: StageId; title: string; before: string }[] = [
  { stage: "attack", title: "Your own attack", before: "The one that broke the weak receiver." },
  {
    stage: "variants",
    title: "Variants of it",
    before: "With other ids, keys and bytes than you have seen.",
  },
  {
    stage: "bound",
    title: "Every schedule within the bound",
    before: "Honest traffic and hostile, crashes, races and outages. Refusing everything fails here.",
  },
];

export function ProofStageList({ stages }: { stages: ProofStages }) {
  const list = useRef<HTMLOListElement>(null);
  const isBroken = Object.values(stages).some(({ entries }) => entries !== undefined);
  // What broke is told here, and the button that was pressed is further down.
  useEffect(() => {
    if (isBroken) list.current?.scrollIntoView({ block: "nearest" });
  }, [isBroken]);
  return (
    <ol ref={list} className={styles.proof} aria-label="The proof of your repair" aria-live="polite">
      {rows.map(({ stage, title, before }) => {
        const event = stages[stage];
        const state = event?.state ?? "waiting";
        return (
          <li key={stage} className={styles.goal} data-state={marks[state]}>
            <span className={styles.mark} aria-hidden="true">
              {state === "held" ? <Tick /> : state === "running" ? <Spinner size={13} /> : null}
              {state === "broken" ? "!" : null}
            </span>
            <div>
              <p className={styles.goalText}>{title}</p>
              <p className={styles.evidence}>{event?.message ?? before}</p>
              {event?.entries === undefined ? null : <Broken event={event} entries={event.entries} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const marks = { waiting: "open", running: "open", held: "met", broken: "failed" } as const;

function Broken({ event: { broken = [] }, entries }: { event: StageEvent; entries: History }) {
  const [first] = broken;
  const [seq, setSeq] = useState<number | null>(first?.seq ?? null);
  if (first === undefined) return null;
  return (
    <>
      <p className={styles.evidence}>{first.why}</p>
      <p className={styles.evidence}>{first.look}</p>
      <Disclosure summary="What happened">
        <Timeline entries={entries} selection={seq} onSelect={setSeq} />
      </Disclosure>
    </>
  );
}
