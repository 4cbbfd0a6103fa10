// Says in sentences how a proof ended, for the live region.
import type { Case, Histories } from "./case.ts";
import { headlineWords } from "./headline.ts";
import type { ProofEnd } from "./proof-run.ts";
import { leadOf, type Retry } from "./prover-state.ts";
import { boundInWords, countOf, exploredInWords, invariantWords } from "./words.ts";

export function announceEnd(end: ProofEnd, histories: Histories): string {
  if (end.kind !== "verdict") return end.message;
  const { verdict } = end;
  if (verdict.error?.fault === "start") return `The handler does not start. ${verdict.error.problem.message}`;
  if (verdict.error?.fault === "ours") return `Our fault. ${verdict.error.message}`;
  if (verdict.error) return verdict.error.message;
  const bound = boundInWords(verdict.explored);
  const first = leadOf({ search: { phase: "finished", verdict }, histories });
  if (first === null) return `It holds: ${exploredInWords(verdict.explored)}. ${bound}`;
  const broken = verdict.invariants.filter((one) => one.verdict === "broken").length;
  const headline = headlineWords(first, histories[first.counterexample?.token ?? ""] ?? []);
  return `It breaks. ${headline}. ${countOf(broken, "invariant")} broken.`;
}

export function announceRetry({ invariant }: Case, retry: Retry): string {
  const { title } = invariantWords[invariant];
  switch (retry.phase) {
    case "running":
      return "";
    case "failed":
      return retry.message;
    case "no-start":
      return `The handler does not start. ${retry.problem.message}`;
    case "done":
      return `${title}: ${retryWords[retry.outcome]}`;
  }
}

/** What running a schedule again showed. */
export const retryWords = {
  broken: "this schedule still breaks it.",
  held: "this schedule no longer breaks it.",
  "not-checked": "this schedule no longer breaks it; it ends before anything else was put to the test.",
} as const;
