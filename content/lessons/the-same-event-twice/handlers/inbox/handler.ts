// A second way: the event is claimed and its parcel noted as due, in one transaction. What is due is shipped afterwards,
// by key, and again after every restart, until it is off the list.
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS parcels_due (order_id TEXT PRIMARY KEY)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  await db.transaction((tx) => record(tx, event));
  await shipWhatIsDue();
  res.sendStatus(200);
});

/** Event, order and the parcel that is due: all of it is written, or nothing is. */
async function record(tx: Pick<typeof db, "query">, { id, type, data }: PaymentEvent): Promise<void> {
  const [isFirst] = await tx.query("INSERT INTO inbox VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [id]);
  if (!isFirst) return;
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
    await tx.query("DELETE FROM parcels_due WHERE order_id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("INSERT INTO parcels_due VALUES (?)", [data.orderId]);
}

/** Two of these at once do no harm: the carrier knows each parcel by its key. */
async function shipWhatIsDue(): Promise<void> {
  for (const { order_id } of await db.query<{ order_id: string }>("SELECT order_id FROM parcels_due")) {
    await carrier.ship(order_id, { idempotencyKey: order_id });
    await db.query("DELETE FROM parcels_due WHERE order_id = ?", [order_id]);
  }
}
// #endregion

// What an earlier process left behind.
shipWhatIsDue().catch((error: Error) => console.error("Parcels are still due:", error.message));

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
