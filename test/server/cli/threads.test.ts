// What is spread over threads is done once each; a thread that breaks is told, and holds nobody up.
import { expect, test } from "vitest";
import { inThreads } from "../../../server/cli/threads.ts";

const thread = { file: new URL("./halving-thread.ts", import.meta.url), workerData: null };

test("each task is answered once, whichever thread takes it", async () => {
  const tasks = [0, 2, 4, 6, 8, 10];
  const done: [number, number][] = [];
  await inThreads<number, number>(thread, tasks, (task, half) => void done.push([task, half]));
  expect(done.toSorted(([one], [other]) => one - other)).toEqual(tasks.map((task) => [task, task / 2]));
});

test("a thread that breaks fails the whole, with its own error", async () => {
  await expect(inThreads<number, number>(thread, [2, 7], () => {})).rejects.toThrow("7 is odd.");
});

test("without a task there is nothing to wait for", async () => {
  await inThreads<number, number>(thread, [], () => expect.unreachable());
});
