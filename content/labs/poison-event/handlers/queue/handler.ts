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
  await queue.add("event", job, { jobId: id });
  res.sendStatus(202);
});

// Each event is a job of its own. One that throws comes back later, eight times in all, and then it is parked.
await queue.process<Job>("event", async ({ type, orderId, amount, currency }) => {
  switch (type) {
    case "payment.succeeded":
      return pay(orderId, amount, currency);
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
      return;
    default:
      throw new Error(`There is no work for ${type}.`);
  }
});

async function pay(orderId: string, amount: number, currency: string): Promise<void> {
  // #region look
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  // #endregion
  if (!owed) return;
  // #region ship
  await carrier.ship(orderId, { idempotencyKey: orderId });
  // #endregion
  // #region paid
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
  // #endregion
}

export default app;
