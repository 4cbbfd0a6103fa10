// GitHub signs the body and nothing else. No timestamp tells an old capture from a new one,
// so every event is remembered, in the same transaction as what it changes.
import { verify } from "@octokit/webhooks-methods";
import express from "express";
import { carrier, db } from "shop";

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

const app = express();
const secret = process.env.WEBHOOK_SECRET ?? "";

await db.query("CREATE TABLE IF NOT EXISTS seen_events (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const signature = req.get("x-hub-signature-256");
  const body = Buffer.isBuffer(req.body) ? req.body.toString("utf8") : "";
  if (!signature || body === "" || !(await verify(secret, body, signature))) return res.sendStatus(401);

  const event: PaymentEvent = JSON.parse(body);
  // Before the event is marked as seen: after a crash in between, the retry ships under the same key.
  if (event.type === "payment.succeeded" && (await isDue(event.data))) {
    await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  }
  await db.transaction(async (tx) => {
    const [first] = await tx.query("INSERT INTO seen_events VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
      event.id,
    ]);
    if (!first) return;
    if (event.type === "payment.succeeded") await markPaid(tx, event.data);
    if (event.type === "payment.refunded") {
      await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.data.orderId]);
    }
  });
  res.sendStatus(200);
});

/** Only what the shop's own record asks for, and not what was refunded since. */
async function isDue({ orderId, amount, currency }: PaymentEvent["data"]): Promise<boolean> {
  const orders = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount, currency],
  );
  return orders.length > 0;
}

async function markPaid(tx: Pick<typeof db, "query">, { orderId, amount, currency }: PaymentEvent["data"]) {
  await tx.query(
    "UPDATE orders SET status = 'paid' WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [orderId, amount, currency],
  );
}

export default app;
