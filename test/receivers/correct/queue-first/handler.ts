// The durable queue comes first: what concerns money is queued under the event's id, acknowledged, and worked on later.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, queue } from "shop";

interface Job {
  type: "payment.succeeded" | "payment.refunded";
  orderId: string;
  amount: number;
  currency: string;
}

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!Buffer.isBuffer(req.body)) return res.status(415).send("Send JSON.");
  if (!isGenuine(req.body, (name) => req.get(`webhook-${name}`) ?? "")) return res.sendStatus(401);
  let event: unknown;
  try {
    event = JSON.parse(req.body.toString("utf8"));
  } catch {
    return res.sendStatus(400);
  }
  const work = workOf(event);
  if (work !== null) await queue.add("payment", work.job, { jobId: work.eventId });
  return res.sendStatus(202);
});

await queue.process<Job>("payment", async ({ type, orderId, amount, currency }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
    return;
  }
  const [owed] = await db.query(
    "SELECT 1 FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (owed === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: `ship-${orderId}` });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
});

/** The job that an event asks for; only its own fields go into the queue, and nothing about the customer. */
function workOf(event: unknown): { eventId: string; job: Job } | null {
  const { id, type, data } = (event ?? {}) as Record<string, unknown>;
  if (typeof id !== "string" || typeof data !== "object" || data === null) return null;
  const { orderId, amount, currency } = data as Record<string, unknown>;
  if (type !== "payment.succeeded" && type !== "payment.refunded") return null;
  if (typeof orderId !== "string" || typeof amount !== "number" || typeof currency !== "string") return null;
  return { eventId: id, job: { type, orderId, amount, currency } };
}

const secrets: Buffer[] = [];
for (const text of [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]) {
  const secret = Buffer.from(text?.replace("whsec_", "") ?? "", "base64");
  if (secret.length >= 24) secrets.push(secret);
}
if (secrets.length === 0) throw new Error("Set WEBHOOK_SECRET to the endpoint's secret.");

function isGenuine(body: Buffer, header: (name: string) => string): boolean {
  const [id, timestamp, signatures] = [header("id"), header("timestamp"), header("signature")];
  const isFresh = /^\d+$/.test(timestamp) && Math.abs(Date.now() / 1_000 - Number(timestamp)) <= 300;
  if (!isFresh) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const candidates = signatures.split(" ").filter((entry) => entry.startsWith("v1,"));
  return secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(signed).digest("base64");
    return candidates.some((entry) => isSame(entry.slice(3), expected));
  });
}

function isSame(text: string, expected: string): boolean {
  const [left, right] = [Buffer.from(text), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export default app;
