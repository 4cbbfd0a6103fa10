import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);
  const { type, data } = event;

  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type === "payment.succeeded") {
    await db.query("UPDATE orders SET status = 'paid' WHERE id = ?", [data.orderId]);
    await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  }

  res.sendStatus(200);
});
// #endregion

/** The event, when it is genuine and can be read. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    const event = webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
    return typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

interface PaymentEvent {
  type: string;
  data: { orderId: string };
}

export default app;
