// Defect: Events are worked on in their order, and one that nothing is known about holds up all that come after it. Breaks: accepts-genuine, effect-at-least-once, honest-status. Row: 46.
import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";

await db.query(`CREATE TABLE IF NOT EXISTS tasks (
  event_id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT, done INTEGER DEFAULT 0
)`);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "application/json", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = parse(req.body);
  if (event === null) return res.sendStatus(400);
  const { orderId, amount, currency } = event.data;
  await db.query(
    `INSERT INTO tasks (event_id, type, order_id, amount, currency) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [event.id, event.type, orderId, amount, currency],
  );
  res.sendStatus(202);
  return workOff();
});

async function pay({ orderId, amount, currency }: Payment): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

interface Task {
  event_id: string;
  type: string;
  order_id: string;
  amount: number;
  currency: string;
}

/** After two pauses it stops; the next event, or the next start, begins again where it stood. */
async function workOff(): Promise<void> {
  for (let pauseMs = 200; pauseMs <= 400; ) {
    try {
      const [task] = await db.query<Task>("SELECT * FROM tasks WHERE done = 0 ORDER BY rowid LIMIT 1");
      if (task === undefined) return;
      await work(task);
      await db.query("UPDATE tasks SET done = 1 WHERE event_id = ?", [task.event_id]);
    } catch {
      await sleep(pauseMs);
      pauseMs *= 2;
    }
  }
}
void workOff();

async function work({ type, order_id: orderId, amount, currency }: Task): Promise<void> {
  if (type === "payment.succeeded") await pay({ orderId, amount, currency });
  else if (type === "payment.refunded") await refund({ orderId, amount, currency });
  else throw new Error(`There is no duty for ${type}.`);
}

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.length >= 24);
if (keys.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const content = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  const entries = (req.get("webhook-signature") ?? "").split(" ");
  return keys.some((key) => {
    const expected = Buffer.from(`v1,${createHmac("sha256", key).update(content).digest("base64")}`);
    return entries.some((entry) => {
      const given = Buffer.from(entry);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

function parse(body: Buffer): { id: string; type: string; data: Payment } | null {
  try {
    const event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.id, event.type, orderId, currency].every((text) => typeof text === "string");
    return isWhole && typeof amount === "number" ? event : null;
  } catch {
    return null;
  }
}

export default app;
