// The official package verifies; the answer is given only when the work is done, and all of it may be repeated.
import express from "express";
import { carrier, db } from "shop";
import { Webhook, WebhookVerificationError } from "standardwebhooks";

interface PaymentEvent {
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  let event: PaymentEvent;
  try {
    event = webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
  } catch (error) {
    return res.sendStatus(error instanceof WebhookVerificationError ? 401 : 400);
  }

  if (event.type === "payment.succeeded") await pay(event.data);
  if (event.type === "payment.refunded") await refund(event.data);
  res.sendStatus(200);
});

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
