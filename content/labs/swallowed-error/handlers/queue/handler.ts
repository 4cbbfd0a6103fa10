import express from "express";
import { carrier, db, queue } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

interface Job {
  type: string;
  orderId: string;
  amount: number;
  currency: string;
}

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // When the queue does not take it, this throws, and Express answers 500. Nobody catches that on the way.
  const { id, type, data } = event;
  const job: Job = { type, orderId: data.orderId, amount: data.amount, currency: data.currency };
  await queue.add("payment", job, { jobId: id });
  res.sendStatus(202);
});

// #region worker
// A run that throws is run again by the queue, after a pause that grows.
await queue.process<Job>("payment", work);
// #endregion

async function work({ type, orderId, amount, currency }: Job): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

export default app;
