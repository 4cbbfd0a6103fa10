// Stripe's library verifies the raw body; the secret is used as text, unlike with Standard Webhooks.
import express from "express";
import { carrier, db } from "shop";
import Stripe from "stripe";

interface PaymentEvent {
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

const app = express();
// Only webhooks are used, so the API key is never sent anywhere.
const stripe = new Stripe("sk_test_unused");
const secret = process.env.WEBHOOK_SECRET ?? "";

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  if (event.type === "payment.succeeded") await pay(event.data);
  if (event.type === "payment.refunded") await refund(event.data);
  res.sendStatus(200);
});

function verified(req: express.Request): PaymentEvent | null {
  try {
    const event: unknown = stripe.webhooks.constructEvent(
      req.body,
      req.get("stripe-signature") ?? "",
      secret,
    );
    return event as PaymentEvent;
  } catch {
    return null;
  }
}

async function pay({ orderId, amount, currency }: PaymentEvent["data"]) {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount, currency],
  );
  if (!order) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status NOT IN ('paid', 'refunded')", [
    orderId,
  ]);
}

async function refund({ orderId }: PaymentEvent["data"]) {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ? AND status <> 'refunded'", [orderId]);
}

export default app;
