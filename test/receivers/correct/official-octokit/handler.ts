// GitHub's package verifies. Nothing signed tells the time, so every event is remembered for ever by the id in its signed body.
// Scheme: github-sha256
import { verifyWithFallback } from "@octokit/webhooks-methods";
import express from "express";
import { carrier, db } from "shop";

const secret = process.env.WEBHOOK_SECRET ?? "";
const olderSecrets = [process.env.WEBHOOK_SECRET_PREVIOUS ?? ""].filter((text) => text.trim() !== "");
if (secret.trim().length < 16) throw new Error("WEBHOOK_SECRET is missing or too short.");

await db.query("CREATE TABLE IF NOT EXISTS handled_events (id TEXT PRIMARY KEY)");

const app = express();

app.post("/webhooks/payment", express.text({ type: "*/*", inflate: false }), async (req, res) => {
  const signature = req.get("x-hub-signature-256") ?? "";
  const isSigned =
    typeof req.body === "string" &&
    req.body !== "" &&
    signature !== "" &&
    (await verifyWithFallback(secret, req.body, signature, olderSecrets));
  if (!isSigned) return res.sendStatus(401);

  const event = asEvent(req.body);
  if (event === null) return res.sendStatus(400);
  if (await wasHandled(event.id)) return res.sendStatus(200);
  if (event.type === "payment.succeeded" && (await isDue(event))) {
    // Before it is remembered: when this fails or dies, the next attempt comes here again.
    await carrier.ship(event.orderId, { idempotencyKey: event.orderId });
  }
  await db.transaction(async (tx) => {
    await tx.query("INSERT INTO handled_events VALUES (?) ON CONFLICT DO NOTHING", [event.id]);
    if (event.type === "payment.refunded")
      await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.orderId]);
    if (event.type === "payment.succeeded")
      await tx.query(`UPDATE orders SET status = 'paid' WHERE ${DUE}`, termsOf(event));
  });
  return res.sendStatus(200);
});

const DUE = "id = ? AND amount = ? AND currency = ? AND status = 'pending'";
const termsOf = ({ orderId, amount, currency }: PaymentEvent) => [orderId, amount, currency];

async function isDue(event: PaymentEvent): Promise<boolean> {
  return (await db.query(`SELECT id FROM orders WHERE ${DUE}`, termsOf(event))).length > 0;
}

async function wasHandled(id: string): Promise<boolean> {
  return (await db.query("SELECT id FROM handled_events WHERE id = ?", [id])).length > 0;
}

interface PaymentEvent {
  id: string;
  type: string;
  orderId: string;
  amount: number;
  currency: string;
}

function asEvent(text: string): PaymentEvent | null {
  let event: { id?: unknown; type?: unknown; data?: Partial<Record<string, unknown>> } | null;
  try {
    event = JSON.parse(text);
  } catch {
    return null;
  }
  const { id, type } = event ?? {};
  const { orderId, amount, currency } = event?.data ?? {};
  if (typeof id !== "string" || typeof type !== "string" || typeof orderId !== "string") return null;
  if (typeof amount !== "number" || typeof currency !== "string") return null;
  return { id, type, orderId, amount, currency };
}

export default app;
