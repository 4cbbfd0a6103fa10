// The event's id, the order and the parcel that is owed are committed together; a copy meets the id and changes nothing.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS owed_parcels (order_id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await db.transaction(async (tx) => {
    const [isNew] = await tx.query("INSERT INTO events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
      event.id,
    ]);
    if (isNew) await record(tx, event);
  });
  // Also for a copy: the attempt before it may have died right here.
  await shipIfOwed(event.data.orderId);
  res.sendStatus(200);
});

async function record(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("INSERT INTO owed_parcels VALUES (?)", [data.orderId]);
}

/** The carrier is outside of the transaction, so it gets a key of its own. */
async function shipIfOwed(orderId: string): Promise<void> {
  const [owed] = await db.query("SELECT order_id FROM owed_parcels WHERE order_id = ?", [orderId]);
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("DELETE FROM owed_parcels WHERE order_id = ?", [orderId]);
}

export default app;
