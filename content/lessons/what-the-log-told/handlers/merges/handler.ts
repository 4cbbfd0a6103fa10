import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();

// #region handler
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  // Events of the provider's old version come without a currency.
  const event = merge({ data: { currency: "EUR" } }, JSON.parse(req.body.toString()));
  if (event.data.isTest) return res.sendStatus(200);

  if (event.type === "payment.refunded") await refund(event.data);
  if (event.type === "payment.succeeded") await pay(event.data);
  res.sendStatus(200);
});

/** Copies every field of the source into the target, at every depth. */
function merge(target: Fields, source: Fields) {
  for (const [key, value] of Object.entries(source)) {
    if (typeof value === "object" && value !== null) target[key] = merge(target[key] ?? {}, value);
    else target[key] = value;
  }
  return target;
}
// #endregion

async function pay({ orderId, amount, currency }: Fields): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
}

async function refund({ orderId }: Fields): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

const secret = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");
if (secret.length < 24) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  if (!/^\d+$/.test(timestamp) || !Buffer.isBuffer(req.body)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;

  const hmac = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(req.body);
  const expected = Buffer.from(`v1,${hmac.digest("base64")}`);
  return (req.get("webhook-signature") ?? "").split(" ").some((entry) => {
    const given = Buffer.from(entry);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

// biome-ignore lint/suspicious/noExplicitAny: this handler takes whatever comes, and so does its type.
type Fields = Record<string, any>;

export default app;
