import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  const { orderId, amount, currency } = event.data;
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (event.type === "payment.succeeded") {
    const [order] = await db.query(
      `UPDATE orders SET status = 'paid'
       WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
      [orderId, amount, currency],
    );
    if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
  }
  res.sendStatus(200);
});
// #endregion

function verified(req: express.Request): PaymentEvent | null {
  try {
    return webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
  } catch {
    return null;
  }
}

interface PaymentEvent {
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
