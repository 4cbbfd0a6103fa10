import express from "express";
import { carrier, db, queue } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

type Job = { type: string; orderId: string; amount: number; currency: string };

const app = express();

// #region tables
// The queue knows which jobs it has had, so no table does.
// #endregion

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const job: Job = { type, orderId: data.orderId, amount: data.amount, currency: data.currency };
  // #region add
  // Mark and work are one thing here: the job is in the queue, or the event has never been heard of.
  await queue.add("payment", job, { jobId: id });
  // #endregion
  res.sendStatus(202);
});

await queue.process<Job>("payment", async ({ type, orderId, amount, currency }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  // A worker that dies is run again from its first line, so each line bears that.
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length > 0) await carrier.ship(orderId, { idempotencyKey: orderId });
});

export default app;
