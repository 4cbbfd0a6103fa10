import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

// #region tables
await db.query("CREATE TABLE IF NOT EXISTS known_events (id TEXT PRIMARY KEY)");
// #endregion

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region handle
  const isDue = await db.transaction((tx) => record(tx, event));
  // #region ship
  if (isDue) await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  // #endregion
  // #endregion
  res.sendStatus(200);
});

/** All that the event changes, in one transaction. True when a parcel has to leave. */
async function record(tx: Pick<typeof db, "query">, event: PaymentEvent): Promise<boolean> {
  // #region claim
  const [isNew] = await tx.query("INSERT INTO known_events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
    event.id,
  ]);
  if (!isNew) return false;

  // #endregion
  const { type, data } = event;
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return false;
  // #region pay
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  // #region due
  return paid !== undefined;
  // #endregion
  // #endregion
}

// #region end
export default app;
// #endregion
