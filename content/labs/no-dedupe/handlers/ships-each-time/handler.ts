import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region work
  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded") await pay(event);
  // #endregion
  res.sendStatus(200);
});

// #region pay
/** What fits the shop's own record is paid, and what is paid is shipped. */
async function pay({ data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  // #region ship
  await carrier.ship(orderId);
  // #endregion
}
// #endregion

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
