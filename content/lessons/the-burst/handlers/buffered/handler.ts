import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
// #region parts
import { carrier, db, queue } from "shop";
// #endregion
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
// #region verify
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);
  // #endregion
  // #region record
  await queue.add("payment", event, { jobId: event.id });
  // #endregion
  // #region acknowledge
  // #region status
  res.sendStatus(202);
  // #endregion
});
// #endregion
// #region work

queue.process<PaymentEvent>("payment", fulfil);
// #endregion
// #endregion

// #region fulfil
/** Everything that an event asks for. It may be run twice. */
async function fulfil({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  await pack();
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}
// #endregion

// #region table
let table: Promise<void> = Promise.resolve();

/** There is one packing table. An order takes six seconds on it, and the next one waits. */
function pack(): Promise<void> {
  table = table.then(() => sleep(6_000));
  return table;
}
// #endregion

/** The event, or null when the provider has not signed it, or too long ago. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    return webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
  } catch {
    return null;
  }
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
