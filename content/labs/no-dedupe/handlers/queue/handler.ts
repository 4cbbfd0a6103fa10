import express from "express";
import { carrier, db, queue } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

type Job = { type: string; orderId: string; amount: number; currency: string };

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const job: Job = { type, orderId: data.orderId, amount: data.amount, currency: data.currency };
  // A job of this name is kept once. Copies of the event have the same name.
  await queue.add("payment", job, { jobId: id });
  res.sendStatus(202);
});

await queue.process<Job>("payment", async ({ type, orderId, amount, currency }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  // A worker that dies is run again, so even here the parcel has a key.
  // #region ship
  await carrier.ship(orderId, { idempotencyKey: orderId });
  // #endregion
});

export default app;
