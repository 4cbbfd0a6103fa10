import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const TOLERANCE_SECONDS = 300;

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((secret) => secret.length >= 24);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

await db.query("CREATE TABLE IF NOT EXISTS newest (order_id TEXT PRIMARY KEY, version INTEGER NOT NULL)");

const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null || !Number.isInteger(versionOf(event))) return res.sendStatus(400);

  const status = statusAfter.get(event.type);
  // News that is older than what is known is no fault of the sender. It is acknowledged, and changes nothing.
  if (status && (await setIfNewest(event, status)) && status === "paid") {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  res.sendStatus(200);
});

/** Asks whether a request is fresh, by the time of signing, and nothing about the age of the news in it. */
function isGenuine(body: unknown, headers: IncomingHttpHeaders): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof list !== "string") return false;
  if (!Buffer.isBuffer(body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;

  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    const expected = Buffer.from(`v1,${digest}`);
    return list.split(" ").some((entry) => {
      const given = Buffer.from(entry);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

const versionOf = ({ data }: PaymentEvent & { data: { version?: unknown } }) => Number(data.version);

/** False when a newer event of this order has counted already, or when the event does not match the shop's record. */
function setIfNewest(event: PaymentEvent, status: string): Promise<boolean> {
  const { orderId, amount, currency } = event.data;
  return db.transaction(async (tx) => {
    const [order] = await tx.query("SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ?", [
      orderId,
      amount,
      currency,
    ]);
    if (!order) return false;
    // "Or the same", so that a second attempt can finish what a crash has interrupted.
    const [newest] = await tx.query(
      `INSERT INTO newest VALUES (?, ?)
       ON CONFLICT (order_id) DO UPDATE SET version = excluded.version
       WHERE excluded.version >= version RETURNING order_id`,
      [orderId, versionOf(event)],
    );
    if (newest) await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, orderId]);
    return newest !== undefined;
  });
}

export default app;
