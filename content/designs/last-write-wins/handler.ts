// Each event brings the order's new status, and the status is written as it comes.
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
  if (event.type === "payment.refunded") await setStatus(event.data.orderId, "refunded");
  res.sendStatus(200);
});

async function pay({ data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  const [matching] = await db.query("SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ?", [
    orderId,
    amount,
    currency,
  ]);
  if (!matching) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await setStatus(orderId, "paid");
}

async function setStatus(orderId: string, status: "paid" | "refunded"): Promise<void> {
  await db.query("UPDATE orders SET status = ? WHERE id = ?", [status, orderId]);
}

export default app;
