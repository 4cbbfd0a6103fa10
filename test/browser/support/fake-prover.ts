// A prover without an engine: it reads the code for a few words and plays recorded proofs, held where a test wants to look.
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { FamilyId, ProofEvent } from "../../../server/contract/proof.ts";
import type { ParsedStartProof, Prove } from "../../../server/grading/types.ts";
import {
  counterexamples,
  duplicateToken,
  errorVerdict,
  explored,
  failVerdict,
  harmlessDuplicateHistory,
  onceVerdict,
  passVerdict,
} from "../../client/fixtures/proofs.ts";

export interface FakeProver {
  readonly prove: Prove;
  /** Makes every proof wait when it comes to this family; the returned function lets them go on. */
  holdAt(family: FamilyId): () => void;
}

export function createFakeProver(): FakeProver {
  let held: { family: FamilyId; gate: Promise<void> } | null = null;
  return {
    holdAt(family) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = { family, gate: promise };
      return () => {
        held = null;
        resolve();
      };
    },
    async prove(request, tell, signal) {
      const stopped = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      const error = faultOf(request);
      if (error) return tell({ type: "verdict", verdict: error });
      if (request.reproduce !== undefined) return playOnce(request, request.reproduce, tell);
      const fails = !codeOf(request).includes("holds");
      for (const event of progress(fails)) {
        tell(event);
        if (held && event.type === "progress" && event.family === held.family) {
          await Promise.race([held.gate, stopped]);
        }
        if (signal.aborted) return tell({ type: "stopped", message: "You stopped the proof." });
      }
      if (fails) tellHistories(tell);
      tell({
        type: "verdict",
        verdict: fails ? failVerdict() : passVerdict(!codeOf(request).includes("cut")),
      });
    },
  };
}

type Tell = (event: ProofEvent) => void;

function codeOf({ submission }: ParsedStartProof): string {
  return Object.values(submission.files).join("\n");
}

function faultOf(request: ParsedStartProof) {
  const code = codeOf(request);
  const line = code.split("\n").findIndex((one) => one.includes("express(;")) + 1;
  if (line > 0) {
    const place = { file: "handler.ts", line, column: 21 };
    return errorVerdict({
      fault: "start",
      problem: { stage: "compile", message: "Unexpected token", place },
    });
  }
  if (!code.includes("our fault")) return null;
  return errorVerdict({
    fault: "ours",
    message: "A counterexample did not show itself again when it was confirmed.",
  });
}

function playOnce(request: ParsedStartProof, token: string, tell: Tell) {
  const found = Object.entries(counterexamples).find(([, one]) => one.token === token);
  if (!found)
    return tell({ type: "verdict", verdict: errorVerdict({ fault: "ours", message: "No such token." }) });
  const [id, example] = found as [InvariantId, (typeof counterexamples)[string]];
  const isBroken = token !== duplicateToken || !codeOf(request).includes("idempotencyKey");
  const entries = isBroken ? example.history() : harmlessDuplicateHistory();
  tell({ type: "history", invariant: isBroken ? id : null, token, epochMs: 0, entries });
  tell({ type: "verdict", verdict: onceVerdict(id, isBroken) });
}

function* progress(fails: boolean): Generator<ProofEvent> {
  let schedules = 0;
  const broken: InvariantId[] = [];
  for (const family of explored().families) {
    if (fails && family.id === "duplicates") broken.push("effect-at-most-once");
    if (fails && family.id === "replay-attacks") broken.push("refuses-forgery");
    if (fails && family.id === "two-events") broken.push("keeps-newest-state");
    yield { type: "progress", family: family.id, schedules, broken: [...broken] };
    schedules += family.schedules;
  }
}

function tellHistories(tell: Tell) {
  for (const [id, { token, history }] of Object.entries(counterexamples)) {
    tell({ type: "history", invariant: id as InvariantId, token, epochMs: 0, entries: history() });
  }
}
