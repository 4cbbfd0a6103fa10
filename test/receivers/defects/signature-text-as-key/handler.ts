// Defect: Copies are told by the text of the signature, and the decoder reads several texts as the same bytes. Breaks: effect-at-most-once, refuses-replay-attack. Row: 9.
// Scheme: github-sha256
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS signatures (text TEXT PRIMARY KEY)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  const signature = req.get("x-hub-signature-256") ?? "";
  const [known] = await db.query("SELECT text FROM signatures WHERE text = ?", [signature]);
  if (known) return res.sendStatus(200);
  if (event.type === "payment.succeeded") await pay(event.data, signature);
  if (event.type === "payment.refunded") await refund(event.data);
  await db.query("INSERT INTO signatures VALUES (?) ON CONFLICT DO NOTHING", [signature]);
  return res.sendStatus(200);
});

async function pay({ orderId, amount, currency }: Payment, signature: string): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: signature });
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
  const given = Buffer.from((req.get("x-hub-signature-256") ?? "").replace(/^sha256=/, ""), "hex");
  if (!Buffer.isBuffer(req.body) || given.length !== 32) return false;
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
