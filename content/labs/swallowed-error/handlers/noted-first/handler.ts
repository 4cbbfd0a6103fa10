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

await db.query(`CREATE TABLE IF NOT EXISTS open_events (
  id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT
)`);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const task: Task = { id, type, order_id: data.orderId, amount: data.amount, currency: data.currency };
  // This line may fail, and its error goes on to the provider.
  await note(task);
  try {
    await finish(task);
  } catch {
    // Here a 200 is true all the same: the event is noted, and is tried until it is done.
    console.warn(`${id} is not done yet.`);
    tryAgainLater();
  }
  res.sendStatus(200);
});

async function note({ id, type, order_id, amount, currency }: Task): Promise<void> {
  const row = [id, type, order_id, amount, currency];
  await db.query("INSERT INTO open_events VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row);
}

async function finish(task: Task): Promise<void> {
  await work(task);
  await db.query("DELETE FROM open_events WHERE id = ?", [task.id]);
}

async function finishAll(): Promise<void> {
  for (const task of await db.query<Task>("SELECT * FROM open_events ORDER BY rowid")) await finish(task);
}

/** One round after the other; a round that fails is followed by a new one. */
let rounds = Promise.resolve();
function tryAgainLater(): void {
  rounds = rounds
    .then(() => sleep(2_000))
    .then(finishAll)
    .catch(tryAgainLater);
}
tryAgainLater(); // What an earlier process has left behind.

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
  await carrier.ship(order_id, { idempotencyKey: order_id });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [order_id]);
}

export default app;
