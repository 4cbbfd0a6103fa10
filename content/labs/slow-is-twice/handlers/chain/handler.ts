import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db, mail, queue } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

type Order = { orderId: string };

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // What is quick is done at once. A copy does it again, which changes nothing.
  const { orderId, amount, currency } = event.data;
  if (event.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (event.type === "payment.succeeded" && (await isPaid(orderId, amount, currency))) {
    await queue.add("check", { orderId }, { jobId: `check/${orderId}` });
  }
  res.sendStatus(202);
});

async function isPaid(orderId: string, amount: number, currency: string): Promise<boolean> {
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  return paid.length > 0;
}

// One job for each step, under the order's name. A step that is repeated finds its key, or a job that is there already.
await queue.process<Order>("check", async ({ orderId }) => {
  await checkAddress();
  await queue.add("ship", { orderId }, { jobId: `ship/${orderId}` });
});

await queue.process<Order>("ship", async ({ orderId }) => {
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await queue.add("tell", { orderId }, { jobId: `tell/${orderId}` });
});

await queue.process<Order>("tell", async ({ orderId }) => {
  const [order] = await db.query<{ customer_email: string }>(
    "SELECT customer_email FROM orders WHERE id = ?",
    [orderId],
  );
  if (!order) return;
  const subject = `Your order ${orderId} is on its way`;
  await mail.send(
    { to: order.customer_email, subject, text: "It has left our shop." },
    { idempotencyKey: `on-its-way/${orderId}` },
  );
});

/** The post office looks the address up. On most days that takes a second, and before Christmas twenty-five. */
async function checkAddress(): Promise<void> {
  await sleep(25_000);
}

export default app;
