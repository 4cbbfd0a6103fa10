// The queue removes copies and hands each event to a worker once, so the worker needs no protection of its own.
import express from "express";
import { carrier, db, queue } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  // The queue ignores a second job of the same id.
  await queue.add("event", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  res.sendStatus(202);
});

await queue.process<PaymentEvent>("event", async ({ type, data: { orderId, amount, currency } }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId);
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
});

export default app;
