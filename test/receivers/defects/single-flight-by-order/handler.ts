// Defect: Of two events about one order at once only the first is handled; its memory is in a function that makes the app. Breaks: effect-at-least-once, honest-status. Row: 36.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

function createApp() {
  const app = express();
  const inFlight = new Map<string, Promise<void>>();

  /** Two requests about one order at once: the second one waits for the first. (It ought to be one event.) */
  const once = (key: string, work: () => Promise<void>): Promise<void> => {
    const running = inFlight.get(key) ?? work().finally(() => inFlight.delete(key));
    inFlight.set(key, running);
    return running;
  };

  app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
    if (!isGenuine(req)) return res.sendStatus(401);
    const event = readEvent(req.body);
    if (event === null) return res.sendStatus(400);
    if (event.type === "payment.refunded") {
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.data.orderId]);
      return res.sendStatus(200);
    }
    const [order] = await db.query<Order>("SELECT * FROM orders WHERE id = ?", [event.data.orderId]);
    if (order) await once(order.id, () => apply(event, order));
    return res.sendStatus(200);
  });
  return app;
}

interface Order {
  id: string;
  amount: number;
  currency: string;
  status: string;
}

async function apply({ type, data }: ShopEvent, order: Order): Promise<void> {
  if (type === "order.updated") {
    await db.query("UPDATE orders SET updated_at = unixepoch() WHERE id = ?", [order.id]);
  }
  if (type !== "payment.succeeded" || order.status !== "pending") return;
  if (data.amount !== order.amount || data.currency !== order.currency) return;
  await carrier.ship(order.id, { idempotencyKey: `order-${order.id}` });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [order.id]);
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

export default createApp();
