// A shop in memory, with a set of keys for a database: enough for the world to be tested without SQL.
import type { Shop, ShopCall, ShopOptions, ShopReply } from "../../../server/shop/types.ts";

export interface FakeShop extends Shop {
  readonly keys: ReadonlySet<string>;
  /** How often it heard that a receiver was gone. */
  readonly receiversGone: number;
  readonly isClosed: boolean;
}

interface Job {
  readonly jobId: string;
  readonly job: string;
  readonly data: unknown;
  state: "waiting" | "running" | "done" | "parked";
  dueMs: number;
  runs: number;
}

type FakeShopOptions = Pick<ShopOptions, "nowMs" | "onEffect" | "onWaiting">;

/**
 * `db`: `has` and `put` a key; `put-new` tells whether it was new; `lock` waits for the one lock and `unlock` gives it
 * on; `endless` does not end. `carrier.ship`, `queue.add` and `queue.process` are as in the real one.
 */
export function createFakeShop({ nowMs, onEffect, onWaiting }: FakeShopOptions): FakeShop {
  const keys = new Set<string>();
  const shipped: string[] = [];
  const jobs: Job[] = [];
  let workers = new Set<string>();
  let lockQueue: ((reply: ShopReply) => void)[] = [];
  let isLocked = false;
  let receiversGone = 0;
  let isClosed = false;

  const ship = (orderId: string, { attemptId, callId }: ShopCall): ShopReply => {
    const subject = `ship:${orderId}`;
    const repeat = shipped.filter((other) => other === orderId).length;
    shipped.push(orderId);
    onEffect({ effect: "shipped", subject, summary: orderId, orderId, attemptId, callId, repeat });
    return done(orderId);
  };
  const unlock = () => {
    const next = lockQueue.shift();
    isLocked = next !== undefined;
    next?.(done(null));
  };
  const waiting = () => jobs.filter(({ job, state }) => state === "waiting" && workers.has(job));

  const carryOut = (call: ShopCall): ShopReply | Promise<ShopReply> => {
    const { key = "" } = call.args as { key?: string };
    switch (`${call.service}.${call.operation}`) {
      case "db.has":
        return done(keys.has(key));
      case "db.put":
        keys.add(key);
        return done(null);
      case "db.put-new": {
        const isNew = !keys.has(key);
        keys.add(key);
        return done(isNew);
      }
      case "db.lock":
        if (isLocked) {
          return new Promise((resolve) => {
            lockQueue.push(resolve);
            onWaiting();
          });
        }
        isLocked = true;
        return done(null);
      case "db.unlock":
        unlock();
        return done(null);
      case "db.endless":
        return {
          ok: false,
          error: { name: "E", message: "endless" },
          summary: "It did not end.",
          fatal: "endless-query",
        };
      case "carrier.ship":
        return ship(key, call);
      case "queue.add":
        jobs.push({
          jobId: `job_${jobs.length}`,
          job: key,
          data: null,
          state: "waiting",
          dueMs: nowMs(),
          runs: 0,
        });
        return done(null);
      case "queue.process":
        workers.add(key);
        return done(null);
      default:
        return { ok: false, error: { name: "E", message: "unknown" }, summary: "unknown" };
    }
  };

  return {
    keys,
    get receiversGone() {
      return receiversGone;
    },
    get isClosed() {
      return isClosed;
    },
    describe: ({ service, operation, args }) => `${service}.${operation} ${JSON.stringify(args)}`,
    call: async (call) => carryOut(call),
    waitingCalls: () => lockQueue.length,
    wouldWait: ({ operation }) => isLocked && operation === "lock",
    async receiverGone() {
      receiversGone += 1;
      workers = new Set();
      for (const job of jobs)
        if (job.state === "running") Object.assign(job, { state: "waiting", dueMs: nowMs() + 1_000 });
      const dismissed = lockQueue;
      lockQueue = [];
      isLocked = false;
      for (const answer of dismissed)
        answer({ ok: false, error: { name: "Gone", message: "gone" }, summary: "gone" });
    },
    nextJobDueMs: () =>
      waiting().reduce<number | null>((least, { dueMs }) => Math.min(least ?? dueMs, dueMs), null),
    takeDueJob() {
      const job = waiting().find(({ dueMs }) => dueMs <= nowMs());
      if (job === undefined) return null;
      job.state = "running";
      job.runs += 1;
      return { jobId: job.jobId, job: job.job, data: job.data, run: job.runs };
    },
    settleJob(jobId, { ok }) {
      const job = jobs.find((other) => other.jobId === jobId);
      if (job?.state !== "running") throw new Error(`The job ${jobId} is not running.`);
      if (!ok && job.runs < 3) {
        Object.assign(job, { state: "waiting", dueMs: nowMs() + 1_000 * job.runs });
        return { state: "due-again", dueMs: job.dueMs };
      }
      job.state = ok ? "done" : "parked";
      return { state: job.state };
    },
    view: async () => ({
      tables: [{ name: "keys", columns: ["key"], rows: [...keys].map((key) => [key]), totalRows: keys.size }],
    }),
    async close() {
      isClosed = true;
    },
  };
}

const done = (value: unknown): ShopReply => ({ ok: true, value, summary: String(value) });
