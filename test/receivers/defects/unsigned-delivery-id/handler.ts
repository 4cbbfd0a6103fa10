// Defect: Copies are told by the delivery id, which stands in a header that no signature covers. Breaks: effect-at-most-once, refuses-replay-attack. Row: 21.
// Scheme: github-sha256
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  const delivery = req.get("x-github-delivery");
  if (event === null || delivery === undefined) return res.sendStatus(400);
  const [known] = await db.query("SELECT id FROM deliveries WHERE id = ?", [delivery]);
  if (known) return res.sendStatus(200);
  if (event.type === "payment.succeeded") await pay(event.data, delivery);
  if (event.type === "payment.refunded") await refund(event.data);
  await db.query("INSERT INTO deliveries VALUES (?) ON CONFLICT DO NOTHING", [delivery]);
  return res.sendStatus(200);
});

async function pay({ orderId, amount, currency }: Payment, delivery: string): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: delivery });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => secret?.trim() ?? "")
  .filter((secret) => secret.length >= 16);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(req: express.Request): boolean {
  const signature = req.get("x-hub-signature-256") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return secrets.some((secret) =>
    timingSafeEqual(given, createHmac("sha256", secret).update(req.body).digest()),
  );
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
