// Judges the histories of schedules by all invariants, and counts.
import { invariants, judgeAll } from "../../content/schema/invariants/all.ts";
import {
  type Broken,
  type JudgedOrder,
  type Judgement,
  judgedWorld,
} from "../../content/schema/invariants/judgement.ts";
import { observe, ofKind } from "../../content/schema/observation.ts";
import type { InvariantId } from "../contract/invariants.ts";
import type { InvariantVerdict } from "../contract/proof.ts";
import type { SchemeId } from "../contract/session.ts";
import type { Run } from "../exploration/run.ts";
import type { ExploredScenario } from "../exploration/types.ts";

/** Says what every invariant makes of a run. */
export type JudgeRun = (run: Pick<Run, "history" | "secrets">) => Readonly<Record<InvariantId, Judgement>>;

export function createJudge(
  orders: readonly (JudgedOrder & { readonly id: string })[],
  scheme: SchemeId,
): JudgeRun {
  return ({ history, secrets }) => judgeAll(observe(history), judgedWorld({ orders, scheme, secrets }));
}

/** How often the receiver was killed in a run, and how many requests an attacker sent. */
export const troubleIn = ({ history }: Run) => ({
  crashPoints: ofKind(history, "receiver-ended").filter(({ outcome }) => outcome.kind === "crash-point")
    .length,
  forgeries: ofKind(history, "attempt-started").filter(({ origin }) => origin === "hostile").length,
});

export const invariantIds = Object.keys(invariants) as InvariantId[];

type Linked = Pick<ExploredScenario, "trapLinks">;

/** Those of which a proof in this scenario speaks: of links only where events have some. */
export const invariantsFor = ({ trapLinks }: Linked): readonly InvariantId[] =>
  invariantIds.filter((id) => id !== "keeps-links-outside" || trapLinks.length > 0);

/** What is known of one invariant after some schedules. */
interface Tally {
  checked: number;
  broken: number;
  /** The words of the first break, or of the last time that it held. */
  summary: string | undefined;
  firstBreak: Broken | null;
}

/** Keeps count for the verdict. */
export class Tallies {
  readonly #tallies = new Map<InvariantId, Tally>();

  constructor(scenario: Linked) {
    for (const id of invariantsFor(scenario)) {
      this.#tallies.set(id, { checked: 0, broken: 0, summary: undefined, firstBreak: null });
    }
  }

  /** @returns the invariants that broke now for the first time. */
  add(
    judged: Readonly<Record<InvariantId, Judgement>>,
  ): { readonly id: InvariantId; readonly broken: Broken }[] {
    return [...this.#tallies].flatMap(([id, tally]) => {
      const judgement = judged[id];
      if (judgement.state === "not-checked") return [];
      tally.checked += 1;
      if (judgement.state === "held") {
        if (tally.firstBreak === null) tally.summary = judgement.summary;
        return [];
      }
      tally.broken += 1;
      if (tally.firstBreak !== null) return [];
      tally.firstBreak = judgement;
      return [{ id, broken: judgement }];
    });
  }

  get broken(): InvariantId[] {
    return [...this.#tallies].filter(([, { broken }]) => broken > 0).map(([id]) => id);
  }

  /** Without counterexamples. */
  verdicts(): InvariantVerdict[] {
    return [...this.#tallies].map(([id, { checked, broken, summary, firstBreak }]) => {
      if (firstBreak !== null) return { id, verdict: "broken", checked, broken, ...explain(id, firstBreak) };
      if (checked === 0) return { id, verdict: "not-checked", checked, broken };
      return { id, verdict: "held", checked, broken, ...(summary !== undefined && { summary }) };
    });
  }
}

/** What happened, why it matters, and where to look. */
export function explain(id: InvariantId, { summary, look }: Broken) {
  return { summary, why: invariants[id].why, look: look ?? invariants[id].look };
}
