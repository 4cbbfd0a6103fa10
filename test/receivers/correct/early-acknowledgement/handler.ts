// The event is committed, acknowledged and then worked on; what a dead process left undone is found when the next one starts.
import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";

type Task = { event_id: string; type: string; order_id: string; amount: number; currency: string };

await db.query(`CREATE TABLE IF NOT EXISTS tasks (
  event_id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT, done INTEGER DEFAULT 0
)`);
for (const task of await db.query<Task>("SELECT * FROM tasks WHERE done = 0 ORDER BY rowid"))
  void finish(task);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const task = taskIn(req.body);
  if (task === null) return res.sendStatus(400);
  const [open] = await db.query(
    `INSERT INTO tasks (event_id, type, order_id, amount, currency) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET type = excluded.type WHERE done = 0 RETURNING event_id`,
    [task.event_id, task.type, task.order_id, task.amount, task.currency],
  );
  res.sendStatus(202);
  // Also for a copy: whoever wrote the row may never have heard that it was written.
  return open === undefined ? undefined : finish(task);
});

/** Tries for as long as it takes; a task whose answer got lost in between is done again, which does no harm. */
async function finish(task: Task): Promise<void> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      await work(task);
      await db.query("UPDATE tasks SET done = 1 WHERE event_id = ?", [task.event_id]);
      return;
    } catch (error) {
      console.warn(`${task.event_id} is not done yet:`, error instanceof Error ? error.name : "unknown");
      await sleep(pauseMs);
    }
  }
}

async function work({ type, order_id, amount, currency }: Task): Promise<void> {
  if (type === "payment.refunded")
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order_id]);
  if (type !== "payment.succeeded") return;
  const due = "FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'";
  const [order] = await db.query(`SELECT id ${due}`, [order_id, amount, currency]);
  if (order === undefined) return;
  await carrier.ship(order_id, { idempotencyKey: order_id });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [order_id]);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => Buffer.from(secret?.replace(/^whsec_/, "") ?? "", "base64"))
  .filter((key) => key.length > 23);
if (keys.length === 0) throw new Error("There is no usable WEBHOOK_SECRET.");

function isGenuine({ headers, body }: express.Request): boolean {
  const [id, timestamp, list] = ["id", "timestamp", "signature"].map((part) =>
    String(headers[`webhook-${part}`]),
  );
  if (timestamp === undefined || !/^\d+$/.test(timestamp) || !Buffer.isBuffer(body)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  return keys.some((key) => {
    const hmac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body);
    const expected = Buffer.from(`v1,${hmac.digest("base64")}`);
    const given = (list ?? "").split(" ").map((entry) => Buffer.from(entry));
    return given.some((entry) => entry.length === expected.length && timingSafeEqual(entry, expected));
  });
}

function taskIn(body: Buffer): Task | null {
  try {
    const { id, type, data } = JSON.parse(body.toString());
    const { orderId, amount, currency } = data;
    const isWhole = [id, type, orderId, currency].every((part) => typeof part === "string");
    return isWhole && Number.isInteger(amount)
      ? { event_id: id, type, order_id: orderId, amount, currency }
      : null;
  } catch {
    return null;
  }
}

export default app;
