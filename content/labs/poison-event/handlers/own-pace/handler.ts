import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db } from "shop";
import { readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

interface Task {
  id: string;
  type: string;
  order_id: string;
  amount: number;
  currency: string;
  tries: number;
}

/** Half a day, with the pauses below. After that a person has to look, and may set `tries` back to 0. */
const MOST_TRIES = 32;
const LONGEST_PAUSE_MS = 1_800_000;

await db.query(`CREATE TABLE IF NOT EXISTS inbox (
  id TEXT PRIMARY KEY, type TEXT, order_id TEXT, amount INTEGER, currency TEXT,
  is_done INTEGER DEFAULT 0, tries INTEGER DEFAULT 0, due_at INTEGER DEFAULT 0
)`);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  await db.query(
    "INSERT INTO inbox (id, type, order_id, amount, currency) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    [id, type, data.orderId, data.amount, data.currency],
  );
  res.sendStatus(202);
  wake();
});

/** All that are due. One that fails is put off by itself, and the next one has its turn. */
async function workOff(): Promise<void> {
  const open = "FROM inbox WHERE is_done = 0 AND tries < ?";
  const due = await db.query<Task>(`SELECT * ${open} AND due_at <= ? ORDER BY rowid`, [
    MOST_TRIES,
    Date.now(),
  ]);
  for (const task of due) {
    try {
      await work(task);
      await db.query("UPDATE inbox SET is_done = 1 WHERE id = ?", [task.id]);
    } catch {
      await putOff(task);
    }
  }
  const [next] = await db.query<{ due_at: number | null }>(`SELECT MIN(due_at) AS due_at ${open}`, [
    MOST_TRIES,
  ]);
  if (next?.due_at) wakeAt(next.due_at);
}

async function putOff({ id, tries }: Task): Promise<void> {
  console.error(`${id} failed in try ${tries + 1} of ${MOST_TRIES}.`);
  const pauseMs = Math.min(1_000 * 2 ** tries, LONGEST_PAUSE_MS);
  await db.query("UPDATE inbox SET tries = tries + 1, due_at = ? WHERE id = ?", [Date.now() + pauseMs, id]);
}

let timer: NodeJS.Timeout | undefined;
function wakeAt(unixMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(wake, Math.max(unixMs - Date.now(), 0));
}

/** One round after the other. A round fails when the database does, and then all of it is tried again. */
let rounds = Promise.resolve();
function wake(): void {
  rounds = rounds.then(workOff).catch(async () => {
    console.error("A round failed and is tried again.");
    await sleep(2_000);
    wake();
  });
}
wake(); // What an earlier process has left behind.

async function work({ type, order_id, amount, currency }: Task): Promise<void> {
  switch (type) {
    case "payment.succeeded":
      return pay(order_id, amount, currency);
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [order_id]);
      return;
    default:
      throw new Error(`There is no work for ${type}.`);
  }
}

async function pay(orderId: string, amount: number, currency: string): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (!owed) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

export default app;
