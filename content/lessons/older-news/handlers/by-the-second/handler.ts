import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS newest (order_id TEXT PRIMARY KEY, created INTEGER NOT NULL)");

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
  const isOurs = order && order.amount === data.amount;
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
      `INSERT INTO newest VALUES (?, ?)
       ON CONFLICT (order_id) DO UPDATE SET created = excluded.created
       WHERE excluded.created >= created
       RETURNING order_id`,
      [event.data.orderId, event.created],
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

type Order = { amount: number };

interface PaymentEvent {
  id: string;
  type: string;
  created: number;
  data: { orderId: string; amount: number };
}

export default app;
