// Express's JSON parser stays, and its verify hook sees the raw bytes before they are parsed.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import express, { type NextFunction, type Request, type Response } from "express";
import { carrier, db } from "shop";

const app = express();
const parser = express.json({
  type: () => true,
  inflate: false,
  verify(req, _res, raw) {
    if (!isGenuine(req, raw))
      throw Object.assign(new Error("The signature does not match."), { status: 401 });
  },
});

app.post("/webhooks/payment", parser, async (req, res) => {
  const { type, data } = req.body ?? {};
  if (typeof type !== "string") return res.sendStatus(400);
  if (type === "payment.succeeded" && isPayment(data)) await pay(data);
  if (type === "payment.refunded" && typeof data?.orderId === "string") await refund(data.orderId);
  return res.sendStatus(200);
});

app.use((error: { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  // What the parser or the hook refused has a status; everything else is worth a retry.
  res.sendStatus(error.status ?? 500);
});

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

const isPayment = (data: Partial<Payment> | undefined): data is Payment =>
  typeof data?.orderId === "string" && typeof data.amount === "number" && typeof data.currency === "string";

/** Ships first: as long as the order is not marked, a retry comes by here again and finds the same parcel. */
async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const sql = "SELECT id FROM orders WHERE (id, amount, currency, status) = (?, ?, ?, 'pending')";
  const [order] = await db.query<{ id: string }>(sql, [orderId, amount, currency]);
  if (order === undefined) return;
  const { id } = await carrier.ship(order.id, { idempotencyKey: order.id });
  console.log(`${order.id} left as ${id}`);
  await db.query("UPDATE orders SET status = 'paid' WHERE (id, status) = (?, 'pending')", [order.id]);
}

async function refund(orderId: string): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => Buffer.from(secret?.trim().replace(/^whsec_/, "") ?? "", "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is empty or too short.");

function isGenuine({ headers }: IncomingMessage, raw: Buffer): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string") return false;
  if (!/^\d+$/.test(timestamp) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const entries = signatures.split(" ").map((entry) => Buffer.from(entry, "utf8"));
  for (const key of keys) {
    const digest = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(raw).digest("base64");
    const expected = Buffer.from(`v1,${digest}`, "utf8");
    if (entries.some((entry) => entry.length === expected.length && timingSafeEqual(entry, expected)))
      return true;
  }
  return false;
}

export default app;
