// Proves lessons, labs and designs on all processors.
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { RunnableTier } from "../sandbox/isolation/launch.ts";
import { inThreads } from "./threads.ts";

export interface ProvingThread {
  readonly root: string;
  readonly tier: RunnableTier;
  /** How many schedules of each family a handler is put through at least; Infinity for the whole bound. */
  readonly depth: number;
}

/** What a thread answers to the id of a unit. */
export interface ProvedUnit {
  readonly id: string;
  readonly problems: ContentProblem[];
}

/** @returns what is wrong, in the order of `ids`. Rejects when a thread breaks: our fault. */
export async function proveUnits(
  ids: readonly string[],
  workerData: ProvingThread,
  onProved: (unit: ProvedUnit) => void,
): Promise<ContentProblem[]> {
  const found = new Map<string, ContentProblem[]>();
  const thread = { file: new URL("./proving-thread.ts", import.meta.url), workerData };
  await inThreads<string, ProvedUnit>(thread, ids, (id, unit) => {
    found.set(id, unit.problems);
    onProved(unit);
  });
  return ids.flatMap((id) => found.get(id) ?? []);
}
