import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";
import { type PaymentEvent, readEvent } from "./event.ts";

// Two secrets are live while one is being replaced. The package takes none that is empty.
const webhooks = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined)
  .map((secret) => new Webhook(secret));

await db.query(
  "CREATE TABLE IF NOT EXISTS parcels (order_id TEXT PRIMARY KEY, has_left INTEGER NOT NULL DEFAULT 0)",
);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") {
    await pay(event);
    await sendParcel(event);
  }
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

/** The package refuses what was signed more than five minutes ago, or for later than in five minutes. */
function isGenuine(req: express.Request): boolean {
  return webhooks.some((webhook) => {
    try {
      webhook.verify(req.body, req.headers as Record<string, string>, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

/** An order becomes paid once, and owes its parcel from then on. */
const pay = ({ data }: PaymentEvent) =>
  db.transaction(async (tx) => {
    const [paid] = await tx.query(
      `UPDATE orders SET status = 'paid'
       WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
      [data.orderId, data.amount, data.currency],
    );
    if (paid) await tx.query("INSERT INTO parcels (order_id) VALUES (?)", [data.orderId]);
  });

/** Also for a copy, because the first attempt may have died before the parcel left. */
async function sendParcel({ data }: PaymentEvent): Promise<void> {
  const [parcel] = await db.query(
    `SELECT order_id FROM parcels JOIN orders ON id = order_id
     WHERE id = ? AND amount = ? AND currency = ? AND has_left = 0`,
    [data.orderId, data.amount, data.currency],
  );
  if (!parcel) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE parcels SET has_left = 1 WHERE order_id = ?", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
