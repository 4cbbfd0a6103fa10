// Work on all processors: a thread for each, which takes the next task when it is done.
import { availableParallelism } from "node:os";
import { parentPort, Worker } from "node:worker_threads";

export interface ThreadOptions {
  /** Its main file, which calls `answerTasks`. */
  readonly file: URL;
  readonly workerData: unknown;
}

/** Each task is answered once, in no order. Rejects when a thread breaks: our fault. */
export async function inThreads<Task, Done>(
  { file, workerData }: ThreadOptions,
  tasks: readonly Task[],
  onDone: (task: Task, done: Done) => void,
): Promise<void> {
  const waiting = tasks.values();
  const answerThoseWaiting = async () => {
    const worker = new Worker(file, { workerData });
    try {
      for (const task of waiting) onDone(task, await answerOf<Done>(worker, task));
    } finally {
      await endThread(worker);
    }
  };
  const threads = Math.min(availableParallelism(), tasks.length);
  await Promise.all(Array.from({ length: threads }, answerThoseWaiting));
}

function answerOf<Done>(worker: Worker, task: unknown): Promise<Done> {
  return new Promise((resolve, reject) => {
    worker.once("message", (done: Done) => {
      worker.off("error", reject);
      resolve(done);
    });
    worker.once("error", reject);
    worker.postMessage({ task });
  });
}

/** Its processes are ended before it is gone. */
async function endThread(worker: Worker): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  worker.once("exit", () => resolve());
  worker.once("error", () => resolve());
  worker.postMessage(null);
  await promise;
}

/** The thread's side: does one task after the other, until there are no more. */
export function answerTasks<Task, Done>(
  work: (task: Task) => Promise<Done>,
  close: () => Promise<void>,
): void {
  if (parentPort === null) throw new Error("This file is the main file of a thread.");
  const port = parentPort;
  port.on("message", async (message: { readonly task: Task } | null) => {
    if (message !== null) return port.postMessage(await work(message.task));
    await close();
    port.close();
  });
}
