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

  const { id, type, data } = event;
  const job: Job = { type, orderId: data.orderId, amount: data.amount, currency: data.currency };
  // #region record
  // When this returns, the job outlives the process. When it throws, Express answers 500, and the provider comes again.
  await queue.add("payment", job, { jobId: id });
  res.sendStatus(202);
  // #endregion
});

// #region worker
await queue.process<Job>("payment", async ({ type, orderId, amount, currency }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  // #region ship
  // A worker that dies is run again, so the parcel has a key.
  await carrier.ship(orderId, { idempotencyKey: orderId });
  // #endregion
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
});
// #endregion

export default app;
