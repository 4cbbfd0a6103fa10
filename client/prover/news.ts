// Says in sentences how far a proof is, and how it ended.
import type { Case, Histories } from "./case.ts";
import { headlineWords } from "./headline.ts";
import type { ProofEnd } from "./proof-run.ts";
import { leadOf, type Retry, type Search } from "./prover-state.ts";
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
      return `${title}: this one schedule is run on the code as it stands.`;
    case "failed":
      return retry.message;
    case "no-start":
      return `The handler does not start. ${retry.problem.message}`;
    case "done":
      return `${title}: ${retryWords[retry.outcome]}`;
  }
}

/** While it is under way; empty before and afterwards. */
export function progressInWords(search: Search): string {
  switch (search.phase) {
    case "starting":
      return "The handler is started in the sandbox …";
    case "queued":
      return search.ahead === 0
        ? "Waiting for another proof to end; this one is next."
        : `Waiting in line behind ${countOf(search.ahead + 1, "other proof")}.`;
    case "running": {
      const { schedules, broken } = search;
      const found = broken.length === 0 ? "nothing broken" : `${countOf(broken.length, "invariant")} broken`;
      return `${countOf(schedules, "schedule")}, ${found} so far`;
    }
    default:
      return "";
  }
}

/** What running a schedule again showed. */
export const retryWords = {
  broken: "this schedule still breaks it.",
  held: "this schedule no longer breaks it.",
  "not-checked": "this schedule is no test of it any more.",
} as const;
