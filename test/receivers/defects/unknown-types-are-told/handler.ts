// Defect: Whatever else happens to an order is told to its customer, by types of events that nobody has thought of. Breaks: trusts-own-records. Row: 45.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, mail } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  if (event.type === "payment.succeeded") await pay(event.data);
  else if (event.type === "payment.refunded") await refund(event.data);
  else await tell(event);
  return res.sendStatus(200);
});

async function tell({ id, type, data: { orderId } }: ShopEvent): Promise<void> {
  const [order] = await db.query<{ customer_email: string }>(
    "SELECT customer_email FROM orders WHERE id = ?",
    [orderId],
  );
  if (order === undefined) return;
  const message = { to: order.customer_email, subject: `News of ${orderId}`, text: `It says: ${type}.` };
  await mail.send(message, { idempotencyKey: `news-${id}` });
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

interface ShopEvent {
  id: string;
  type: string;
  data: Payment;
}

function parse(body: Buffer): ShopEvent | null {
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
