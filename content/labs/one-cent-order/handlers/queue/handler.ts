import express from "express";
import { carrier, db, queue } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const { orderId, amount, currency } = event.data;
  // The job says what was claimed. What is owed is looked up when there is time for it.
  await queue.add("claim", { type: event.type, orderId, amount, currency }, { jobId: event.id });
  res.sendStatus(202);
});

await queue.process<Claim>("claim", async (claim) => {
  const owed = await owedFor(claim.orderId);
  if (owed === undefined || owed.amount !== claim.amount || owed.currency !== claim.currency) return;
  if (claim.type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [claim.orderId]);
  }
  if (claim.type !== "payment.succeeded" || owed.status !== "pending") return;
  await carrier.ship(claim.orderId, { idempotencyKey: claim.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [claim.orderId]);
});

/** From our own books, and from nowhere else. */
async function owedFor(orderId: string): Promise<Owed | undefined> {
  const [owed] = await db.query<Owed>("SELECT amount, currency, status FROM orders WHERE id = ?", [orderId]);
  return owed;
}

type Owed = { amount: number; currency: string; status: string };
type Claim = { type: string; orderId: string; amount: number; currency: string };

export default app;
