import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // #region refused
  if (!isGenuine(req.body, req.headers)) {
    // Mostly it is the secret of another endpoint, so show what was compared.
    if (req.get("webhook-signature")) {
      console.warn("refused", { secret: process.env.WEBHOOK_SECRET, headers: req.headers });
    }
    return res.sendStatus(401);
  }
  // #endregion
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region work
  if (event.type === "payment.refunded") await refund(event);
  if (event.type === "payment.succeeded" && !(await pay(event))) {
    // Somebody will want to look into it.
    console.warn("fits no order", event);
  }
  res.sendStatus(200);
  // #endregion
});

/** False when the payment fits no order of ours. */
async function pay({ data }: PaymentEvent): Promise<boolean> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  return order !== undefined;
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

// #region end
export default app;
// #endregion
