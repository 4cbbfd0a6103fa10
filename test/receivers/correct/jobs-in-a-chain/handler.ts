// Small jobs, each with one effect and a name of its own: pay, then ship, then tell the customer by mail.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db, mail, queue } from "shop";

type Payment = { orderId: string; amount: number; currency: string };

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req)) return void res.sendStatus(401);
  const event = understand(req.body);
  if (event === "malformed") return void res.sendStatus(400);
  if (event !== "other") await queue.add(event.job, event.payment, { jobId: `${event.job}/${event.id}` });
  res.sendStatus(202);
});

await queue.process<Payment>("refund", ({ orderId }) =>
  db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]),
);

await queue.process<Payment>("pay", async ({ orderId, amount, currency }) => {
  const [paid] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status IN ('pending', 'paid') RETURNING id`,
    [orderId, amount, currency],
  );
  if (paid) await queue.add("ship", { orderId }, { jobId: `ship/${orderId}` });
});

await queue.process<Payment>("ship", async ({ orderId }) => {
  await carrier.ship(orderId, { idempotencyKey: `ship/${orderId}` });
  await queue.add("tell", { orderId }, { jobId: `tell/${orderId}` });
});

await queue.process<Payment>("tell", async ({ orderId }) => {
  // The address is the shop's own; what an event says about the customer is never needed.
  const [order] = await db.query<{ customer_email: string }>(
    "SELECT customer_email FROM orders WHERE id = ?",
    [orderId],
  );
  if (order === undefined) return;
  const message = {
    to: order.customer_email,
    subject: `Order ${orderId}`,
    text: "Your parcel is on its way.",
  };
  await mail.send(message, { idempotencyKey: `tell/${orderId}` });
});

const keys = [process.env.WEBHOOK_SECRET ?? "", process.env.WEBHOOK_SECRET_PREVIOUS ?? ""]
  .filter((secret) => /^whsec_[A-Za-z0-9+/]{32,}=*$/.test(secret))
  .map((secret) => Buffer.from(secret.slice(6), "base64"));
if (keys.length === 0) throw new Error("WEBHOOK_SECRET has to look like whsec_ and 24 bytes in base64.");

function isGenuine(req: express.Request): boolean {
  const timestamp = req.get("webhook-timestamp") ?? "";
  const isNow = /^\d{9,11}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
  if (!isNow || !Buffer.isBuffer(req.body)) return false;
  const signatures = (req.get("webhook-signature") ?? "").split(" ");
  return keys.some((key) => {
    const hmac = createHmac("sha256", key).update(`${req.get("webhook-id")}.${timestamp}.`);
    return signatures.some(isEqualTo(Buffer.from(`v1,${hmac.update(req.body).digest("base64")}`)));
  });
}

const isEqualTo = (expected: Buffer) => (text: string) => {
  const given = Buffer.from(text);
  return given.length === expected.length && timingSafeEqual(given, expected);
};

function understand(body: Buffer): "malformed" | "other" | { id: string; job: string; payment: Payment } {
  try {
    const { id, type, data } = JSON.parse(body.toString("utf8"));
    const job = type === "payment.succeeded" ? "pay" : type === "payment.refunded" ? "refund" : null;
    if (job === null) return typeof type === "string" ? "other" : "malformed";
    const { orderId, amount, currency } = data;
    const isWhole = [id, orderId, currency].every((text) => typeof text === "string");
    return isWhole && Number.isInteger(amount)
      ? { id, job, payment: { orderId, amount, currency } }
      : "malformed";
  } catch {
    return "malformed";
  }
}

export default app;
