// Defect: Settings that are missing turn into the word "undefined", which anybody can sign with. Breaks: refuses-forgery. Row: 3.
// Scheme: stripe-v1
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  if (event.type === "payment.succeeded") await pay(event.data);
  if (event.type === "payment.refunded") await refund(event.data);
  return res.sendStatus(200);
});

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

const secrets = ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"]
  .map((name) => `${process.env[name]}`)
  .filter((secret) => secret.trim() !== "");
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is empty.");

function isGenuine(req: express.Request): boolean {
  const items = (req.get("stripe-signature") ?? "").split(",").map((item) => item.split("="));
  const timestamp = items.find(([name]) => name === "t")?.[1] ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const signatures = items.filter(([name]) => name === "v1").map(([, text = ""]) => Buffer.from(text));
  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${timestamp}.`).update(req.body).digest("hex");
    const expected = Buffer.from(digest);
    return signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
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
