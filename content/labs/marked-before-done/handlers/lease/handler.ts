import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

/** Longer than any attempt takes. */
const LEASE_MS = 60_000;

const app = express();

await db.query(
  "CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, state TEXT NOT NULL, leased_until INTEGER NOT NULL)",
);

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  const state = await begin(event.id);
  if (state === "done") return res.sendStatus(200);
  // Somebody is at work on it, or has died at it. Nobody can tell yet, so the provider has to come back.
  // #region taken
  if (state === "taken") return res.status(503).set("Retry-After", "30").send("Another attempt is at work.");
  // #endregion
  // #region finish
  await work(event);
  await db.query("UPDATE events SET state = 'done' WHERE id = ?", [event.id]);
  // #endregion
  res.sendStatus(200);
});

/** The mark says "begun", for a while. Who finds it expired takes over. */
async function begin(id: string): Promise<"mine" | "taken" | "done"> {
  const nowMs = Date.now();
  // #region take
  const [mine] = await db.query(
    `INSERT INTO events VALUES (?, 'begun', ?)
     ON CONFLICT (id) DO UPDATE SET leased_until = excluded.leased_until
     WHERE state = 'begun' AND leased_until <= ? RETURNING id`,
    [id, nowMs + LEASE_MS, nowMs],
  );
  // #endregion
  if (mine) return "mine";
  const [event] = await db.query<{ state: string }>("SELECT state FROM events WHERE id = ?", [id]);
  return event?.state === "done" ? "done" : "taken";
}

async function work({ type, data: { orderId, amount, currency } }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
  }
  if (type !== "payment.succeeded") return;
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid.length === 0) return;
  // #region ship
  await carrier.ship(orderId, { idempotencyKey: orderId });
  // #endregion
}

export default app;
