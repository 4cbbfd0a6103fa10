// Tells as an interviewer does what a run came to: what was done, what became of it, and how much was tried.
import type { DesignView } from "../../../server/contract/designs.ts";
import type { History } from "../../../server/contract/history.ts";
import type { InvariantVerdict, Verdict } from "../../../server/contract/proof.ts";
import { caseOf, type Histories, leadingBreak } from "../../prover/case.ts";
import { headlineWords } from "../../prover/headline.ts";
import { boundInWords, exploredInWords } from "../../prover/words.ts";
import { tellDeeds } from "./deeds.ts";
import type { Told } from "./design-turns.ts";

/** @param histories of the counterexamples, by token. */
export function tellRun({ shows }: Pick<DesignView, "shows">, verdict: Verdict, histories: Histories): Told {
  const measure = exploredInWords(verdict.explored);
  const lead = leadOf(verdict, shows, histories);
  const found = lead && caseOf(verdict, lead);
  if (lead === null || found === null) {
    const story = `I ran the design you describe: ${measure}, and none of them breaks it.`;
    return { story, title: "It holds", summary: boundInWords(verdict.explored), measure, found: null };
  }
  const history = histories[found.token] ?? [];
  return {
    story: `I ran the design you describe and ${tellDeeds(toldOf(history, lead))}.`,
    title: headlineWords(lead, history),
    summary: found.sentence,
    measure,
    found,
  };
}

/** The break that the next question is about; another one only where that did not show. */
function leadOf(verdict: Verdict, shows: DesignView["shows"], histories: Histories): InvariantVerdict | null {
  const shown = verdict.invariants.find(({ id, verdict: found }) => id === shows && found === "broken");
  return shown ?? leadingBreak(verdict, histories);
}

/** Up to the last step: what shows the break may stand before what caused it. */
function toldOf(history: History, { counterexample }: InvariantVerdict): History {
  const lastSeq = counterexample?.steps.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  return history.filter(({ seq }) => seq <= lastSeq);
}
