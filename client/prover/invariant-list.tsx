// The invariants, what broke first: state by shape, word and colour, and the evidence of the one that is open.
import { useId, useState } from "react";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { InvariantVerdict, Verdict } from "../../server/contract/proof.ts";
import { VisuallyHidden } from "../components/visually-hidden.tsx";
import { useWorkbench } from "../workbench/use-workbench.ts";
import { caseOf } from "./case.ts";
import { leadOf, verdictOf } from "./prover-state.ts";
import { type MarkedState, StateMark } from "./state-mark.tsx";
import { useProver } from "./use-prover.ts";
import styles from "./verdict.module.css";
import { countOf, invariantIds, invariantWords, isAsked, stateWords } from "./words.ts";

export function InvariantList() {
  const { prover, state } = useProver();
  const { bench } = useWorkbench();
  const verdict = verdictOf(state);
  const broken = state.search.phase === "running" ? state.search.broken : [];
  const [open, setOpen] = useState<InvariantId | null>(null);
  const headline = leadOf(state)?.id;
  const shown = open ?? state.chosen?.invariant ?? null;
  const choose = (judged: InvariantVerdict) => {
    const chosen = verdict && caseOf(verdict, judged);
    setOpen(judged.id);
    if (chosen) prover.choose(chosen);
  };
  return (
    <ul className={styles.invariants} aria-label="Invariants">
      {rowsOf(verdict, bench.about.scenario).map(({ id, judged }) =>
        judged === null ? (
          <li key={id}>
            <Row id={id} state={broken.includes(id) ? "broken" : "open"} figure="" />
          </li>
        ) : (
          <Judged
            key={id}
            judged={judged}
            isOpen={shown === id}
            isHeadline={id === headline}
            onOpen={() => choose(judged)}
          />
        ),
      )}
    </ul>
  );
}

const order = { broken: 0, "not-checked": 1, held: 2 } as const;

/** While it is searched all stand in their own order; then what broke comes first. */
function rowsOf(verdict: Verdict | null, scenario: string) {
  const asked = invariantIds.filter((id) => isAsked(id, scenario));
  const rows = asked.map((id) => ({
    id,
    judged: verdict?.invariants.find((one) => one.id === id) ?? null,
  }));
  return rows.toSorted((one, other) => rank(one.judged) - rank(other.judged));
}

function rank(judged: InvariantVerdict | null) {
  return judged === null ? 0 : order[judged.verdict];
}

interface JudgedProps {
  judged: InvariantVerdict;
  isOpen: boolean;
  /** Its sentence stands above all rows already. */
  isHeadline: boolean;
  onOpen: () => void;
}

function Judged({ judged, isOpen, isHeadline, onOpen }: JudgedProps) {
  const id = useId();
  const { summary, why, look } = judged;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onOpen}
      >
        <Row id={judged.id} state={judged.verdict} figure={<Figure judged={judged} />} />
      </button>
      {isOpen && (
        <div id={id} className={styles.evidence} data-state={judged.verdict}>
          <p className={styles.law}>{invariantWords[judged.id].sentence}</p>
          {summary && !isHeadline && <p>{summary}</p>}
          {why && (
            <p>
              <strong>Why it matters.</strong> {why}
            </p>
          )}
          {look && (
            <p>
              <strong>Where to look.</strong> {look}
            </p>
          )}
        </div>
      )}
    </li>
  );
}

function Row({ id, state, figure }: { id: InvariantId; state: MarkedState; figure: React.ReactNode }) {
  return (
    <span className={styles.cells} data-state={state}>
      <StateMark state={state} />
      <span className={styles.name}>{invariantWords[id].title}</span>
      <span className={styles.state}>
        {state === "open" ? <VisuallyHidden>open</VisuallyHidden> : stateWords[state]}
      </span>
      <span className={styles.figure}>{figure}</span>
    </span>
  );
}

function Figure({ judged: { verdict, broken, checked } }: { judged: InvariantVerdict }) {
  if (verdict === "not-checked") return <span aria-hidden="true">–</span>;
  const words =
    verdict === "broken"
      ? `in ${broken} of ${countOf(checked, "schedule")}`
      : `in ${countOf(checked, "schedule")}`;
  return (
    <>
      <span aria-hidden="true">{verdict === "broken" ? `${broken} of ${checked}` : checked}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}
