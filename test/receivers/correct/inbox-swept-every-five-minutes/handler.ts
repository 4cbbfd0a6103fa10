// An inbox, 202, and the work at once; what a crash or a failure leaves is swept up every five minutes.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query(`CREATE TABLE IF NOT EXISTS inbox (
  event_id TEXT PRIMARY KEY, type TEXT NOT NULL, order_id TEXT NOT NULL, amount INTEGER, currency TEXT, done_at INTEGER
)`);

interface Row {
  event_id: string;
  type: string;
  order_id: string;
  amount: number;
  currency: string;
}

setInterval(() => void sweep(), 5 * 60_000);

async function sweep(): Promise<void> {
  try {
    for (const row of await db.query<Row>("SELECT * FROM inbox WHERE done_at IS NULL ORDER BY rowid"))
      await work(row);
  } catch (error) {
    console.warn("sweep:", (error as Error).message);
  }
}

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const { orderId, amount, currency } = event.data;
  await db.query("INSERT INTO inbox VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING", [
    event.id,
    event.type,
    orderId,
    amount,
    currency,
  ]);
  res.sendStatus(202);
  const row = { event_id: event.id, type: event.type, order_id: orderId, amount, currency };
  return work(row).catch((error: Error) => console.warn("left to the sweep:", error.message));
});

async function work({ event_id, type, order_id, amount, currency }: Row): Promise<void> {
  if (type === "payment.refunded")
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order_id]);
  if (type === "payment.succeeded") {
    const where = "WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'";
    const [order] = await db.query(`SELECT id FROM orders ${where}`, [order_id, amount, currency]);
    if (order) {
      await carrier.ship(order_id, { idempotencyKey: `order-${order_id}` });
      await db.query(`UPDATE orders SET status = 'paid' ${where}`, [order_id, amount, currency]);
    }
  }
  await db.query("UPDATE inbox SET done_at = unixepoch() WHERE event_id = ?", [event_id]);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => Buffer.from((secret ?? "").replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is not set.");

function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const given = (req.get("webhook-signature") ?? "").split(" ").map((one) => Buffer.from(one));
  return keys.some((key) => {
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(req.body).digest("base64");
    const expected = Buffer.from(`v1,${mac}`);
    return given.some((one) => one.length === expected.length && timingSafeEqual(one, expected));
  });
}

interface ShopEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string; version: number };
}

function readEvent(body: Buffer): ShopEvent | null {
  try {
    const event = JSON.parse(body.toString("utf8"));
    const { orderId, amount, currency } = event.data;
    const texts = [event.id, event.type, orderId, currency].every((one) => typeof one === "string");
    return texts && Number.isSafeInteger(amount) ? event : null;
  } catch {
    return null;
  }
}

export default app;
