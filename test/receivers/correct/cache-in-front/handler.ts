// Memory only saves work: it knows which events are surely done, and whatever it does not know is asked of the database.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS done_events (id TEXT PRIMARY KEY) WITHOUT ROWID");

const MOST_REMEMBERED = 1_000;
const surelyDone = new Set<string>();

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = eventOf(req.body);
  if (event === null) return res.sendStatus(400);
  if (surelyDone.has(event.id)) return res.sendStatus(200);

  const [done] = await db.query("SELECT id FROM done_events WHERE id = ?", [event.id]);
  if (done === undefined) {
    await carryOut(event);
    await db.query("INSERT INTO done_events VALUES (?) ON CONFLICT DO NOTHING", [event.id]);
  }
  remember(event.id);
  return res.sendStatus(200);
});

/** Only after the database knows it; the oldest are forgotten. */
function remember(id: string): void {
  surelyDone.add(id);
  const [oldest] = surelyDone;
  if (surelyDone.size > MOST_REMEMBERED && oldest !== undefined) surelyDone.delete(oldest);
}

async function carryOut({ type, orderId, amount, currency }: PaymentEvent): Promise<void> {
  switch (type) {
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
      return;
    case "payment.succeeded": {
      const known = [orderId, amount, currency];
      const where = "WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'";
      const orders = await db.query(`SELECT id FROM orders ${where}`, known);
      if (orders.length === 0) return;
      await carrier.ship(orderId, { idempotencyKey: orderId });
      await db.query(`UPDATE orders SET status = 'paid' ${where}`, known);
    }
  }
}

const keys = ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"]
  .map((name) => Buffer.from((process.env[name] ?? "").replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("No signing secret is configured.");

function isGenuine(req: express.Request): boolean {
  const [id, timestamp = "", list = ""] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
    (name) => req.get(name),
  );
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number.parseInt(timestamp, 10)) > 300) return false;
  const signed = Buffer.from(`${id}.${timestamp}.${req.body.toString("latin1")}`, "latin1");
  const digests = keys.map((key) => createHmac("sha256", key).update(signed).digest("base64"));
  return list.split(" ").some((entry) =>
    digests.some((digest) => {
      const [given, expected] = [Buffer.from(entry), Buffer.from(`v1,${digest}`)];
      return given.length === expected.length && timingSafeEqual(given, expected);
    }),
  );
}

type PaymentEvent = { id: string; type: string; orderId: string; amount: number; currency: string };

function eventOf(body: Buffer): PaymentEvent | null {
  try {
    const { id, type, data } = JSON.parse(body.toString());
    const event = { id, type, orderId: data.orderId, amount: data.amount, currency: data.currency };
    const kinds = Object.values(event).map((value) => typeof value);
    return kinds.join() === "string,string,string,number,string" ? event : null;
  } catch {
    return null;
  }
}

export default app;
