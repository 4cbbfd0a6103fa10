import express from "express";
import { carrier, db } from "shop";
// #region imports
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();
// #endregion

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // #region read
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // #endregion

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  // #region answer
  res.sendStatus(200);
  // #endregion
});

async function pay({ data }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
