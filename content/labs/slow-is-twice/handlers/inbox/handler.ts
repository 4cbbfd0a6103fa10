import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db, mail } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

interface Due {
  order_id: string;
  customer_email: string;
}

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
  res.sendStatus(202);
  wake();
});

/** In one transaction with the claim: the order is paid, and its parcel is due. */
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

/** One round after the other; a round that fails is followed by a new one. */
let rounds = Promise.resolve();
function wake(): void {
  rounds = rounds.then(sendWhatIsDue).catch(async () => {
    console.warn("A round failed and is tried again.");
    await sleep(2_000);
    wake();
  });
}
wake(); // What an earlier process has left behind.

/** All that is due, side by side: the post office takes its time for each, and does not mind many at once. */
async function sendWhatIsDue(): Promise<void> {
  const due = await db.query<Due>(
    "SELECT order_id, customer_email FROM due JOIN orders ON orders.id = order_id ORDER BY due.rowid",
  );
  const outcomes = await Promise.allSettled(due.map(send));
  if (outcomes.some(({ status }) => status === "rejected")) throw new Error("Some are still due.");
}

async function send({ order_id, customer_email }: Due): Promise<void> {
  await checkAddress();
  await carrier.ship(order_id, { idempotencyKey: order_id });
  await mail.send(
    { to: customer_email, subject: `Your order ${order_id} is on its way`, text: "It has left our shop." },
    { idempotencyKey: `on-its-way/${order_id}` },
  );
  await db.query("DELETE FROM due WHERE order_id = ?", [order_id]);
}

/** The post office looks the address up. On most days that takes a second, and before Christmas twenty-five. */
async function checkAddress(): Promise<void> {
  await sleep(25_000);
}

export default app;
