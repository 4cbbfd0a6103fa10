import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region answer
  // The provider does not like to wait: answer now, and work in the background.
  waiting.push(event);
  if (waiting.length === 1) setTimeout(workOff, 1_000);
  res.sendStatus(200);
  // #endregion
});

// #region background
const waiting: PaymentEvent[] = [];

async function workOff(): Promise<void> {
  for (const event of waiting.splice(0)) {
    await work(event).catch(() => console.error(`${event.id} failed.`));
  }
}

// #endregion
async function work({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

export default app;
