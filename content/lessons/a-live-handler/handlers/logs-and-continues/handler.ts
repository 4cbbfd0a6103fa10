// Wrong in one way: a bad signature is noted, and then the work is done all the same.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, queue } from "shop";

const app = express();
app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req)) console.warn("Bad signature", req.get("webhook-id"));
  const event = JSON.parse(req.body.toString());
  await queue.add("payment", event, { jobId: event.id });
  res.sendStatus(202);
});
queue.process<PaymentEvent>("payment", async ({ type, data }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type === "payment.succeeded") {
    const [order] = await db.query(
      `UPDATE orders SET status = 'paid'
       WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
      [data.orderId, data.amount, data.currency],
    );
    if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  }
});
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

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
