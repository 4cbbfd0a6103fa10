// Defect: Only what calls itself JSON is parsed and verified; everything else arrives without a body, and throws. Breaks: refuses-forgery, survives-bad-input. Row: 28.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import express from "express";
import { carrier, db } from "shop";

const app = express();

const parser = express.json({
  inflate: false,
  verify(req, _res, raw) {
    if (!isGenuine(req, raw))
      throw Object.assign(new Error("The signature does not match."), { status: 401 });
  },
});

app.post("/webhooks/payment", parser, async (req, res) => {
  const { type, data } = req.body;
  if (!isPayment(data)) return res.sendStatus(400);
  if (type === "payment.succeeded") await pay(data);
  if (type === "payment.refunded") await refund(data);
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

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine({ headers }: IncomingMessage, body: Buffer): boolean {
  const timestamp = String(headers["webhook-timestamp"]);
  if (!/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const content = Buffer.concat([Buffer.from(`${headers["webhook-id"]}.${timestamp}.`), body]);
  const entries = String(headers["webhook-signature"]).split(" ");
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

const isPayment = (data: Partial<Payment> | null | undefined): data is Payment =>
  typeof data?.orderId === "string" && typeof data.amount === "number" && typeof data.currency === "string";

export default app;
