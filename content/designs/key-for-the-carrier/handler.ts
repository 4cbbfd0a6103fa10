// Nothing is remembered: every step may be done again, and the carrier knows a parcel by its idempotency key.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

async function pay({ data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: `ship-${orderId}` });
  // Last, so that a crash before it leaves the order to the next attempt.
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
