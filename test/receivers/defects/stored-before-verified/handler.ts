// Defect: Every body is stored before its signature is checked, and the poll works on all that is stored. Breaks: refuses-forgery, refuses-replay-attack. Row: 4.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS mailbox (event_id TEXT PRIMARY KEY NOT NULL, body TEXT NOT NULL)");

setInterval(() => {
  empty().catch((error: Error) => console.error("The mailbox is not empty:", error.message));
}, 3_000);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  const event = Buffer.isBuffer(req.body) ? parse(req.body) : null;
  if (event !== null) {
    const { id, type, data } = event;
    const body = JSON.stringify({ type, data });
    await db.query("INSERT INTO mailbox VALUES (?, ?) ON CONFLICT DO NOTHING", [id, body]);
  }
  if (!isGenuine(req)) return res.sendStatus(401);
  return res.sendStatus(event === null ? 400 : 202);
});

async function empty(): Promise<void> {
  const rows = await db.query<{ event_id: string; body: string }>("SELECT * FROM mailbox ORDER BY rowid");
  for (const { event_id, body } of rows) {
    const { type, data } = JSON.parse(body);
    if (type === "payment.succeeded") await pay(data);
    if (type === "payment.refunded") await refund(data);
    await db.query("DELETE FROM mailbox WHERE event_id = ?", [event_id]);
  }
}

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const content = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  const entries = (req.get("webhook-signature") ?? "").split(" ");
  return keys.some((key) => {
    const expected = Buffer.from(`v1,${createHmac("sha256", key).update(content).digest("base64")}`);
    return entries.some((entry) => {
      const given = Buffer.from(entry);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

function parse(body: Buffer): { id: string; type: string; data: Payment } | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.id, event.type, orderId, currency].every((text) => typeof text === "string");
    return isWhole && typeof amount === "number" ? event : null;
  } catch {
    return null;
  }
}

export default app;
