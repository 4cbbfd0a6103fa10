import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS inbox (event_id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS due_parcels (order_id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await db.transaction((tx) => record(tx, event));
  // Also for a copy: the attempt before it may have ended right here.
  await shipIfDue(event.data.orderId);
  res.sendStatus(200);
});

/** Event, order and the note of the parcel are committed together. */
async function record(tx: Pick<typeof db, "query">, { id, type, data }: PaymentEvent): Promise<void> {
  const [isNew] = await tx.query("INSERT INTO inbox VALUES (?) ON CONFLICT DO NOTHING RETURNING event_id", [
    id,
  ]);
  if (!isNew) return;
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("INSERT INTO due_parcels VALUES (?)", [data.orderId]);
}

async function shipIfDue(orderId: string): Promise<void> {
  const [due] = await db.query("SELECT order_id FROM due_parcels WHERE order_id = ?", [orderId]);
  if (!due) return;
  // #region send
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("DELETE FROM due_parcels WHERE order_id = ?", [orderId]);
  // #endregion
}

export default app;
