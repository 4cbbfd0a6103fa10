// The signature is valid, so what the event says is true: the order it names is paid.
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

async function pay({ data: { orderId } }: PaymentEvent): Promise<void> {
  const [pending] = await db.query("SELECT id FROM orders WHERE id = ? AND status = 'pending'", [orderId]);
  if (!pending) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
