// The official package verifies, once for each live secret; a table of parcels says what is owed until it has left.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const webhooks = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined && secret.trim() !== "")
  .map((secret) => new Webhook(secret as string));
if (webhooks.length === 0) throw new Error("WEBHOOK_SECRET has to be set.");

await db.query(
  "CREATE TABLE IF NOT EXISTS parcels (order_id TEXT PRIMARY KEY, has_left INTEGER NOT NULL DEFAULT 0)",
);

const app = express();

app.post("/webhooks/payment", express.raw({ type: () => true, inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = eventIn(req.body);
  if (event === null) return res.sendStatus(422);
  if (event.type === "payment.refunded") await refund(event.orderId);
  if (event.type === "payment.succeeded") {
    await pay(event);
    await sendParcel(event);
  }
  return res.json({ received: true });
});

const refund = (orderId: string) => db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);

const pay = ({ orderId, amount, currency }: PaymentEvent) =>
  db.transaction(async (tx) => {
    const [paid] = await tx.query(
      `UPDATE orders SET status = 'paid', updated_at = ?
       WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
      [Math.floor(Date.now() / 1000), orderId, amount, currency],
    );
    if (paid) await tx.query("INSERT INTO parcels (order_id) VALUES (?)", [orderId]);
  });

/** Also for a copy of the event: the first attempt may have died before the parcel left. */
async function sendParcel({ orderId, amount, currency }: PaymentEvent): Promise<void> {
  const [parcel] = await db.query(
    `SELECT order_id FROM parcels JOIN orders ON id = order_id
     WHERE id = ? AND amount = ? AND currency = ? AND has_left = 0`,
    [orderId, amount, currency],
  );
  if (!parcel) return;
  await carrier.ship(orderId, { idempotencyKey: `parcel/${orderId}` });
  await db.query("UPDATE parcels SET has_left = 1 WHERE order_id = ?", [orderId]);
}

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

interface PaymentEvent {
  type: string;
  orderId: string;
  amount: number;
  currency: string;
}

function eventIn(body: Buffer): PaymentEvent | null {
  try {
    const { type, data } = JSON.parse(body.toString("utf8"));
    const { orderId, amount, currency } = data;
    const isWhole = [type, orderId, currency].every((text) => typeof text === "string");
    return isWhole && typeof amount === "number" ? { type, orderId, amount, currency } : null;
  } catch {
    return null;
  }
}

export default app;
