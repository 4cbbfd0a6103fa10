// Stripe's package verifies; it lets a timestamp from the future pass, so that is looked at here.
// Scheme: stripe-v1
import express from "express";
import { carrier, db } from "shop";
import Stripe from "stripe";

const TOLERANCE_SECONDS = 300;
// Only webhooks are used, so the API key is never sent anywhere.
const { webhooks } = new Stripe("sk_test_unused");

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].filter(
  (secret): secret is string => secret !== undefined && secret.trim().length >= 16,
);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const signature = req.get("stripe-signature") ?? "";
  if (isAhead(signature) || !secrets.some((secret) => isSigned(req.body, signature, secret)))
    return res.sendStatus(401);
  const event = decode(req.body);
  if (!event) return res.sendStatus(400);

  const { type, orderId, amount, currency } = event;
  if (type === "payment.succeeded" && (await isOwed(orderId, amount, currency))) {
    await carrier.ship(orderId, { idempotencyKey: `ship_${orderId}` });
    await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
  } else if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  return res.json({ received: true });
});

async function isOwed(orderId: string, amount: number, currency: string): Promise<boolean> {
  const orders = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  return orders.length === 1;
}

function isSigned(body: unknown, signature: string, secret: string): boolean {
  if (!Buffer.isBuffer(body)) return false;
  try {
    webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS);
    return true;
  } catch (error) {
    // It parses only what it has verified: signed, but not JSON.
    return error instanceof SyntaxError;
  }
}

function isAhead(signature: string): boolean {
  const timestamp = /(?:^|,)t=(\d+)(?:,|$)/.exec(signature)?.[1];
  return timestamp === undefined || Number(timestamp) - Date.now() / 1000 > TOLERANCE_SECONDS;
}

function decode(body: Buffer) {
  try {
    const { type, data } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const event = { type, orderId: data.orderId, amount: data.amount, currency: data.currency };
    const isWhole = typeof type === "string" && typeof event.orderId === "string";
    const isMoney = Number.isInteger(event.amount) && /^[A-Z]{3}$/.test(event.currency);
    return isWhole && isMoney ? event : null;
  } catch {
    return null;
  }
}

export default app;
