import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

/** All of them together are far below what the provider waits. */
const PAUSES_MS = [200, 1_000];

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const isDone = await persistently(() => work(event));
  if (isDone) return res.sendStatus(200);
  console.error(`${event.id} failed, and the provider is asked to come again.`);
  res.set("Retry-After", "60").sendStatus(503);
});

/** Most faults are over in a second. Each step of the work can be repeated without harm. */
async function persistently(work: () => Promise<void>): Promise<boolean> {
  for (const pauseMs of [...PAUSES_MS, null]) {
    try {
      await work();
      return true;
    } catch {
      if (pauseMs !== null) await sleep(pauseMs);
    }
  }
  return false;
}

async function work({ type, data }: PaymentEvent): Promise<void> {
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
}

export default app;
