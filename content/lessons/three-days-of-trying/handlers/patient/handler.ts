import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();
const DAY_MS = 86_400_000;

await db.query("CREATE TABLE IF NOT EXISTS done_events (id TEXT PRIMARY KEY, done_ms INTEGER)");

// #region handler
// #region verify
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req) || !isFresh(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (!event) return res.sendStatus(400);
  // #endregion
  // #region remember
  await db.query("DELETE FROM done_events WHERE done_ms < ?", [Date.now() - 30 * DAY_MS]);
  const [known] = await db.query("SELECT id FROM done_events WHERE id = ?", [event.id]);
  if (known) return res.sendStatus(200);
  // #endregion
  // #region work
  const isDue = await updateOrder(event);
  if (isDue) await carrier.ship(event.data.orderId, { idempotencyKey: event.data.orderId });
  // #endregion
  // #region mark
  await db.query("INSERT INTO done_events VALUES (?, ?) ON CONFLICT DO NOTHING", [event.id, Date.now()]);
  // #endregion
  // #region answer
  res.sendStatus(200);
});
// #endregion
// #endregion

// #region freshness
/** How old is this request? The event may be days old; the attempt is signed anew, with its own time. */
function isFresh(req: express.Request): boolean {
  // #region age
  const signedSeconds = Number(req.get("webhook-timestamp"));
  return Math.abs(Date.now() / 1000 - signedSeconds) <= 300;
  // #endregion
}
// #endregion

/** Writes what the event says to its order; true when a parcel is due. */
async function updateOrder({ type, data }: PaymentEvent): Promise<boolean> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return false;
  // Also when it is paid already: an earlier attempt may have died before the parcel.
  const paid = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  return paid.length > 0;
}

const secret = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");
if (secret.length < 24) throw new Error("WEBHOOK_SECRET is missing or too short.");

/** Whether the provider has signed exactly these bytes, with this id and this time. */
function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!/^\d+$/.test(timestamp) || !Buffer.isBuffer(req.body)) return false;

  const hmac = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(req.body);
  const expected = Buffer.from(`v1,${hmac.digest("base64")}`);
  return (req.get("webhook-signature") ?? "").split(" ").some((entry) => {
    const given = Buffer.from(entry);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Payment = { orderId: string; amount: number; currency: string };
type PaymentEvent = { id: string; type: string; created: number; data: Payment };

/** Null for what is no event. */
function readEvent(body: Buffer): PaymentEvent | null {
  try {
    const event = JSON.parse(body.toString());
    return typeof event.id === "string" && typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

export default app;
