// Signature and timestamp are checked, so an old request is refused. No ids are stored beyond that.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  // Refuses what is older than five minutes.
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await work(event);
  res.sendStatus(200);
});

async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid) await carrier.ship(orderId);
}

export default app;
