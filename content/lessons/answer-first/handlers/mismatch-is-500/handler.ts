// Wrong in one way: a payment that does not match is an error here, and no retry will ever make it match.
import { createHmac, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import express from "express";
import { carrier, db, queue } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  if (event.type === "payment.succeeded") await mustMatch(event.data);
  await queue.add("payment", event, { jobId: event.id });

  res.sendStatus(202);
});

async function mustMatch({ orderId, amount, currency }: Payment): Promise<void> {
  const terms = [orderId, amount, currency];
  const found = await db.query("SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ?", terms);
  if (found.length === 0) throw new Error("The payment does not match any order.");
}

queue.process<PaymentEvent>("payment", async ({ type, data }) => {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (!order) return;
  await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
  await queue.add("slip", data, { jobId: `slip/${data.orderId}` });
});

// A job of its own: a slip that cannot be printed must not hold up the parcel.
queue.process<Payment>("slip", printSlip);

/** The printer takes twenty seconds for a slip, and knows no letter beyond plain A to Z. */
async function printSlip({ customer }: Payment): Promise<void> {
  if (/[^ -~]/.test(customer.email)) throw new Error("The printer does not know this letter.");
  await sleep(20_000);
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

type Payment = { orderId: string; amount: number; currency: string; customer: { email: string } };
type PaymentEvent = { id: string; type: string; data: Payment };

/** Null for what nobody can read, now or later. */
function readEvent(body: Buffer): PaymentEvent | null {
  try {
    const event = JSON.parse(body.toString());
    return typeof event.id === "string" && typeof event.data.orderId === "string" ? event : null;
  } catch {
    return null;
  }
}

export default app;
