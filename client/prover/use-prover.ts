// The thin React side of the prover: its state, for the panels of a workbench.
import { useObservable } from "../editor/use-observable.ts";
import { useWorkbench } from "../workbench/use-workbench.ts";
import type { Prover } from "./prover.ts";
import type { ProverState } from "./prover-state.ts";

export function useProver(): { prover: Prover; state: ProverState } {
  const { bench } = useWorkbench();
  const state = useObservable(bench.prover);
  return { prover: bench.prover, state };
}
