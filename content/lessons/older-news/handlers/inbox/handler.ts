// Another way to be right: every event is kept, and the order's status is worked out anew from all that is known.
// In whatever order the same events arrive, the result is the same.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query(
  `CREATE TABLE IF NOT EXISTS inbox (
     event_id TEXT PRIMARY KEY, order_id TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL)`,
);

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);
  const { type, data } = event;

  const [order] = await db.query<Order>("SELECT * FROM orders WHERE id = ?", [data.orderId]);
  const isOurs = order && order.amount === data.amount && order.currency === data.currency;
  if (!isOurs) console.warn(`Event ${event.id} does not match our own record.`);
  const isAboutMoney = type === "payment.succeeded" || type === "payment.refunded";
  if (isOurs && isAboutMoney && (await keepAndWorkOut(event)) === "paid") {
    await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  }
  res.sendStatus(200);
});

/** Keeps the event, once, and gives the order the status that its newest event asks for. */
function keepAndWorkOut({ id, type, data }: PaymentEvent): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.query("INSERT INTO inbox VALUES (?, ?, ?, ?) ON CONFLICT (event_id) DO NOTHING", [
      id,
      data.orderId,
      type,
      data.version,
    ]);
    const [newest] = await tx.query(
      "SELECT type FROM inbox WHERE order_id = ? ORDER BY version DESC LIMIT 1",
      [data.orderId],
    );
    const status = newest?.type === "payment.refunded" ? "refunded" : "paid";
    await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, data.orderId]);
    return status;
  });
}
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

type Order = { amount: number; currency: string };

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string; version: number };
}

export default app;
