import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const app = express();
// #region table

await db.query(
  "CREATE TABLE IF NOT EXISTS mismatches (event_id TEXT PRIMARY KEY, order_id TEXT, what TEXT NOT NULL)",
);
// #endregion

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded" || event.type === "payment.refunded") {
    const [order] = await db.query<Order>("SELECT id, amount, currency FROM orders WHERE id = ?", [
      event.data.orderId,
    ]);
    // #region judge
    const what = differenceOf(event, order);
    if (order === undefined || what !== null) {
      await leaveToAPerson(event, what ?? "unknown order");
      return res.sendStatus(200);
    }
    // #endregion
    await move(event.type, order);
  }
  res.sendStatus(200);
});

// #region difference
/** What the event says other than our own record, or null when both say the same. */
function differenceOf({ data }: PaymentEvent, order: Order | undefined): string | null {
  if (order === undefined) return "unknown order";
  if (data.currency !== order.currency) return "other currency";
  return data.amount === order.amount ? null : "other amount";
}
// #endregion

// #region person
async function leaveToAPerson({ id, data }: PaymentEvent, what: string): Promise<void> {
  console.warn(`${id} is left to a person: ${what}.`);
  await db.query("INSERT INTO mismatches VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [id, data.orderId, what]);
}
// #endregion

async function move(type: string, { id }: Order): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [id]);
    return;
  }
  const [paid] = await db.query(
    "UPDATE orders SET status = 'paid' WHERE id = ? AND status <> 'refunded' RETURNING id",
    [id],
  );
  if (paid) await carrier.ship(id, { idempotencyKey: id });
}

interface Order {
  id: string;
  amount: number;
  currency: string;
}

export default app;
