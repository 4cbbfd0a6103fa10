// What `import … from "shop"` gives: everything outside the receiver's process, as calls. Documented in shop.d.ts.
import { AsyncLocalStorage } from "node:async_hooks";
import type { ServiceReply } from "../types.ts";
import type { Services } from "./services.ts";

type Worker = (data: unknown) => unknown;

export interface GuestShop {
  /** The exports of the module. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Runs the worker of a job. Never rejects. */
  runJob(job: string, data: unknown): Promise<ServiceReply>;
}

export function createGuestShop(services: Services): GuestShop {
  const workers = new Map<string, Worker>();
  const carrier = {
    ship: (orderId: unknown, options?: { idempotencyKey?: unknown }) =>
      services.call("carrier", "ship", { orderId, idempotencyKey: options?.idempotencyKey }),
  };
  const mail = {
    send: (message?: Record<string, unknown>, options?: { idempotencyKey?: unknown }) => {
      const { to, subject, text } = message ?? {};
      return services.call("mail", "send", { to, subject, text, idempotencyKey: options?.idempotencyKey });
    },
  };
  const web = {
    resolve: (name: unknown) => services.call("web", "resolve", { name }),
    get: (url: unknown, options?: { address?: unknown; redirect?: unknown }) =>
      services.call("web", "get", {
        url: url instanceof URL ? url.href : url,
        address: options?.address,
        redirect: options?.redirect,
      }),
  };
  const queue = {
    add: (job: unknown, data?: unknown, options?: { jobId?: unknown }) =>
      services.call("queue", "add", { job, data: data ?? null, jobId: options?.jobId }),
    async process(job: unknown, worker: unknown) {
      if (typeof worker !== "function")
        throw new TypeError("queue.process(job, worker): worker is a function.");
      workers.set(String(job), worker as Worker);
      await services.call("queue", "process", { job });
    },
  };
  return {
    exports: { db: createDb(services), carrier, mail, queue, web },
    async runJob(job, data) {
      try {
        const worker = workers.get(job);
        if (worker === undefined) throw new Error(`No worker is registered for the job "${job}".`);
        await worker(data);
        return { ok: true, value: null };
      } catch (error) {
        return { ok: false, error: plainError(error) };
      }
    },
  };
}

interface OpenTransaction {
  readonly txId: number;
  isOpen: boolean;
}

function createDb(services: Services) {
  const current = new AsyncLocalStorage<OpenTransaction>();
  let lastTxId = 0;

  const refuseInside = (what: string, instead: string) => {
    if (current.getStore()?.isOpen !== true) return;
    const message = `${what} was called inside db.transaction and would wait for that transaction for ever. ${instead}`;
    throw Object.assign(new Error(message), { code: "ERR_INSIDE_TRANSACTION" });
  };
  const run = (sql: unknown, params: unknown, txId?: number) => {
    const list = Array.isArray(params) ? params.map(sqlValue) : params;
    return services.call("db", "query", { sql, params: list, txId });
  };

  return {
    async query(sql: unknown, params?: unknown) {
      refuseInside("db.query", "Use tx.query(…), the function's own argument, for every statement in it.");
      return await run(sql, params);
    },
    async transaction(work: unknown) {
      if (typeof work !== "function")
        throw new TypeError("db.transaction(async (tx) => { … }) takes a function.");
      refuseInside("db.transaction", "Put both parts into one transaction.");
      lastTxId += 1;
      const transaction: OpenTransaction = { txId: lastTxId, isOpen: true };
      const { txId } = transaction;
      await services.call("db", "begin", { txId });
      const tx = {
        async query(sql: unknown, params?: unknown) {
          if (transaction.isOpen) return await run(sql, params, txId);
          const message =
            "tx.query was called after its transaction had ended. Await every query inside the function.";
          throw Object.assign(new Error(message), { code: "ERR_TRANSACTION_ENDED" });
        },
      };
      try {
        const value: unknown = await current.run(transaction, () => work(tx));
        transaction.isOpen = false;
        await services.call("db", "commit", { txId });
        return value;
      } catch (error) {
        if (transaction.isOpen) {
          transaction.isOpen = false;
          await services.call("db", "rollback", { txId });
        }
        throw error;
      }
    },
  };
}

/** What JSON would change or refuse on its way out is refused here; the shop checks the rest. */
function sqlValue(value: unknown, index: number): unknown {
  const isCarried = value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
  if (isCarried) return value;
  const kind =
    typeof value === "object" ? "an object" : typeof value === "number" ? String(value) : typeof value;
  const message = `db.query: parameter ${index + 1} is ${kind}; pass a string, a number, a boolean or null.`;
  throw Object.assign(new TypeError(message), { code: "ERR_SQL_PARAMETER" });
}

/** What can be told of anything thrown. */
export function plainError(error: unknown): { name: string; message: string; code?: string } {
  if (!(error instanceof Error))
    return { name: "Error", message: `Something that is no Error was thrown: ${String(error)}` };
  const code: unknown = Reflect.get(error, "code");
  return { name: error.name, message: error.message, ...(typeof code === "string" && { code }) };
}
