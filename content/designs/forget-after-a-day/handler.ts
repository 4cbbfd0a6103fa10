// The ids of events are kept in the database for a day. After that a copy is not expected any more.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const KEPT_MS = 24 * 60 * 60 * 1000;

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, first_ms INTEGER NOT NULL)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const firstMs = await remember(event.id);
  await work(event, `${event.id} of ${firstMs}`);
  res.sendStatus(200);
});

/** When the event was first seen. After a day it is a new one. */
async function remember(id: string): Promise<number> {
  const nowMs = Date.now();
  const [row] = await db.query<{ first_ms: number }>(
    `INSERT INTO seen VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET
       first_ms = CASE WHEN first_ms < ? THEN excluded.first_ms ELSE first_ms END
     RETURNING first_ms`,
    [id, nowMs, nowMs - KEPT_MS],
  );
  return row?.first_ms ?? nowMs;
}

async function work({ type, data }: PaymentEvent, key: string): Promise<void> {
  const { orderId, amount, currency } = data;
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  // The same key for every copy, as long as the event is known.
  if (paid) await carrier.ship(orderId, { idempotencyKey: key });
}

export default app;
