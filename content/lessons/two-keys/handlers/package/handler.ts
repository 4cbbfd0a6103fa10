import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();

// #region handler
// One verifier for each live secret. Each goes through the whole list of signatures by itself.
const { WEBHOOK_SECRET = "", WEBHOOK_SECRET_PREVIOUS = "" } = process.env;
const verifiers = [new Webhook(WEBHOOK_SECRET)]; // throws when the secret is empty
if (WEBHOOK_SECRET_PREVIOUS !== "") verifiers.push(new Webhook(WEBHOOK_SECRET_PREVIOUS));

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (event === null) return res.sendStatus(401);
  await fulfil(event);
  res.sendStatus(200);
});

function verified(req: express.Request): PaymentEvent | null {
  for (const verifier of verifiers) {
    try {
      return verifier.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
    } catch {
      // Not signed with this secret; perhaps with the other one.
    }
  }
  return null;
}
// #endregion

// The work may be repeated: the update sets what is already set, and the carrier knows the order by its key.
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
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
