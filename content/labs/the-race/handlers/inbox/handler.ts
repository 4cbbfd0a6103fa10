import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS due (order_id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await db.transaction(async (tx) => {
    const [claimed] = await tx.query("INSERT INTO inbox VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
      event.id,
    ]);
    if (claimed) await record(tx, event);
  });
  await shipIfDue(event.data.orderId);
  res.sendStatus(200);
});

/** In one transaction with the claim: either both are there or neither. */
async function record(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("INSERT INTO due VALUES (?)", [data.orderId]);
}

/** What is due stays due until the carrier has it; the key makes a second call harmless. */
async function shipIfDue(orderId: string): Promise<void> {
  const [due] = await db.query("SELECT order_id FROM due WHERE order_id = ?", [orderId]);
  if (!due) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("DELETE FROM due WHERE order_id = ?", [orderId]);
}

export default app;
