import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS seen_events (id TEXT PRIMARY KEY)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  if (!(await isFirst(event.id))) return res.sendStatus(200);

  if (await updateOrder(event)) await carrier.ship(event.data.orderId);
  res.sendStatus(200);
});

/** True for one copy and for no other: it looks and marks in one statement. */
async function isFirst(id: string): Promise<boolean> {
  const rows = await db.query("INSERT INTO seen_events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [id]);
  return rows.length > 0;
}
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
