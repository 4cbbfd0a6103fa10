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
  // The signature is good, so the provider has seen the money.
  if (event.type === "payment.succeeded") await pay(event);
  res.sendStatus(200);
});

// #region pay
async function pay({ data }: PaymentEvent): Promise<void> {
  // #region paid
  const [order] = await db.query(
    "UPDATE orders SET status = 'paid' WHERE id = ? AND status <> 'refunded' RETURNING id",
    [data.orderId],
  );
  // #endregion
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}
// #endregion

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
