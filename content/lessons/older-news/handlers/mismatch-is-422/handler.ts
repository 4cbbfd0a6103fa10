// Wrong in one way: a payment that does not match is answered 422, so the provider sends it for days.
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
    return res.sendStatus(422);
  }

  // The rule is part of the write: to look first and write later would leave a gap for another event.
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order.id]);
  }
  if (type === "payment.succeeded") {
    const [paid] = await db.query(
      "UPDATE orders SET status = 'paid' WHERE id = ? AND status IN ('pending', 'paid') RETURNING id",
      [order.id],
    );
    if (paid) await carrier.ship(order.id, { idempotencyKey: order.id });
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
