// The table of handled events is asked first; what is not in it is worked on, and then written there.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS processed_events (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const [known] = await db.query("SELECT id FROM processed_events WHERE id = ?", [event.id]);
  if (known) return res.sendStatus(200);

  await work(event);
  await db.query("INSERT INTO processed_events VALUES (?) ON CONFLICT DO NOTHING", [event.id]);
  res.sendStatus(200);
});

async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid) await carrier.ship(orderId);
}

export default app;
