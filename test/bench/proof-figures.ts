// What proving costs: a whole bound, the first counterexample, and a schedule against one plain request.
import { Webhook } from "standardwebhooks";
import { loadScenario } from "../../server/catalog/scenarios.ts";
import { type Cell, openCell, runnableTier } from "../../server/cli/cell.ts";
import type { RawRequest } from "../../server/contract/history.ts";
import { createSandbox, detectTier } from "../../server/sandbox/sandbox.ts";
import { proveOnce } from "../matrix/prove-once.ts";
import { correctReceivers, defects, type TestReceiver } from "../matrix/receivers.ts";
import { median, pairRounds, repeat } from "./rounds.ts";

export interface ProofFigures {
  /** A correct design's whole bound. */
  readonly wholeMs: number;
  readonly schedulesPerSecond: number;
  /** One schedule (a start, two or three requests, a shop of its own) against one request to the running handler. */
  readonly scheduleInRequests: number;
  /** Until the first confirmed counterexample, over defects of several kinds. */
  readonly firstMs: number;
}

const correct = "carrier-key-in-request";
const broken = [
  "no-verification",
  "check-then-act",
  "marked-before-effect",
  "json-unguarded",
  "no-freshness-check",
];
const REQUESTS = 200;

export async function measureProofs(root: string, rounds: number): Promise<ProofFigures> {
  const tier = runnableTier(await detectTier());
  if (tier === null) throw new Error("No code is run on this machine.");
  const scenarios = new Map([["payments", loadScenario(root, "payments")]]);
  const cell = await openCell({ tier, scenarios, onOurFault: console.error });
  const wholeMs: number[] = [];
  const receiver = named(correct);
  const request = await startRequests(receiver);
  let schedules = 0;
  const oneSchedule = async () => {
    const { explored } = (await proveOnce(cell, receiver)).verdict;
    schedules = explored.schedules;
    wholeMs.push(explored.durationMs);
    return explored.durationMs / schedules;
  };
  const { ratio } = await pairRounds(rounds, oneSchedule, request.takesMs);
  const firstMs = await firstCounterexampleMs(cell, rounds);
  await request.stop();
  await cell.close();
  const whole = median(wholeMs.slice(1));
  return {
    wholeMs: whole,
    schedulesPerSecond: (schedules / whole) * 1_000,
    scheduleInRequests: ratio,
    firstMs,
  };
}

async function firstCounterexampleMs(cell: Cell, rounds: number): Promise<number> {
  const medians: number[] = [];
  for (const receiver of broken.map(named)) {
    medians.push(
      await repeat(Math.ceil(rounds / broken.length), async () => {
        const { foundMs } = await proveOnce(cell, receiver);
        if (foundMs === null) throw new Error(`${receiver.name} holds.`);
        return foundMs;
      }),
    );
  }
  return median(medians);
}

/** The same handler, running in the sandbox, with a shop that answers at once; a request with its whole answer. */
async function startRequests({ files }: TestReceiver) {
  const sandbox = await createSandbox();
  const nowMs = Date.UTC(2026, 0, 5, 9);
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const started = await sandbox.startReceiver({
    files,
    env: { WEBHOOK_SECRET: secret },
    nowMs,
    onCall: async () => ({ ok: true, value: [] }),
    onLog: () => {},
  });
  if (!started.ok) throw new Error(started.problem.message);
  const request = signedRequest(secret, nowMs);
  return {
    async takesMs() {
      const startMs = performance.now();
      for (let count = 0; count < REQUESTS; count += 1) {
        const outcome = await started.receiver.request(request).finished;
        if (outcome.kind !== "responded" || outcome.response.status !== 200) throw new Error("Not served.");
      }
      return (performance.now() - startMs) / REQUESTS;
    },
    stop: () => sandbox.close(),
  };
}

function signedRequest(secret: string, nowMs: number): RawRequest {
  const data = { orderId: "ord_1042", amount: 4900, currency: "EUR" };
  const body = JSON.stringify({ id: "evt_1", type: "payment.succeeded", data });
  return {
    method: "POST",
    path: "/webhooks/payment",
    headers: [
      ["host", "receiver"],
      ["content-type", "application/json"],
      ["content-length", String(Buffer.byteLength(body))],
      ["webhook-id", "msg_1"],
      ["webhook-timestamp", String(nowMs / 1_000)],
      ["webhook-signature", new Webhook(secret).sign("msg_1", new Date(nowMs), body)],
    ],
    bodyBase64: Buffer.from(body).toString("base64"),
  };
}

function named(name: string): TestReceiver {
  const receiver = [...correctReceivers(), ...defects()].find((one) => one.name === name);
  if (receiver === undefined) throw new Error(`There is no receiver ${name}.`);
  return receiver;
}
