import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, queue } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

// Only what looks like a secret is one. When none is left, no signature matches, and nobody gets in.
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].filter(
  (text): text is string => /^whsec_[0-9A-Za-z]{24,}$/.test(text ?? ""),
);
if (secrets.length === 0) console.error("No usable WEBHOOK_SECRET: every delivery is refused.");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.get("stripe-signature"))) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  const { id, type } = event;
  const { orderId, amount, currency } = event.data;
  await queue.add("payment", { id, type, data: { orderId, amount, currency } }, { jobId: id });
  res.sendStatus(202);
});

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

await queue.process<PaymentEvent>("payment", async ({ type, data }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [owed] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [data.orderId, data.amount, data.currency],
  );
  if (!owed) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [data.orderId]);
});

export default app;
