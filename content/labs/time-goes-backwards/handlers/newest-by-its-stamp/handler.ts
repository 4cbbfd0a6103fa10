import express from "express";
import { carrier, db } from "shop";
import { isGenuine } from "./verify.ts";

const app = express();

// For each order the event that counted last, and when it happened.
await db.query("CREATE TABLE IF NOT EXISTS newest (order_id TEXT PRIMARY KEY, happened INTEGER NOT NULL)");

const statusAfter = new Map([
  ["payment.succeeded", "paid"],
  ["payment.refunded", "refunded"],
]);

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region happened
  // The provider signs the time, so nobody can change it on the way.
  const happened = Number(req.get("webhook-timestamp"));
  // #endregion
  // #region counts
  const status = statusAfter.get(event.type);
  // #endregion
  // #region move
  if (status && (await setIfNewest(event, status, happened)) && status === "paid") {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  // #endregion
  res.sendStatus(200);
});

// #region newest
/** False when the event does not fit the order, or when a newer one has set it already. */
function setIfNewest({ data }: ShopEvent, status: string, happened: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [newest] = await tx.query(
      `INSERT INTO newest SELECT id, ? FROM orders WHERE id = ? AND amount = ? AND currency = ?
       ON CONFLICT (order_id) DO UPDATE SET happened = excluded.happened WHERE excluded.happened >= happened
       RETURNING order_id`,
      [happened, data.orderId, data.amount, data.currency],
    );
    if (newest) await tx.query("UPDATE orders SET status = ? WHERE id = ?", [status, data.orderId]);
    return newest !== undefined;
  });
}
// #endregion

interface ShopEvent {
  id: string;
  type: string;
  created: number;
  data: { orderId: string; amount: number; currency: string; version: number };
}

/** The event, or null for what is none. */
function readEvent(body: Buffer): ShopEvent | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency, version } = event.data;
    const areTexts = [event.id, event.type, orderId, currency].every((text) => typeof text === "string");
    return areTexts && [event.created, amount, version].every(Number.isSafeInteger) ? event : null;
  } catch {
    return null;
  }
}

export default app;
