// Proves lessons, labs and designs on all processors: a thread for each, which takes the next unit when it is done.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { RunnableTier } from "../sandbox/isolation/launch.ts";

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
  thread: ProvingThread,
  onProved: (unit: ProvedUnit) => void,
): Promise<ContentProblem[]> {
  const found = new Map<string, ContentProblem[]>();
  const waiting = ids.values();
  const proveThoseWaiting = async () => {
    const worker = new Worker(new URL("./proving-thread.ts", import.meta.url), { workerData: thread });
    try {
      for (const id of waiting) {
        const unit = await answerOf(worker, id);
        found.set(id, unit.problems);
        onProved(unit);
      }
    } finally {
      await closeThread(worker);
    }
  };
  const threads = Math.min(availableParallelism(), ids.length);
  await Promise.all(Array.from({ length: threads }, proveThoseWaiting));
  return ids.flatMap((id) => found.get(id) ?? []);
}

function answerOf(worker: Worker, id: string): Promise<ProvedUnit> {
  return new Promise((resolve, reject) => {
    worker.once("message", (unit: ProvedUnit) => {
      worker.off("error", reject);
      resolve(unit);
    });
    worker.once("error", reject);
    worker.postMessage(id);
  });
}

/** Its processes are ended before it is gone. */
async function closeThread(worker: Worker): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  worker.once("exit", () => resolve());
  worker.once("error", () => resolve());
  worker.postMessage(null);
  await promise;
}
