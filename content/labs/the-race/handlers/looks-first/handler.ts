import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS done_events (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region once
  const [known] = await db.query("SELECT id FROM done_events WHERE id = ?", [event.id]);
  if (known) return res.sendStatus(200);
  // #endregion

  // #region work
  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded" && (await isOwed(event))) {
    // #region ship
    await carrier.ship(event.data.orderId);
    // #endregion
    await setPaid(event);
  }
  // #endregion
  // #region mark
  await db.query("INSERT INTO done_events VALUES (?) ON CONFLICT DO NOTHING", [event.id]);
  // #endregion
  res.sendStatus(200);
});

// #region owed
async function isOwed({ data }: PaymentEvent): Promise<boolean> {
  const orders = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [data.orderId, data.amount, data.currency],
  );
  return orders.length > 0;
}
// #endregion

async function setPaid({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status <> 'refunded'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
