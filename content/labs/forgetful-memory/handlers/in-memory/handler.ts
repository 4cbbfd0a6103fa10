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
  await once(event.id, () => work(event));
  res.sendStatus(200);
  // #endregion
});

// #region memory
/** What was begun with each event. Copies wait for it, and do nothing themselves. */
const known = new Map<string, Promise<void>>();

function once(id: string, begin: () => Promise<void>): Promise<void> {
  const before = known.get(id);
  if (before) return before;
  const begun = begin();
  known.set(id, begun);
  // What failed is forgotten, so that a retry can do it.
  begun.catch(() => known.delete(id));
  return begun;
}

// #endregion
async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  // #region pay
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  // #region ship
  await carrier.ship(orderId);
  // #endregion
  // #endregion
}

export default app;
