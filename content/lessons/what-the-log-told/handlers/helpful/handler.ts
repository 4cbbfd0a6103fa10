import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import express from "express";
import { carrier, db } from "shop";

const app = express();

// The signature is made over the bytes, so they are kept when the parser has seen them.
const rawBodies = new WeakMap<IncomingMessage, Buffer>();

// #region handler
app.use(express.json({ verify: (req, _res, bytes) => rawBodies.set(req, bytes) }));

app.post("/webhooks/payment", async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const { id, type, data } = req.body;
  console.log("received", id, type);

  if (type === "payment.refunded") await refund(data);
  else if (type === "payment.succeeded") await pay(data);
  else return res.status(400).send(`Unknown type ${type}`);
  res.sendStatus(200);
});

app.use((error: Error, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
  console.error("failed", error);
  res.status(500).json({ error });
});
// #endregion

// #region work
async function pay({ orderId, amount, currency, customer }: Payment): Promise<void> {
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [orderId, amount, currency],
  );
  if (order) await carrier.ship(orderId, { idempotencyKey: orderId });
  else console.warn("no such order", orderId, amount, currency, customer);
}
// #endregion

async function refund({ orderId }: Payment): Promise<void> {
  await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
}

const secret = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");
if (secret.length < 24) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  const body = rawBodies.get(req);
  if (!/^\d+$/.test(timestamp) || body === undefined) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;

  const hmac = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body);
  const expected = Buffer.from(`v1,${hmac.digest("base64")}`);
  return (req.get("webhook-signature") ?? "").split(" ").some((entry) => {
    const given = Buffer.from(entry);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

type Payment = { orderId: string; amount: number; currency: string; customer: { email: string } };

export default app;
