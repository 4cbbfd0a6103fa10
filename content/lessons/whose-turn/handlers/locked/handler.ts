import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  await oneAtATime(event.data.orderId, () => handle(event));
  res.sendStatus(200);
});

async function handle({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded" || !(await isPending(data))) return;
  await carrier.ship(data.orderId);
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}
// #endregion

// #region lock
/** For each order, the end of the line: whoever comes next waits for it. */
const lines = new Map<string, Promise<void>>();

function oneAtATime(orderId: string, work: () => Promise<void>): Promise<void> {
  const turn = (lines.get(orderId) ?? Promise.resolve()).then(work);
  lines.set(
    orderId,
    turn.catch(() => {}),
  );
  return turn;
}
// #endregion

async function isPending({ orderId, amount, currency }: PaymentEvent["data"]): Promise<boolean> {
  const [order] = await db.query<{ status: string }>(
    "SELECT status FROM orders WHERE id = ? AND amount = ? AND currency = ?",
    [orderId, amount, currency],
  );
  return order?.status === "pending";
}

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
