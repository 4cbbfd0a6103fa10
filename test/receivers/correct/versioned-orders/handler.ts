// What is newest is decided by the events' own versions: a table keeps, for each order, the last one that counted.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query(
  "CREATE TABLE IF NOT EXISTS order_versions (order_id TEXT PRIMARY KEY, version INTEGER NOT NULL)",
);

const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = toEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const status = statusAfter.get(event.type);
  if (status === undefined) return res.sendStatus(200);

  if ((await isNewest(event)) && (await hasStatus(event, status)) && status === "paid")
    await carrier.ship(event.orderId, { idempotencyKey: event.orderId });
  return res.sendStatus(200);
});

/** True also for a copy of the newest one. An event that does not match the shop's record never counts. */
async function isNewest({ type, orderId, amount, currency, version }: PaymentEvent): Promise<boolean> {
  const [newest] = await db.query(
    `INSERT INTO order_versions SELECT id, ? FROM orders WHERE id = ? AND (? OR (amount = ? AND currency = ?))
     ON CONFLICT (order_id) DO UPDATE SET version = excluded.version WHERE excluded.version >= version
     RETURNING order_id`,
    [version, orderId, type === "payment.refunded", amount, currency],
  );
  return newest !== undefined;
}

/** In one transaction with a second look at the version, because a newer event may have come in since. */
function hasStatus({ orderId, version }: PaymentEvent, status: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.query("SELECT version FROM order_versions WHERE order_id = ?", [orderId]);
    if (row?.version !== version) return false;
    await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, orderId]);
    return true;
  });
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.slice("whsec_".length), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or malformed.");

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  const isFresh = /^\d+$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
  if (!isFresh || !Buffer.isBuffer(req.body)) return false;
  const content = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  const expected = keys.map((key) => Buffer.from(createHmac("sha256", key).update(content).digest("base64")));
  for (const entry of (req.get("webhook-signature") ?? "").split(" ")) {
    const [version, text = "", ...more] = entry.split(",");
    const given = Buffer.from(text);
    if (version !== "v1" || more.length > 0) continue;
    if (expected.some((digest) => digest.length === given.length && timingSafeEqual(digest, given)))
      return true;
  }
  return false;
}

interface PaymentEvent {
  type: string;
  orderId: string;
  amount: number;
  currency: string;
  version: number;
}

function toEvent(body: Buffer): PaymentEvent | null {
  try {
    const { type, data } = JSON.parse(body.toString());
    const { orderId, amount, currency, version } = data;
    const isWhole = [type, orderId, currency].every((text) => typeof text === "string");
    const isCounted = Number.isInteger(version) && Number.isInteger(amount);
    return isWhole && isCounted ? { type, orderId, amount, currency, version } : null;
  } catch {
    return null;
  }
}

export default app;
