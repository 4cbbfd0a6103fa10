// A third way: the official package checks the raw bytes, and a table of seen events makes a copy harmless.
// Event and order are written in one transaction; the shipment is asked for by key until the answer is out.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS seen_events (id TEXT PRIMARY KEY, shipped INTEGER NOT NULL)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  const isDue = await db.transaction(async (tx) => {
    await tx.query("INSERT INTO seen_events VALUES (?, 0) ON CONFLICT (id) DO NOTHING", [event.id]);
    const [seen] = await tx.query("SELECT shipped FROM seen_events WHERE id = ?", [event.id]);
    return seen?.shipped === 0 && (await apply(tx, event));
  });
  if (isDue) {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
    await db.query("UPDATE seen_events SET shipped = 1 WHERE id = ?", [event.id]);
  }
  res.sendStatus(200);
});

/** Writes what the event says about its order; true when the order has to be shipped. */
async function apply(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<boolean> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return false;
  const paid = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  return paid.length > 0;
}
// #endregion

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
