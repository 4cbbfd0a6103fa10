// Another way to be right: the provider numbers its events, and the table "newest" keeps the number that counted last
// for each order. Only payments and refunds count; a note about the order must not make a late payment look old.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS newest (order_id TEXT PRIMARY KEY, version INTEGER NOT NULL)");

// #region handler
const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);
  const { type, data } = event;

  const [order] = await db.query<Order>("SELECT * FROM orders WHERE id = ?", [data.orderId]);
  const isOurs = order && order.amount === data.amount && order.currency === data.currency;
  if (!isOurs) console.warn(`Event ${event.id} does not match our own record.`);
  const status = statusAfter.get(type);
  if (isOurs && status && (await setIfNewest(event, status)) && status === "paid") {
    await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  }
  res.sendStatus(200);
});

/** False when a newer event has set the order already. */
function setIfNewest(event: PaymentEvent, status: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [newest] = await tx.query(
      // "Or the same", so that a second attempt can finish what a crash has interrupted.
      `INSERT INTO newest VALUES (?, ?)
       ON CONFLICT (order_id) DO UPDATE SET version = excluded.version
       WHERE excluded.version >= version
       RETURNING order_id`,
      [event.data.orderId, event.data.version],
    );
    if (newest) await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, event.data.orderId]);
    return newest !== undefined;
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
