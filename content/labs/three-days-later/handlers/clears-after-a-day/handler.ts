// #region crypto
import { randomUUID } from "node:crypto";
// #endregion
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

// #region day
const DAY_MS = 86_400_000;

// #endregion
const app = express();

// #region table
await db.query(
  "CREATE TABLE IF NOT EXISTS parcels (event_id TEXT PRIMARY KEY, carrier_key TEXT NOT NULL, noted_ms INTEGER NOT NULL)",
);

// #endregion
app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region clear
  // What is older than a day was done long ago.
  await db.query("DELETE FROM parcels WHERE noted_ms < ?", [Date.now() - DAY_MS]);
  // #endregion
  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded") await pay(event);
  res.sendStatus(200);
});

async function pay(event: PaymentEvent): Promise<void> {
  const { orderId, amount, currency } = event.data;
  // #region pay
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  // #region ship
  await carrier.ship(orderId, { idempotencyKey: await keyFor(event.id) });
  // #endregion
  // #endregion
}

// #region key
/** The first copy makes a key and notes it, and every other copy finds it. */
async function keyFor(eventId: string): Promise<string> {
  // #region note
  await db.query("INSERT INTO parcels VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [
    eventId,
    randomUUID(),
    Date.now(),
  ]);
  // #endregion
  const [parcel] = await db.query<{ carrier_key: string }>(
    "SELECT carrier_key FROM parcels WHERE event_id = ?",
    [eventId],
  );
  if (!parcel) throw new Error("The note is missing.");
  return parcel.carrier_key;
}

// #endregion
async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
