// Wrong in one way: the transaction ends before the parcel, and nothing in it says that a parcel is still due.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  const isDue = await db.transaction((tx) => record(tx, event));
  if (isDue) await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  res.sendStatus(200);
});

/** True when this event is the first of its id, and asks for a parcel. */
async function record(tx: Pick<typeof db, "query">, { id, type, data }: PaymentEvent): Promise<boolean> {
  const [isFirst] = await tx.query("INSERT INTO inbox VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [id]);
  if (!isFirst) return false;
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return false;
  const paid = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
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
