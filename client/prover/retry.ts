// Reads the end of a single schedule's run: whether it broke what it broke before, or why nothing can be said.
import type { History } from "../../server/contract/history.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { Files } from "../editor/store.ts";
import type { ProofEnd } from "./proof-run.ts";
import type { Retry } from "./prover-state.ts";
import { breakOf } from "./scene.ts";

interface Played {
  readonly files: Files;
  readonly invariant: InvariantId;
  readonly history: History;
}

export function retryOf(end: ProofEnd, { files, invariant, history }: Played): Retry {
  if (end.kind !== "verdict") return { phase: "failed", files, message: end.message };
  const { verdict } = end;
  if (verdict.error?.fault === "start") return { phase: "no-start", files, problem: verdict.error.problem };
  // A schedule that shows nothing any more was played all the same, and is there to be looked at.
  if (verdict.error && verdict.error.fault !== "schedule") {
    return { phase: "failed", files, message: verdict.error.message };
  }
  const judged = verdict.invariants.find(({ id }) => id === invariant);
  return {
    phase: "done",
    files,
    outcome: judged?.verdict ?? "not-checked",
    summary: judged?.summary ?? "",
    notes: verdict.notes,
    ...breakOf(verdict, invariant, history),
    history,
  };
}
