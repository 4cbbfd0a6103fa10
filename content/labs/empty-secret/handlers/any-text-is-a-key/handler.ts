import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

// Two secrets are live while one is being replaced.
// #region secrets
const secrets = [process.env.WEBHOOK_SECRET ?? ""];
if (process.env.WEBHOOK_SECRET_PREVIOUS) secrets.push(process.env.WEBHOOK_SECRET_PREVIOUS);
// #endregion

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  // #region guard
  if (!isGenuine(req.body, req.get("stripe-signature"))) return res.sendStatus(401);
  // #endregion
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  res.sendStatus(200);
});

/** The header reads `t=1614265330,v1=…`, and what is signed is `t.body`. */
function isGenuine(body: unknown, header = ""): boolean {
  const items = header.split(",").map((item) => item.split("=", 2));
  const timestamp = items.find(([name]) => name === "t")?.[1] ?? "";
  if (!Buffer.isBuffer(body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;

  const signatures = items.filter(([name]) => name === "v1").map(([, text = ""]) => Buffer.from(text));
  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex");
    const expected = Buffer.from(digest);
    return signatures.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
  });
}

async function pay({ data }: PaymentEvent): Promise<void> {
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
}

async function refund({ data }: PaymentEvent): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

export default app;
