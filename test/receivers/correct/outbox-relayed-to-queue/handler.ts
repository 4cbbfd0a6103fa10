// A transaction pays the order and writes down the job it owes; the job is then handed to the queue, under the order's name.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, queue } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS owed_jobs (order_id TEXT PRIMARY KEY)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = decode(req.body);
  if (event === null) return res.sendStatus(400);
  await db.transaction((tx) => record(tx, event));
  // A copy relays as well: the attempt before may have been cut off right here.
  await relay();
  return res.sendStatus(202);
});

async function record(tx: Pick<typeof db, "query">, { type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
    await tx.query("DELETE FROM owed_jobs WHERE order_id = ?", [data.orderId]);
  } else if (type === "payment.succeeded") {
    const [paid] = await tx.query(
      "UPDATE orders SET status = 'paid' WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id",
      [data.orderId, data.amount, data.currency],
    );
    if (paid) await tx.query("INSERT INTO owed_jobs VALUES (?)", [data.orderId]);
  }
}

/** The row goes only when the queue has the job; the same job a second time is ignored there. */
async function relay(): Promise<void> {
  for (const { order_id } of await db.query<{ order_id: string }>("SELECT order_id FROM owed_jobs")) {
    await queue.add("ship", { orderId: order_id }, { jobId: `ship:${order_id}` });
    await db.query("DELETE FROM owed_jobs WHERE order_id = ?", [order_id]);
  }
}

await queue.process<{ orderId: string }>("ship", async ({ orderId }) => {
  // The queue may run a job again, so the carrier is told which one it is.
  await carrier.ship(orderId, { idempotencyKey: orderId });
});
// After a crash nobody may ever send the event again: it was committed, and its answer may have arrived.
await relay();

const LEAST_BYTES = 24;
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].map((secret) =>
  Buffer.from(secret?.replace("whsec_", "").trim() ?? "", "base64"),
);
const usable = secrets.filter(({ length }) => length >= LEAST_BYTES);
if (usable.length === 0) throw new Error(`WEBHOOK_SECRET needs at least ${LEAST_BYTES} bytes.`);

function isGenuine(req: express.Request): boolean {
  const [id = "", timestamp = "", signature = ""] = ["id", "timestamp", "signature"].map((part) =>
    req.get(`webhook-${part}`),
  );
  if (!/^[0-9]+$/.test(timestamp) || !Buffer.isBuffer(req.body)) return false;
  const driftSeconds = Date.now() / 1000 - Number(timestamp);
  if (driftSeconds > 300 || driftSeconds < -300) return false;
  const sign = (secret: Buffer) =>
    createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(req.body);
  const expected = usable.map((secret) => Buffer.from(`v1,${sign(secret).digest("base64")}`));
  const given = signature.split(" ").map((entry) => Buffer.from(entry));
  return expected.some((one) =>
    given.some((other) => one.length === other.length && timingSafeEqual(one, other)),
  );
}

interface PaymentEvent {
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

function decode(body: Buffer): PaymentEvent | null {
  try {
    const { type, data } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const isText = [type, data.orderId, data.currency].every((part) => typeof part === "string");
    return isText && typeof data.amount === "number" ? { type, data } : null;
  } catch {
    return null;
  }
}

export default app;
