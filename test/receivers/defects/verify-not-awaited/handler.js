// Defect: The answer of the official check is a promise, and nobody waits for it: a promise is always true. Breaks: refuses-forgery. Row: 4.
// Scheme: github-sha256
import { verify } from "@octokit/webhooks-methods";
import express from "express";
import { carrier, db } from "shop";

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS].filter(
  (secret) => secret !== undefined && secret.trim().length >= 16,
);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

const app = express();

app.post(
  "/webhooks/payment",
  express.text({ type: "application/json", inflate: false }),
  async (req, res) => {
    const signature = req.get("x-hub-signature-256");
    if (!signature || typeof req.body !== "string" || req.body === "") return res.sendStatus(401);
    if (!secrets.some((secret) => verify(secret, req.body, signature))) return res.sendStatus(401);
    const event = parse(req.body);
    if (event === null) return res.sendStatus(400);

    if (event.type === "payment.refunded") {
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.data.orderId]);
    }
    if (event.type === "payment.succeeded") await pay(event.data);
    return res.sendStatus(200);
  },
);

async function pay({ orderId, amount, currency }) {
  const [order] = await db.query(
    "SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'",
    [orderId, amount, currency],
  );
  if (order === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

function parse(text) {
  try {
    const event = JSON.parse(text);
    const { orderId, amount, currency } = event.data;
    const isWhole = [event.id, event.type, orderId, currency].every((part) => typeof part === "string");
    return isWhole && typeof amount === "number" ? event : null;
  } catch {
    return null;
  }
}

export default app;
