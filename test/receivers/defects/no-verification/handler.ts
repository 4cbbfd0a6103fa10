// Defect: The signature is never looked at; whoever can post is believed. Breaks: refuses-forgery, refuses-replay-attack. Row: 1.
import express from "express";
import { carrier, db } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!Buffer.isBuffer(req.body)) return res.sendStatus(415);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  if (event.type === "payment.succeeded") await pay(event.data);
  if (event.type === "payment.refunded") await refund(event.data);
  return res.sendStatus(200);
});

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

function parse(body: Buffer): { id: string; type: string; data: Payment } | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.id, event.type, orderId, currency].every((text) => typeof text === "string");
    return isWhole && typeof amount === "number" ? event : null;
  } catch {
    return null;
  }
}

export default app;
