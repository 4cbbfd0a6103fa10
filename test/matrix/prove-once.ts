// Runs one proof to its verdict, as somebody does who has read the verdict before.
import type { Cell } from "../../server/cli/cell.ts";
import type { InvariantId } from "../../server/contract/invariants.ts";
import type { StartProof, Verdict } from "../../server/contract/proof.ts";
import { stopwatch } from "../../server/simulation/real-time.ts";
import type { TestReceiver } from "./receivers.ts";

export interface Proved {
  readonly verdict: Verdict;
  /** Real milliseconds until the first confirmed counterexample, or null when there is none. */
  readonly foundMs: number | null;
}

export async function proveOnce(
  { prove, ready }: Pick<Cell, "prove" | "ready">,
  { files, scheme }: Pick<TestReceiver, "files" | "scheme">,
  seed = 1,
  asked: Pick<StartProof, "reproduce"> = {},
): Promise<Proved> {
  await ready();
  const elapsedMs = stopwatch();
  let verdict: Verdict | null = null;
  let foundMs: number | null = null;
  await prove(
    { submission: { files: { ...files } }, scenario: "payments", scheme, seed, ...asked },
    (event) => {
      if (event.type === "verdict") verdict = event.verdict;
      if (event.type === "history") foundMs ??= elapsedMs();
    },
    new AbortController().signal,
  );
  if (verdict === null) throw new Error("The proof ended without a verdict.");
  return { verdict, foundMs };
}

export function brokenIn({ invariants }: Verdict): InvariantId[] {
  return invariants
    .filter(({ verdict }) => verdict === "broken")
    .map(({ id }) => id)
    .sort();
}

/** Everything but the wall time. */
export function bytesOf(verdict: Verdict): string {
  return JSON.stringify({ ...verdict, explored: { ...verdict.explored, durationMs: 0 } });
}
