// A third way: an inbox table. Event, order and the parcel that is owed are written in one transaction, then comes the
// answer. A worker of the shop's own sends what is owed: after each event, and whenever the process starts.
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";
import { Webhook } from "standardwebhooks";

const app = express();
const webhook = new Webhook(process.env.WEBHOOK_SECRET ?? "");

await db.query("CREATE TABLE IF NOT EXISTS inbox (event_id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS parcels (order_id TEXT PRIMARY KEY, payment TEXT, state TEXT)");

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  const event = verified(req);
  if (!event) return res.sendStatus(401);

  await db.transaction(async (tx) => {
    const note = "INSERT INTO inbox VALUES (?) ON CONFLICT (event_id) DO NOTHING RETURNING event_id";
    const [isNew] = await tx.query(note, [event.id]);
    if (isNew) await apply(tx, event);
  });
  res.sendStatus(202);
  wakeWorker();
});

async function apply(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  await tx.query("INSERT INTO parcels VALUES (?, ?, 'owed')", [data.orderId, JSON.stringify(data)]);
}

async function sendParcels(): Promise<void> {
  const owed = await db.query<Parcel>("SELECT * FROM parcels WHERE state = 'owed' ORDER BY rowid");
  for (const { order_id, payment } of owed) {
    await carrier.ship(order_id, { idempotencyKey: order_id });
    // What cannot be printed is parked: a person looks through these rows.
    const state = await printSlip(JSON.parse(payment)).then(
      () => "sent",
      () => "parked",
    );
    await db.query("UPDATE parcels SET state = ? WHERE order_id = ?", [state, order_id]);
  }
}

/** One round after another; a round that fails is followed by a new one. */
let rounds = Promise.resolve();
function wakeWorker(): void {
  rounds = rounds.then(sendParcels).catch(async (error: Error) => {
    console.error("A round failed and is tried again:", error.message);
    await sleep(2_000);
    wakeWorker();
  });
}
wakeWorker(); // for what an earlier process left behind
// #endregion

/** The printer takes twenty seconds for a slip, and knows no letter beyond plain A to Z. */
async function printSlip({ customer }: Payment): Promise<void> {
  if (/[^ -~]/.test(customer.email)) throw new Error("The printer does not know this letter.");
  await sleep(20_000);
}

/** The event, when it is genuine and can be read. */
function verified(req: express.Request): PaymentEvent | null {
  try {
    const event = webhook.verify(req.body, req.headers as Record<string, string>) as PaymentEvent;
    return typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

type Payment = { orderId: string; amount: number; currency: string; customer: { email: string } };
type Parcel = { order_id: string; payment: string };
type PaymentEvent = { id: string; type: string; data: Payment };

export default app;
