// Each event is a row that is processing (leased for half a minute) or done; a copy that meets a lease is told to come back.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const LEASE_MS = 30_000;

await db.query(
  "CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, state TEXT NOT NULL, leased_until INTEGER NOT NULL)",
);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = read(req.body);
  if (event === undefined) return res.sendStatus(400);

  const lease = await takeLease(event.id);
  if (lease === "done") return res.sendStatus(200);
  if (lease === "taken") return res.status(503).set("Retry-After", "10").send("Another attempt is at work.");
  try {
    await apply(event);
    await db.query("UPDATE events SET state = 'done' WHERE id = ?", [event.id]);
  } catch (error) {
    // The retry need not wait for the lease to run out.
    await db.query("UPDATE events SET leased_until = 0 WHERE id = ?", [event.id]);
    throw error;
  }
  return res.sendStatus(200);
});

async function takeLease(id: string): Promise<"mine" | "taken" | "done"> {
  const now = Date.now();
  const [mine] = await db.query(
    `INSERT INTO events VALUES (?, 'processing', ?)
     ON CONFLICT (id) DO UPDATE SET leased_until = excluded.leased_until
     WHERE state = 'processing' AND leased_until <= ? RETURNING id`,
    [id, now + LEASE_MS, now],
  );
  if (mine) return "mine";
  const [row] = await db.query<{ state: string }>("SELECT state FROM events WHERE id = ?", [id]);
  return row?.state === "done" ? "done" : "taken";
}

async function apply({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded")
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  if (type !== "payment.succeeded") return;
  const matching = "id = ? AND amount = ? AND currency = ? AND status = 'pending'";
  const owed = await db.query(`SELECT id FROM orders WHERE ${matching}`, [orderId, amount, currency]);
  if (owed.length === 0) return;
  await carrier.ship(orderId, { idempotencyKey: `order:${orderId}` });
  await db.query(`UPDATE orders SET status = 'paid' WHERE ${matching}`, [orderId, amount, currency]);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].flatMap((secret) => {
  const key = Buffer.from((secret ?? "").replace(/^whsec_/, ""), "base64");
  return key.length < 24 ? [] : [key];
});
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is not a usable secret.");

function isGenuine(req: express.Request): boolean {
  const [id, timestamp] = [req.get("webhook-id"), req.get("webhook-timestamp") ?? ""];
  const age = /^[0-9]{1,12}$/.test(timestamp) ? Date.now() / 1000 - Number(timestamp) : Number.NaN;
  if (!(Math.abs(age) <= 300) || !Buffer.isBuffer(req.body)) return false;
  const given = (req.get("webhook-signature") ?? "").split(" ").map((entry) => Buffer.from(entry));
  return keys.some((key) => {
    const mac = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(req.body).digest("base64");
    const expected = Buffer.from(`v1,${mac}`);
    return given.some((entry) => entry.length === expected.length && timingSafeEqual(entry, expected));
  });
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

function read(body: Buffer): PaymentEvent | undefined {
  try {
    const event = JSON.parse(body.toString());
    const texts = [event.id, event.type, event.data.orderId, event.data.currency];
    const isWhole = texts.every((text) => typeof text === "string") && Number.isFinite(event.data.amount);
    return isWhole ? event : undefined;
  } catch {
    return undefined;
  }
}

export default app;
