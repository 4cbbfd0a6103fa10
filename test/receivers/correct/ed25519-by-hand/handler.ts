// Standard Webhooks v1a: the receiver holds only public keys, each bound to Ed25519, and nothing that could sign.
// Scheme: standard-v1a
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

/** The fixed header that makes a wrapped key of the 32 raw bytes (RFC 8410). */
const SPKI_HEADER = Buffer.from("302a300506032b6570032100", "hex");

const publicKeys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].flatMap(readPublicKey);
if (publicKeys.length === 0) throw new Error("WEBHOOK_SECRET has to be the provider's public key, whpk_….");

function readPublicKey(text = ""): KeyObject[] {
  const bytes = text.startsWith("whpk_") ? Buffer.from(text.slice(5), "base64") : Buffer.alloc(0);
  if (bytes.length !== 32) return [];
  return [createPublicKey({ key: Buffer.concat([SPKI_HEADER, bytes]), format: "der", type: "spki" })];
}

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = read(req.body);
  if (event === null) return res.sendStatus(400);
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.orderId]);
  } else if (event.type === "payment.succeeded") {
    const [order] = await db.query("SELECT status FROM orders WHERE id = ? AND amount = ? AND currency = ?", [
      event.orderId,
      event.amount,
      event.currency,
    ]);
    if (order?.status === "pending") await fulfil(event.orderId);
  }
  return res.sendStatus(200);
});

async function fulfil(orderId: string): Promise<void> {
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() - Number(timestamp) * 1000) > 300_000) return false;
  const content = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  const signatures = (req.get("webhook-signature") ?? "").split(" ").flatMap((entry) => {
    // 64 bytes in canonical base64; entries of other versions are not ours to judge.
    const text = /^v1a,([A-Za-z0-9+/]{86}==)$/.exec(entry)?.[1];
    return text === undefined ? [] : [Buffer.from(text, "base64")];
  });
  return publicKeys.some((key) => signatures.some((signature) => verify(null, content, key, signature)));
}

interface PaymentEvent {
  type: string;
  orderId: string;
  amount: number;
  currency: string;
}

function read(body: Buffer): PaymentEvent | null {
  try {
    const event = JSON.parse(body.toString("utf8"));
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.type, orderId, currency].every((text) => typeof text === "string");
    return isWhole && Number.isSafeInteger(amount) ? { type: event.type, orderId, amount, currency } : null;
  } catch {
    return null;
  }
}

export default app;
