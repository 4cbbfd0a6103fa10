import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS handled_events (id TEXT PRIMARY KEY)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  // #region claim
  const [mine] = await db.query("INSERT INTO handled_events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
    event.id,
  ]);
  if (!mine) return res.sendStatus(200);
  // #endregion

  if (await updateOrder(event)) await carrier.ship(event.data.orderId);
  res.sendStatus(200);
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
