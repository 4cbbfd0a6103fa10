// The order's own status is the guard: only the attempt that turns pending into paid ships.
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
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [orderId, amount, currency],
  );
  if (!paid) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
