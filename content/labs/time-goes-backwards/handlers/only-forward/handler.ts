import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded") await pay(event);
  // #region late
  res.sendStatus(200);
  // #endregion
});

// #region pay
/** An order goes from pending to paid to refunded, and never back. No time has to be known for that. */
async function pay({ data }: PaymentEvent): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}
// #endregion

// #region refund
async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ? AND amount = ? AND currency = ?", [
    data.orderId,
    data.amount,
    data.currency,
  ]);
}
// #endregion

export default app;
