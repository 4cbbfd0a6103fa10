// Wrong in one way: a claim that was begun and cut off is never given up, so every retry is told to come again.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS claims (event_id TEXT PRIMARY KEY, state TEXT)");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  const [mine] = await db.query(
    "INSERT INTO claims VALUES (?, 'begun') ON CONFLICT DO NOTHING RETURNING event_id",
    [event.id],
  );
  if (!mine) return res.sendStatus((await isDone(event.id)) ? 200 : 503);

  if (await updateOrder(event)) {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  await db.query("UPDATE claims SET state = 'done' WHERE event_id = ?", [event.id]);
  res.sendStatus(200);
});

async function isDone(eventId: string): Promise<boolean> {
  const [claim] = await db.query<{ state: string }>("SELECT state FROM claims WHERE event_id = ?", [eventId]);
  return claim?.state === "done";
}

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
