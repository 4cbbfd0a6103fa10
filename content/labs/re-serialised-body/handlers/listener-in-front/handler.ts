import type { IncomingMessage, ServerResponse } from "node:http";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";
import { isGenuine } from "./verify.ts";

const MAX_BYTES = 100_000;

// All other routes of the service. Here JSON is parsed for everybody.
const app = express();
app.use(express.json());

/** The webhook stands in front of the framework, so that no parser can get at its bytes. */
export default function listener(req: IncomingMessage, res: ServerResponse): void {
  const path = req.url?.split("?")[0];
  if (path === "/webhooks/payment" && req.method === "POST") answer(req, res);
  else app(req, res);
}

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  res.statusCode = await receive(req).catch(() => 500);
  res.end();
}

/** The status for a delivery, when all its work is done. */
async function receive(req: IncomingMessage): Promise<number> {
  const body = await readBytes(req);
  if (body === null) return 413;
  if (!isGenuine(body, req.headers)) return 401;
  const event = readEvent(body);
  if (event === null) return 400;

  if (event.type === "payment.succeeded") await pay(event);
  if (event.type === "payment.refunded") await refund(event);
  return 200;
}

/** The body as it came, or null for one that is too long. */
async function readBytes(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req) {
    length += chunk.length;
    if (length > MAX_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
