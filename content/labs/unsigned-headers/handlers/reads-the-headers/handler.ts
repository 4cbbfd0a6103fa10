import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.get("x-hub-signature-256"))) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  // #region names
  // What happened, and in which delivery. Retries and redeliveries keep this id.
  const type = req.get("x-github-event");
  const key = req.get("x-github-delivery");
  if (!type || !key) return res.sendStatus(400);
  // #endregion

  if (type === "payment.refunded") await refund(event);
  if (type === "payment.succeeded") await pay(event, key);
  // #region done
  res.sendStatus(200);
  // #endregion
});

/** The carrier knows a parcel again by its key, so all of this may be repeated. */
async function pay({ data }: PaymentEvent, key: string): Promise<void> {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded'",
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  await carrier.ship(data.orderId, { idempotencyKey: key });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

// #region secrets
// Two are live while one is being replaced.
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => secret?.trim() ?? "")
  .filter(({ length }) => length >= 16);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");
// #endregion

// #region check
/** HMAC-SHA256 over the body. No header and no time is part of it. */
function isGenuine(body: unknown, signature = ""): boolean {
  if (!Buffer.isBuffer(body) || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return secrets.some((secret) => timingSafeEqual(given, createHmac("sha256", secret).update(body).digest()));
}
// #endregion

// #region end
export default app;
// #endregion
