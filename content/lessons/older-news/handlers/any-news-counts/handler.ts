// Wrong in one way: any newer event makes a payment old, even one that says nothing about money.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS newest (order_id TEXT PRIMARY KEY, version INTEGER NOT NULL)");

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
  if (isOurs && (await setIfNewest(event)) && type === "payment.succeeded") {
    await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  }
  res.sendStatus(200);
});

function setIfNewest({ type, data }: PaymentEvent): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [newest] = await tx.query(
      `INSERT INTO newest VALUES (?, ?)
       ON CONFLICT (order_id) DO UPDATE SET version = excluded.version
       WHERE excluded.version >= version
       RETURNING order_id`,
      [data.orderId, data.version],
    );
    const status = statusAfter.get(type);
    if (newest && status) await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, data.orderId]);
    return newest !== undefined;
  });
}

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
