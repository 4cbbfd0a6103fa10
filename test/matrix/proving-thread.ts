// A thread that proves one receiver after the other, each with the seed that it is given.
import { workerData } from "node:worker_threads";
import { loadScenario } from "../../server/catalog/scenarios.ts";
import { openCell } from "../../server/cli/cell.ts";
import { answerTasks } from "../../server/cli/threads.ts";
import type { Verdict } from "../../server/contract/proof.ts";
import type { RunnableTier } from "../../server/sandbox/isolation/launch.ts";
import { proveOnce } from "./prove-once.ts";
import type { TestReceiver } from "./receivers.ts";

export interface MatrixThread {
  readonly root: string;
  readonly tier: RunnableTier;
}

export interface MatrixTask {
  readonly receiver: TestReceiver;
  readonly seed: number;
}

const { root, tier } = workerData as MatrixThread;
const scenarios = new Map([["payments", loadScenario(root, "payments")]]);
// One schedule at a time keeps a processor busy.
const cell = await openCell({ tier, scenarios, onOurFault: console.error, lanes: 1 });

answerTasks<MatrixTask, Verdict>(
  async ({ receiver, seed }) => (await proveOnce(cell, receiver, seed)).verdict,
  cell.close,
);
