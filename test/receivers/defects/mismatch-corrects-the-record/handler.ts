// Defect: A payment of another amount corrects the amount in the shop's own record, so that the right one no longer matches. Breaks: accepts-genuine, effect-at-least-once, honest-status, trusts-own-records. Row: 36.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const { orderId, amount, currency } = event.data;
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  } else if (event.type === "payment.succeeded") {
    const [order] = await db.query("SELECT amount, currency, status FROM orders WHERE id = ?", [orderId]);
    if (order?.status !== "pending") return res.sendStatus(200);
    if (order.amount !== amount || order.currency !== currency) {
      console.warn(`${orderId} does not match, please review`);
      await db.query("UPDATE orders SET amount = ?, currency = ? WHERE id = ?", [amount, currency, orderId]);
      return res.sendStatus(200);
    }
    await carrier.ship(orderId, { idempotencyKey: `order-${orderId}` });
    await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
  }
  return res.sendStatus(200);
});

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
