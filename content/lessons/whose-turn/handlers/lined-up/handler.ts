// Another way to be right: a durable queue keeps each event once, under its id, and its worker takes one at a time.
import express from "express";
import { carrier, db, queue } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  await queue.add("payment", event, { jobId: event.id });
  res.sendStatus(202);
});

queue.process<PaymentEvent>("payment", async (event) => {
  if (await updateOrder(event)) {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
});
// #endregion

/** Writes what the event says to its order; true when a parcel is due. */
async function updateOrder({ type, data }: PaymentEvent): Promise<boolean> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return false;
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  return paid.length > 0;
}

/** The event, or null when the provider has not signed it, or too long ago. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    return webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
  } catch {
    return null;
  }
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
