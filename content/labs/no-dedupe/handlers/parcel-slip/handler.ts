import { randomUUID } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query(
  "CREATE TABLE IF NOT EXISTS parcel_slips (order_id TEXT PRIMARY KEY, carrier_key TEXT NOT NULL)",
);

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded") await pay(event);
  res.sendStatus(200);
});

async function pay({ data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  await carrier.ship(orderId, { idempotencyKey: await keyOnSlip(orderId) });
}

/** The first copy writes the slip. All others read what stands on it. */
async function keyOnSlip(orderId: string): Promise<string> {
  // #region slip
  await db.query("INSERT INTO parcel_slips VALUES (?, ?) ON CONFLICT DO NOTHING", [orderId, randomUUID()]);
  // #endregion
  const [slip] = await db.query<{ carrier_key: string }>(
    "SELECT carrier_key FROM parcel_slips WHERE order_id = ?",
    [orderId],
  );
  if (!slip) throw new Error("The slip is missing.");
  return slip.carrier_key;
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
