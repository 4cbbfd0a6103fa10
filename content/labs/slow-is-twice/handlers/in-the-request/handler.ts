import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
// #region shop
import { carrier, db, mail } from "shop";
// #endregion
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region handle
  if (!(await claim(event.id))) return res.sendStatus(503);
  await work(event);
  await release(event.id);
  res.sendStatus(200);
  // #endregion
});

async function work({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await db.query<{ customer_email: string }>(
    "SELECT customer_email FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  // #region look-up
  await checkAddress();
  // #endregion
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  const subject = `Your order ${data.orderId} is on its way`;
  // #region mail
  await mail.send({ to: order.customer_email, subject, text: "It has left our shop." });
  // #endregion
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

// #region claims
await db.query("CREATE TABLE IF NOT EXISTS claims (event_id TEXT PRIMARY KEY, until INTEGER NOT NULL)");

// #region claim-ms
/** The provider waits fifteen seconds, so no copy is at work for longer than this. */
const CLAIM_MS = 18_000;
// #endregion

/** Keeps a second copy out while the first one is at work. */
async function claim(eventId: string): Promise<boolean> {
  const now = Date.now();
  const claimed = await db.query(
    `INSERT INTO claims VALUES (?, ?)
     ON CONFLICT (event_id) DO UPDATE SET until = excluded.until WHERE until <= ? RETURNING event_id`,
    [eventId, now + CLAIM_MS, now],
  );
  return claimed.length > 0;
}

async function release(eventId: string): Promise<void> {
  await db.query("DELETE FROM claims WHERE event_id = ?", [eventId]);
}

// #endregion
/** The post office looks the address up. On most days that takes a second, and before Christmas twenty-five. */
async function checkAddress(): Promise<void> {
  await sleep(25_000);
}

export default app;
