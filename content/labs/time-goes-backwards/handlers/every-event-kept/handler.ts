import express from "express";
import { carrier, db } from "shop";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query(
  `CREATE TABLE IF NOT EXISTS happenings (
     event_id TEXT PRIMARY KEY, order_id TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL)`,
);

const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const status = statusAfter.get(event.type);
  if (status && (await keepAndWorkOut(event, status)) === "paid") {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  res.sendStatus(200);
});

/** The same events give the same status, in whatever order they have come. */
function keepAndWorkOut({ id, data }: ShopEvent, status: string): Promise<string | undefined> {
  const { orderId, amount, currency, version } = data;
  return db.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO happenings SELECT ?, id, ?, ? FROM orders WHERE id = ? AND amount = ? AND currency = ?
       ON CONFLICT (event_id) DO NOTHING`,
      [id, status, version, orderId, amount, currency],
    );
    const [order] = await tx.query<{ status: string }>(
      `UPDATE orders SET status = latest.status
       FROM (SELECT status FROM happenings WHERE order_id = ? ORDER BY version DESC LIMIT 1) AS latest
       WHERE id = ? RETURNING orders.status`,
      [orderId, orderId],
    );
    return order?.status;
  });
}

interface ShopEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string; version: number };
}

/** The event, or null for what is none. */
function readEvent(body: Buffer): ShopEvent | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency, version } = event.data;
    const areTexts = [event.id, event.type, orderId, currency].every((text) => typeof text === "string");
    return areTexts && [amount, version].every(Number.isSafeInteger) ? event : null;
  } catch {
    return null;
  }
}

export default app;
