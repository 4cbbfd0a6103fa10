// Event, order and the parcel that is owed are written in one transaction; a worker empties the outbox afterwards.
import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS inbox (event_id TEXT PRIMARY KEY)");
await db.query("CREATE TABLE IF NOT EXISTS outbox (order_id TEXT PRIMARY KEY)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await db.transaction(async (tx) => {
    const [isNew] = await tx.query(
      "INSERT INTO inbox VALUES (?) ON CONFLICT (event_id) DO NOTHING RETURNING event_id",
      [event.id],
    );
    if (isNew) await record(tx, event);
  });
  res.sendStatus(200);
  return emptyOutbox();
});

async function record(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded")
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("INSERT INTO outbox VALUES (?)", [data.orderId]);
}

/** Two of these at once do no harm: the carrier knows each order by its key. */
async function emptyOutbox(): Promise<void> {
  for (;;) {
    try {
      const due = await db.query<{ order_id: string }>("SELECT order_id FROM outbox ORDER BY rowid");
      for (const { order_id } of due) {
        await carrier.ship(order_id, { idempotencyKey: `parcel-${order_id}` });
        await db.query("DELETE FROM outbox WHERE order_id = ?", [order_id]);
      }
      return;
    } catch (error) {
      console.warn("The outbox is not empty yet:", error instanceof Error ? error.message : error);
      await sleep(2_000);
    }
  }
}
// What an earlier process left behind.
void emptyOutbox();

const keys = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS ?? ""]
  .map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter(({ length }) => length >= 24);
if (keys.length === 0) throw new Error("Without a secret of 24 bytes anybody could sign.");

function isGenuine({ body, headers }: express.Request): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = headers;
  if (typeof timestamp !== "string" || !/^\d+$/.test(timestamp) || typeof list !== "string") return false;
  if (!Buffer.isBuffer(body) || Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const digests = keys.map((key) => createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body));
  const expected = digests.map((digest) => Buffer.from(`v1,${digest.digest("base64")}`));
  const given = list.split(" ").map((entry) => Buffer.from(entry));
  return given.some((one) =>
    expected.some((other) => one.length === other.length && timingSafeEqual(one, other)),
  );
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

function readEvent(body: Buffer): PaymentEvent | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.id, event.type, orderId, currency].every((part) => typeof part === "string");
    return isWhole && Number.isSafeInteger(amount) ? event : null;
  } catch {
    return null;
  }
}

export default app;
