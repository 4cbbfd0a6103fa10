// The event is written to an inbox table, and the answer follows the commit; a background job works the table off.
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { db } from "shop";
import { fulfil } from "./duties.ts";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

await db.query(
  "CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, event TEXT, is_done INTEGER DEFAULT 0)",
);

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const { id, type, data } = event;
  const { orderId, amount, currency } = data;
  await db.query("INSERT INTO inbox (id, event) VALUES (?, ?) ON CONFLICT DO NOTHING", [
    id,
    JSON.stringify({ id, type, data: { orderId, amount, currency } }),
  ]);
  res.sendStatus(202);
  wake();
});

/** One round after the other; a round that fails is followed by a new one. */
let rounds = Promise.resolve();
function wake(): void {
  rounds = rounds.then(workOff).catch(async () => {
    console.warn("A round failed and is tried again.");
    await sleep(2_000);
    wake();
  });
}
wake(); // What an earlier process has left behind.

async function workOff(): Promise<void> {
  const rows = await db.query<{ id: string; event: string }>(
    "SELECT id, event FROM inbox WHERE is_done = 0 ORDER BY rowid",
  );
  for (const { id, event } of rows) {
    const read: PaymentEvent = JSON.parse(event);
    await fulfil(read);
    await db.query("UPDATE inbox SET is_done = 1 WHERE id = ?", [id]);
  }
}

export default app;
