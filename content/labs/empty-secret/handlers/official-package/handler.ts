import express from "express";
import { carrier, db } from "shop";
import Stripe from "stripe";
import { type PaymentEvent, readEvent } from "./event.ts";

// Only its check of webhooks is used, so the API key is never sent anywhere.
const { webhooks } = new Stripe("sk_test_unused");

const secrets = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS].filter(
  (secret) => secret !== undefined,
);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const signature = req.get("stripe-signature") ?? "";
  if (!secrets.some((secret) => isSigned(req.body, signature, secret))) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

/** The package itself refuses a secret that is empty or blank. */
function isSigned(body: unknown, signature: string, secret: string): boolean {
  if (!Buffer.isBuffer(body)) return false;
  try {
    webhooks.constructEvent(body, signature, secret);
    return true;
  } catch {
    return false;
  }
}

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
