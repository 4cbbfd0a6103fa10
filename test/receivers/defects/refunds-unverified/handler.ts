// Defect: The signature is checked where goods leave, and a refund goes past it. Breaks: refuses-forgery, refuses-replay-attack. Row: 4.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const TOLERANCE_SECONDS = 300;

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const event = Buffer.isBuffer(req.body) ? parse(req.body) : null;
  if (event?.type !== "payment.refunded" && !isGenuine(req)) return res.sendStatus(401);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event.data);
  if (event.type === "payment.refunded") await refund(event.data);
  return res.sendStatus(200);
});

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query<{ amount: number; currency: string; status: string }>(
    "SELECT amount, currency, status FROM orders WHERE id = ?",
    [orderId],
  );
  if (order?.status !== "pending" || order.amount !== amount || order.currency !== currency) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  // Conditional, because a refund may have come in since the order was read.
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^[0-9]+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const entries = (req.get("webhook-signature") ?? "").split(" ").map((entry) => Buffer.from(entry));
  return keys.some((key) => {
    const hmac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(req.body);
    const expected = Buffer.from(`v1,${hmac.digest("base64")}`);
    return entries.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
  });
}

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

/** Null for what is no event: a valid signature says who wrote it, and nothing about its shape. */
function parse(body: Buffer): { type: string; data: Payment } | null {
  try {
    const { type, data } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return typeof type === "string" && typeof data?.orderId === "string" ? { type, data } : null;
  } catch {
    return null;
  }
}

export default app;
