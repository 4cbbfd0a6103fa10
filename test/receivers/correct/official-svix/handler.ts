// The Svix package verifies; the claim on an order is one conditional statement, and a shipped claim is never taken again.
import express, { type Request, type Response } from "express";
import { carrier, db } from "shop";
import { Webhook, WebhookVerificationError } from "svix";

const { WEBHOOK_SECRET: current = "", WEBHOOK_SECRET_PREVIOUS: previous = "" } = process.env;
if (current.trim() === "") throw new Error("WEBHOOK_SECRET is empty.");
const verifiers = [current, previous].filter(Boolean).map((secret) => new Webhook(secret));

await db.query(`CREATE TABLE IF NOT EXISTS claims (
  order_id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('claimed', 'shipped'))
)`);

const app = express();
app.use(express.raw({ type: "*/*", inflate: false, limit: "50kb" }));
app.post("/webhooks/payment", receive);

async function receive(req: Request, res: Response): Promise<void> {
  const verifier = verifiers.find((one) => accepts(one, req));
  if (verifier === undefined) return void res.status(401).end();
  const event = toEvent(req.body);
  switch (event?.type) {
    case undefined:
      return void res.status(400).end();
    case "payment.succeeded":
      await fulfil(event.data);
      break;
    case "payment.refunded":
      await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [event.data.orderId]);
  }
  res.status(204).end();
}

async function fulfil({ orderId, amount, currency }: Payment): Promise<void> {
  // A claim without a shipment may be that of an attempt which died, so it is taken again.
  const [claim] = await db.query(
    `INSERT INTO claims SELECT id, 'claimed' FROM orders
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'
     ON CONFLICT (order_id) DO UPDATE SET state = excluded.state WHERE state = 'claimed' RETURNING order_id`,
    [orderId, amount, currency],
  );
  if (claim === undefined) return;
  await carrier.ship(orderId, { idempotencyKey: orderId });
  await db.transaction(async (tx) => {
    await tx.query("UPDATE claims SET state = 'shipped' WHERE order_id = ?", [orderId]);
    await tx.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
  });
}

function accepts(verifier: Webhook, { body, headers }: Request): boolean {
  if (!Buffer.isBuffer(body)) return false;
  try {
    verifier.verify(body, headers as Record<string, string>);
    return true;
  } catch (error) {
    // Signed, but not JSON: that is found out below, where it can be told from a forgery.
    return !(error instanceof WebhookVerificationError) && error instanceof SyntaxError;
  }
}

interface Payment {
  orderId: string;
  amount: number;
  currency: string;
}

function toEvent(body: Buffer): { type: string; data: Payment } | undefined {
  try {
    const event = JSON.parse(body.toString());
    const { orderId, amount, currency } = event.data;
    const kinds = [event.type, orderId, currency, amount].map((part) => typeof part).join();
    return kinds === "string,string,string,number" ? event : undefined;
  } catch {
    return undefined;
  }
}

export default app;
