// Another way to be right: a queue with an end. What it takes is durable, and what it cannot take it says so, in time.
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db, queue } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");
const MOST_WAITING = 1_000;

await db.query("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, done INTEGER NOT NULL DEFAULT 0)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  const [line] = await db.query<{ waiting: number }>(
    "SELECT count(*) AS waiting FROM inbox WHERE done = 0 AND id <> ?",
    [event.id],
  );
  if (line && line.waiting >= MOST_WAITING) return res.set("Retry-After", "600").sendStatus(503);

  await db.query("INSERT INTO inbox (id) VALUES (?) ON CONFLICT DO NOTHING", [event.id]);
  await queue.add("payment", event, { jobId: event.id });
  res.sendStatus(202);
});

queue.process<PaymentEvent>("payment", async (event) => {
  await fulfil(event);
  await db.query("UPDATE inbox SET done = 1 WHERE id = ?", [event.id]);
});
// #endregion

/** Everything that an event asks for. It may be run twice. */
async function fulfil({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  await pack();
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}

let table: Promise<void> = Promise.resolve();

/** There is one packing table. An order takes six seconds on it, and the next one waits. */
function pack(): Promise<void> {
  table = table.then(() => sleep(6_000));
  return table;
}

/** The event, or null when the provider has not signed it, or too long ago. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    return webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
  } catch {
    return null;
  }
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
