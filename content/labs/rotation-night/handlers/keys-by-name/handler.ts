import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

interface Key {
  name: "current" | "previous";
  bytes: Buffer;
}

const keys = [
  keyOf("current", process.env.WEBHOOK_SECRET),
  keyOf("previous", process.env.WEBHOOK_SECRET_PREVIOUS),
].flat();
if (!keys.some(({ name }) => name === "current")) throw new Error("WEBHOOK_SECRET is missing.");

/** None for a setting that is not there. One that is there and too short stops the start. */
function keyOf(name: Key["name"], secret: string | undefined): Key[] {
  if (secret === undefined) return [];
  const bytes = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (bytes.length < 24) throw new Error(`The ${name} secret is too short.`);
  return [{ name, bytes }];
}

// When nothing has needed the old secret for a day, it can go.
await db.query("CREATE TABLE IF NOT EXISTS keys_used (name TEXT PRIMARY KEY, last_ms INTEGER NOT NULL)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  const key = keyBehind(req.body, req.headers);
  if (key === undefined) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  await db.query("INSERT INTO keys_used VALUES (?, ?) ON CONFLICT DO UPDATE SET last_ms = excluded.last_ms", [
    key.name,
    Date.now(),
  ]);
  res.sendStatus(200);
});

/** The first live key that has made one of the signatures. */
function keyBehind(body: unknown, headers: IncomingHttpHeaders): Key | undefined {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof list !== "string") return undefined;
  if (!Buffer.isBuffer(body) || !/^\d+$/.test(timestamp)) return undefined;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return undefined;

  // What has another version, or another length than 32 bytes, can be none of ours.
  const digests = list
    .split(" ")
    .filter((entry) => /^v1,[A-Za-z0-9+/]{43}=$/.test(entry))
    .map((entry) => Buffer.from(entry.slice(3), "base64"));
  return keys.find(({ bytes }) => {
    const expected = createHmac("sha256", bytes).update(`${id}.${timestamp}.`).update(body).digest();
    return digests.some((digest) => timingSafeEqual(digest, expected));
  });
}

async function pay({ data }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
