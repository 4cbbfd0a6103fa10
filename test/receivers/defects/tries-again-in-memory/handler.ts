// Defect: What failed is answered 202 and tried again by a timer, which dies with the process. Breaks: effect-at-least-once, honest-status. Row: 42.
import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  try {
    await work(event);
    return res.sendStatus(200);
  } catch {
    // A passing failure: we try it again ourselves, so that the provider need not.
    tryAgain(event, 1_000);
    return res.sendStatus(202);
  }
});

function tryAgain(event: PaymentEvent, pauseMs: number): void {
  void sleep(pauseMs)
    .then(() => work(event))
    .catch(() => tryAgain(event, Math.min(2 * pauseMs, 60_000)));
}

async function work(event: PaymentEvent): Promise<void> {
  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
}

async function pay({ data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ data: { orderId } }: PaymentEvent): Promise<void> {
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

interface PaymentEvent {
  id: string;
  type: string;
  data: {
    orderId: string;
    amount: number;
    currency: string;
    version: number;
    customer: { email: string; cardLast4: string };
  };
}

function parse(body: Buffer): PaymentEvent | null {
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
