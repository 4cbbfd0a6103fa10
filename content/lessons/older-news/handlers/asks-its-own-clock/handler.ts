// Wrong in one way: each event is dated when it arrives, so the last to arrive is always the newest.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);
  const { type, data } = event;

  const [order] = await db.query<Order>("SELECT * FROM orders WHERE id = ?", [data.orderId]);
  const isOurs = order && order.amount === data.amount && order.currency === data.currency;
  if (!isOurs) {
    console.warn(`Event ${event.id} does not match our own record.`);
    return res.sendStatus(200);
  }

  const status = type === "payment.succeeded" ? "paid" : "refunded";
  if (type === "payment.succeeded" || type === "payment.refunded") {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const [changed] = await db.query(
      "UPDATE orders SET status = ?, updated_at = ? WHERE id = ? AND updated_at <= ? RETURNING id",
      [status, nowSeconds, order.id, nowSeconds],
    );
    if (changed && status === "paid") await carrier.ship(order.id, { idempotencyKey: order.id });
  }

  res.sendStatus(200);
});

/** The event, when it is genuine and can be read. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    const event = webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
    return typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

type Order = { id: string; amount: number; currency: string };

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
