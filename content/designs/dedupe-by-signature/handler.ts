// Each request has a signature of its own, and what comes with a known signature is a copy.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS signatures (text TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const signature = req.get("webhook-signature") ?? "";
  const [known] = await db.query("SELECT text FROM signatures WHERE text = ?", [signature]);
  if (!known) await work(event, signature);
  await db.query("INSERT INTO signatures VALUES (?) ON CONFLICT DO NOTHING", [signature]);
  res.sendStatus(200);
});

async function work({ type, data }: PaymentEvent, signature: string): Promise<void> {
  const { orderId, amount, currency } = data;
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  // Two requests at once with one signature are one parcel for the carrier.
  if (paid) await carrier.ship(orderId, { idempotencyKey: signature });
}

export default app;
