import express from "express";
import { carrier, db, queue } from "shop";
import { Webhook } from "standardwebhooks";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

// The package throws when it is given no secret, so there is no way to start without one.
const webhooks = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined)
  .map((secret) => new Webhook(secret));

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const { id, type } = event;
  const { orderId, amount, currency } = event.data;
  await queue.add("payment", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  res.sendStatus(202);
});

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

await queue.process<PaymentEvent>("payment", async ({ type, data }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
});

export default app;
