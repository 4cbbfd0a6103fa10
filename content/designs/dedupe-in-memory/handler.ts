// The ids of events are remembered in memory, and an event that is remembered is not worked on again.
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

/** What was begun for each event. A copy that comes meanwhile waits for it. */
const seen = new Map<string, Promise<void>>();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await once(event.id, () => work(event));
  res.sendStatus(200);
});

function once(id: string, begin: () => Promise<void>): Promise<void> {
  const before = seen.get(id);
  if (before) return before;
  const begun = begin();
  seen.set(id, begun);
  // What failed is forgotten, so that a retry can do it.
  begun.catch(() => seen.delete(id));
  return begun;
}

async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid) await carrier.ship(orderId);
}

export default app;
