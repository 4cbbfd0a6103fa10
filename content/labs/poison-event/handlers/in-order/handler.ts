import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

interface Task {
  id: string;
  type: string;
  order_id: string;
  amount: number;
  currency: string;
}

await db.query(`CREATE TABLE IF NOT EXISTS inbox (
  id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT, state TEXT DEFAULT 'open'
)`);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  // #region door
  const row = [id, type, data.orderId, data.amount, data.currency];
  // #endregion
  await db.query(
    "INSERT INTO inbox (id, type, order_id, amount, currency) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    row,
  );
  res.sendStatus(202);
  wake();
});

/** One event after the other, in the order in which they came. */
async function workOff(): Promise<void> {
  for (;;) {
    // #region next
    const [task] = await db.query<Task>("SELECT * FROM inbox WHERE state = 'open' ORDER BY rowid LIMIT 1");
    // #endregion
    if (!task) return;
    // #region one
    await work(task);
    await db.query("UPDATE inbox SET state = 'done' WHERE id = ?", [task.id]);
    // #endregion
  }
}

async function work({ type, order_id, amount, currency }: Task): Promise<void> {
  switch (type) {
    case "payment.succeeded":
      return pay(order_id, amount, currency);
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order_id]);
      return;
    // #region others
    default:
      throw new Error(`There is no work for ${type}.`);
    // #endregion
  }
}

async function pay(orderId: string, amount: number, currency: string): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

/** One round after the other. One that fails is followed by a new one, after a pause that grows to half an hour. */
let rounds = Promise.resolve();
let pauseMs = 1_000;
function wake(): void {
  rounds = rounds.then(workOff).then(
    () => {
      pauseMs = 1_000;
    },
    async () => {
      console.error("A round failed and is tried again.");
      await sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, 1_800_000);
      wake();
    },
  );
}
wake(); // What an earlier process has left behind.

// #region end
export default app;
// #endregion
