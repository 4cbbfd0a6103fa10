// The shop: everything a handler can change in the world, and the one place that knows what was changed.
import { describeCall, readCall } from "./call-arguments.ts";
import { createCarrier } from "./carrier.ts";
import { ShopDatabase } from "./database.ts";
import { JobQueue } from "./job-queue.ts";
import { createEffectLedger, type EffectLedger } from "./ledger.ts";
import { createMail } from "./mail.ts";
import { refused } from "./replies.ts";
import { EndlessQueryError, SqlError } from "./sql-errors.ts";
import type { Shop, ShopCall, ShopOptions, ShopReply, WebWorld } from "./types.ts";
import { createWeb } from "./web.ts";

const emptyWeb: WebWorld = { names: {}, machines: [] };

/** Opens the shop and makes the scenario's tables. A mistake in `setUpSql` rejects the first call: it is the author's. */
export function createShop(options: ShopOptions): Shop {
  const { sql, epochMs, nowMs, onWaiting } = options;
  const ledger = createEffectLedger(options.onEffect);
  const database = new ShopDatabase(sql, ledger, { unixNowMs: () => epochMs + nowMs(), onWaiting });
  const queue = new JobQueue(ledger, nowMs);
  const carryOut = createServices({ database, queue, ledger, web: options.web ?? emptyWeb });
  const ready = sql.setUp(options.setUpSql);
  ready.catch(() => {});

  return {
    describe: describeCall,
    async call(asked) {
      await ready;
      return carryOut(asked);
    },
    waitingCalls: () => database.waitingCalls,
    wouldWait(asked) {
      const call = readCall(asked);
      return typeof call !== "string" && database.wouldWait(call);
    },
    async receiverGone() {
      // Calls that were made before this one have to be in line before they can be sent away.
      await ready.catch(() => {});
      queue.receiverGone();
      await database.receiverGone();
    },
    nextJobDueMs: () => queue.nextDueMs(),
    takeDueJob: () => queue.takeDue(),
    settleJob: (jobId, { ok }) => queue.settle(jobId, ok),
    async view() {
      await ready;
      try {
        return await sql.view();
      } catch (error) {
        // A table can be made so that looking at it never ends; and a closed shop has nothing to show.
        if (error instanceof EndlessQueryError || error instanceof SqlError) return { tables: [] };
        throw error;
      }
    },
    close: () => sql.close(),
  };
}

interface ServiceParts {
  readonly database: ShopDatabase;
  readonly queue: JobQueue;
  readonly ledger: EffectLedger;
  readonly web: WebWorld;
}

/** Carries out a call by the service that it is for. */
function createServices({ database, queue, ledger, web: world }: ServiceParts) {
  const carrier = createCarrier(ledger);
  const mail = createMail(ledger);
  const web = createWeb(world, ledger);
  return (asked: ShopCall): ShopReply | Promise<ShopReply> => {
    const call = readCall(asked);
    if (typeof call === "string") {
      return refused({ name: "TypeError", message: call, code: "ERR_SHOP_ARGUMENT" });
    }
    switch (call.name) {
      case "db.query":
        return database.query(call.args, asked);
      case "db.begin":
        return database.begin(call.args.txId);
      case "db.commit":
        return database.commit(call.args.txId);
      case "db.rollback":
        return database.rollback(call.args.txId);
      case "carrier.ship":
        return carrier.ship(call.args, asked);
      case "mail.send":
        return mail.send(call.args, asked);
      case "queue.add":
        return queue.add(call.args, asked);
      case "queue.process":
        return queue.process(call.args);
      case "web.resolve":
        return web.resolve(call.args);
      case "web.get":
        return web.get(call.args, asked);
    }
  };
}
