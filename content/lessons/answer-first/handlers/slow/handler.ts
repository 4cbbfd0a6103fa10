import { setTimeout as sleep } from "node:timers/promises";
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

  res.sendStatus(200);
});

async function fulfil(payment: Payment): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [payment.orderId, payment.amount, payment.currency],
  );
  if (!order) return;
  await printSlip(payment); // twenty seconds
  await carrier.ship(payment.orderId);
}
// #endregion

// #region printer
/** The printer takes twenty seconds for a slip, and knows no letter beyond plain A to Z. */
async function printSlip({ customer }: Payment): Promise<void> {
  if (/[^ -~]/.test(customer.email)) throw new Error("The printer does not know this letter.");
  await sleep(20_000);
}
// #endregion

/** The event, when it is genuine and can be read. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    const event = webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
    return typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

type Payment = { orderId: string; amount: number; currency: string; customer: { email: string } };
type PaymentEvent = { id: string; type: string; data: Payment };

export default app;
