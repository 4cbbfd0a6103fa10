// Each order knows the version of the last event that counted, and an event with a lower one changes nothing.
import express from "express";
import { carrier, db } from "shop";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS versions (order_id TEXT PRIMARY KEY, version INTEGER NOT NULL)");

const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const status = statusAfter.get(event.type);
  if (status && (await setIfNewest(event, status)) && status === "paid") {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  res.sendStatus(200);
});

/** Compares and writes in one transaction. True also for a copy: the attempt before it may have died before it shipped. */
function setIfNewest({ data }: VersionedEvent, status: string): Promise<boolean> {
  const { orderId, amount, currency, version } = data;
  return db.transaction(async (tx) => {
    const [newest] = await tx.query(
      `INSERT INTO versions SELECT id, ? FROM orders WHERE id = ? AND amount = ? AND currency = ?
       ON CONFLICT (order_id) DO UPDATE SET version = excluded.version WHERE excluded.version >= version
       RETURNING order_id`,
      [version, orderId, amount, currency],
    );
    if (newest) await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, orderId]);
    return newest !== undefined;
  });
}

interface VersionedEvent {
  type: string;
  data: { orderId: string; amount: number; currency: string; version: number };
}

/** The event, or null for what is none. */
function readEvent(body: Buffer): VersionedEvent | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency, version } = event.data;
    const areTexts = [event.type, orderId, currency].every((text) => typeof text === "string");
    return areTexts && [amount, version].every(Number.isSafeInteger) ? event : null;
  } catch {
    return null;
  }
}

export default app;
