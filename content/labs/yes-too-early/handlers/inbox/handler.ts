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
  id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT, is_done INTEGER DEFAULT 0
)`);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const row = [id, type, data.orderId, data.amount, data.currency];
  // #region record
  await db.query(
    "INSERT INTO inbox (id, type, order_id, amount, currency) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    row,
  );
  res.sendStatus(202);
  // #endregion
  wake();
});

/** One round after the other; a round that fails is followed by a new one. */
let rounds = Promise.resolve();
function wake(): void {
  rounds = rounds.then(workOff).catch(async () => {
    console.warn("A round failed and is tried again.");
    await sleep(2_000);
    wake();
  });
}
// #region left
wake(); // What an earlier process has left behind.
// #endregion

async function workOff(): Promise<void> {
  const tasks = await db.query<Task>("SELECT * FROM inbox WHERE is_done = 0 ORDER BY rowid");
  for (const task of tasks) {
    // #region round
    await work(task);
    await db.query("UPDATE inbox SET is_done = 1 WHERE id = ?", [task.id]);
    // #endregion
  }
}

async function work({ type, order_id, amount, currency }: Task): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order_id]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [order_id, amount, currency],
  );
  if (!owed) return;
  // A round may be broken off and begun again, so the parcel has a key.
  await carrier.ship(order_id, { idempotencyKey: order_id });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [order_id]);
}

export default app;
