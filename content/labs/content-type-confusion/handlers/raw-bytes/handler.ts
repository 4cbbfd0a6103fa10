import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

// Before any parser: whatever the bytes are called, they are checked first and read as JSON afterwards.
app.post("/webhooks/payment", express.raw({ type: () => true, inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded") await pay(event);
  res.sendStatus(200);
});

// For the pages of the shop. A request to the webhook never gets this far.
app.use(express.urlencoded({ extended: true, inflate: false }));

async function pay({ data }: PaymentEvent): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
