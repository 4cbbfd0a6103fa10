import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

// What somebody has to look into stands in the shop's own database, where it is known who may read it.
await db.query(
  "CREATE TABLE IF NOT EXISTS to_look_into (event_id TEXT PRIMARY KEY, order_id TEXT, amount INTEGER, currency TEXT)",
);

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // The provider's own list shows what was refused, and whoever looks there is allowed to.
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded" && !(await pay(event))) await keepForAPerson(event);
  res.sendStatus(200);
});

async function keepForAPerson({ id, data }: PaymentEvent): Promise<void> {
  await db.query("INSERT INTO to_look_into VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", [
    id,
    data.orderId,
    data.amount,
    data.currency,
  ]);
}

/** False when the payment fits no order of ours. */
async function pay({ data }: PaymentEvent): Promise<boolean> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  return order !== undefined;
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
