import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

// The package takes no secret that is empty, so there is no way to start without one.
const webhooks = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined)
  .map((secret) => new Webhook(secret));

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

/** The package splits the list, skips other versions and compares; whatever is wrong with it is thrown. */
function isGenuine(req: express.Request): boolean {
  return webhooks.some((webhook) => {
    try {
      webhook.verify(req.body, req.headers as Record<string, string>, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

async function pay({ data }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
