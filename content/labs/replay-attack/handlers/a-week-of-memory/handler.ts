import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((secret) => secret.length >= 24);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

// #region list
// #region week
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

// #endregion
await db.query("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY, first_ms INTEGER NOT NULL)");

/** When the event was first seen. */
async function firstSeen(id: string): Promise<number> {
  const nowMs = Date.now();
  // #region tidy
  // The provider tries for three days, so a week of memory is plenty.
  await db.query("DELETE FROM seen WHERE first_ms < ?", [nowMs - WEEK_MS]);
  // #endregion
  await db.query("INSERT INTO seen VALUES (?, ?) ON CONFLICT DO NOTHING", [id, nowMs]);
  const [row] = await db.query<{ first_ms: number }>("SELECT first_ms FROM seen WHERE id = ?", [id]);
  return row?.first_ms ?? nowMs;
}

// #endregion
const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // #region guard
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  // #endregion
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region key
  // The same for every copy, so the carrier knows a parcel that it has had.
  const parcel = `${event.id} of ${await firstSeen(event.id)}`;
  // #endregion
  if (event.type === "payment.succeeded") await pay(event, parcel);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

function isGenuine(body: unknown, headers: IncomingHttpHeaders): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof list !== "string") return false;
  // #region form
  if (!Buffer.isBuffer(body) || !/^\d+$/.test(timestamp)) return false;
  // #endregion

  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    const expected = Buffer.from(`v1,${digest}`);
    return list.split(" ").some((entry) => {
      const given = Buffer.from(entry);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

async function pay({ data }: PaymentEvent, parcel: string): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: parcel });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
