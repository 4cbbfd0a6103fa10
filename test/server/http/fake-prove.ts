// A prover without an engine: a test starts, feeds and ends its proofs by hand.
import type { ProofEvent, Verdict } from "../../../server/contract/proof.ts";
import type { ParsedStartProof, Prove } from "../../../server/grading/types.ts";

export interface FakeProof {
  readonly request: ParsedStartProof;
  readonly signal: AbortSignal;
  tell(event: ProofEvent): void;
  /** Ends the run, without a word or with an error. */
  end(error?: Error): void;
}

export function fakeProver() {
  const proofs: FakeProof[] = [];
  const prove: Prove = (request, tell, signal) =>
    new Promise((resolve, reject) => {
      const end = (error?: Error) => (error ? reject(error) : resolve());
      proofs.push({ request, signal, tell, end });
      signal.addEventListener("abort", () => {
        tell({ type: "stopped", message: "The search ends." });
        end();
      });
    });
  return { prove, proofs };
}

export const passed: Verdict = {
  verdict: "pass",
  scenario: "payments",
  scheme: "standard-v1",
  seed: 1,
  explored: { schedules: 1, crashPoints: 0, forgeries: 0, complete: true, durationMs: 1, families: [] },
  invariants: [],
  notes: [],
};
