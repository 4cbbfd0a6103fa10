import express from "express";
import { carrier, db, queue } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // The queue keeps one job for each id, so two copies that come at once are one.
  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  await queue.add("payment", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  res.sendStatus(202);
});

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
  // A worker that dies is run again, so even here the parcel has a key.
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
});

export default app;
