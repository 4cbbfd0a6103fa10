// Defect: A v1 signature is checked with whatever key is configured, and here that is a public one. Breaks: refuses-forgery. Row: 16.
// Scheme: standard-v1a
import { createHmac, createPublicKey, timingSafeEqual, verify } from "node:crypto";
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

const SPKI_HEADER = Buffer.from("302a300506032b6570032100", "hex");

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^wh(pk|sec)_/, ""), "base64"))
  .filter((key) => key.length === 32);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or malformed.");

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const content = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  return (req.get("webhook-signature") ?? "").split(" ").some((entry) => {
    const [version, text = ""] = entry.split(",");
    const given = Buffer.from(text, "base64");
    if (given.toString("base64") !== text) return false;
    if (version === "v1a") return keys.some((key) => isSignedBy(key, content, given));
    return version === "v1" && keys.some((key) => isMac(key, content, given));
  });
}

function isSignedBy(key: Buffer, content: Buffer, given: Buffer): boolean {
  const der = Buffer.concat([SPKI_HEADER, key]);
  return verify(null, content, createPublicKey({ key: der, format: "der", type: "spki" }), given);
}

function isMac(key: Buffer, content: Buffer, given: Buffer): boolean {
  const expected = createHmac("sha256", key).update(content).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
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
