import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const DAY_MS = 86_400_000;

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, details TEXT, done_ms INTEGER)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await clear();
  const [known] = await db.query("SELECT id FROM inbox WHERE id = ? AND done_ms IS NOT NULL", [event.id]);
  // #region copy
  if (known) return res.sendStatus(200);
  // #endregion

  // What whoever answers the telephone may want to look up in the next days.
  const { orderId, amount, currency } = event.data;
  const details = `${event.type} of ${orderId}: ${amount} ${currency}`;
  await db.query("INSERT INTO inbox (id, details) VALUES (?, ?) ON CONFLICT DO NOTHING", [event.id, details]);
  await work(event);
  await db.query("UPDATE inbox SET done_ms = ? WHERE id = ?", [Date.now(), event.id]);
  res.sendStatus(200);
});

/** Details go, since they are long and nobody needs them any more. The id and the fact that it is done stay. */
async function clear(): Promise<void> {
  await db.query("UPDATE inbox SET details = NULL WHERE details IS NOT NULL AND done_ms < ?", [
    Date.now() - 7 * DAY_MS,
  ]);
}

async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length > 0) await carrier.ship(orderId, { idempotencyKey: `parcel/${orderId}` });
}

export default app;
