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
  /** What was opened or closed by hand, which is over with its verdict. */
  const [turned, setTurned] = useState<{ verdict: Verdict | null; open: InvariantId | null } | null>(null);
  const headline = leadOf(state)?.id;
  const open = turned?.verdict === verdict ? turned.open : (state.chosen?.invariant ?? null);
  const turn = (judged: InvariantVerdict) => {
    const isOpen = open === judged.id;
    setTurned({ verdict, open: isOpen ? null : judged.id });
    const chosen = verdict && caseOf(verdict, judged);
    if (chosen && !isOpen) prover.choose(chosen);
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
            isOpen={open === id}
            isHeadline={id === headline}
            onTurn={() => turn(judged)}
          />
        ),
      )}
    </ul>
  );
}

const order = { broken: 0, "not-checked": 1, held: 2 } as const;

/** While it is searched all stand in their own order; then what the verdict speaks of, and what broke first. */
function rowsOf(verdict: Verdict | null, scenario: string) {
  if (verdict === null) {
    return invariantIds.filter((id) => isAsked(id, scenario)).map((id) => ({ id, judged: null }));
  }
  const rows = invariantIds.flatMap((id) => {
    const judged = verdict.invariants.find((one) => one.id === id);
    return judged === undefined ? [] : [{ id, judged }];
  });
  return rows.toSorted((one, other) => order[one.judged.verdict] - order[other.judged.verdict]);
}

interface JudgedProps {
  judged: InvariantVerdict;
  isOpen: boolean;
  /** Its sentence stands above all rows already. */
  isHeadline: boolean;
  onTurn: () => void;
}

function Judged({ judged, isOpen, isHeadline, onTurn }: JudgedProps) {
  const id = useId();
  const { summary, why, look } = judged;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onTurn}
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
