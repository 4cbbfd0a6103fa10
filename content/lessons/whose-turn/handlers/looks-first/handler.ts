import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  if (event.type === "payment.succeeded") await fulfil(event.data);
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.data.orderId]);
  }
  res.sendStatus(200);
});

async function fulfil(payment: Payment): Promise<void> {
  // #region work
  if (!(await isPending(payment))) return;
  await carrier.ship(payment.orderId);
  await markPaid(payment);
  // #endregion
}
// #endregion

// #region calls
async function isPending({ orderId, amount, currency }: Payment): Promise<boolean> {
  const [order] = await db.query<{ status: string }>(
    "SELECT status FROM orders WHERE id = ? AND amount = ? AND currency = ?",
    [orderId, amount, currency],
  );
  return order?.status === "pending";
}

async function markPaid({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}
// #endregion

type Payment = PaymentEvent["data"];

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
