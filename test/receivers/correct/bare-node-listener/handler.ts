// No framework: a plain Node listener that counts the bytes while they come in, and answers through one function.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { carrier, db } from "shop";

const MAX_BYTES = 64 * 1024;

const keys = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => Buffer.from(String(secret ?? "").replace(/^whsec_/, ""), "base64"))
  .filter((key) => key.byteLength >= 24);
if (keys.length === 0) throw new Error("Refusing to start: WEBHOOK_SECRET is not usable.");

export default async function listener(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.method !== "POST" || req.url !== "/webhooks/payment") return end(res, 404);
  if (req.headers["content-encoding"] !== undefined) return end(res, 415);
  const body = await readBody(req);
  if (body === null) return end(res, 413);
  if (!isGenuine(req, body)) return end(res, 401);
  const payment = readPayment(body);
  if (payment === "malformed") return end(res, 400);
  try {
    if (payment !== "other") await perform(payment);
    end(res, 200);
  } catch (error) {
    console.error("Not done yet, the provider has to come back:", (error as Error).message);
    end(res, 500);
  }
}

function end(res: ServerResponse, status: number): void {
  res.writeHead(status, { "Content-Length": 0 }).end();
}

/** Null as soon as there are too many bytes; whatever follows is not kept. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
  }
  return bytes > MAX_BYTES ? null : Buffer.concat(chunks);
}

async function perform({ type, orderId, amount, currency }: Payment): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]);
    return;
  }
  const [order] = await db.query<{ is_owed: 0 | 1 }>(
    "SELECT amount = ? AND currency = ? AND status = 'pending' AS is_owed FROM orders WHERE id = ?",
    [amount, currency, orderId],
  );
  if (order?.is_owed !== 1) return;
  await carrier.ship(orderId, { idempotencyKey: `parcel of ${orderId}` });
  await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
}

function isGenuine({ headers }: IncomingMessage, body: Buffer): boolean {
  const timestamp = String(headers["webhook-timestamp"]);
  const seconds = /^\d+$/.test(timestamp) ? Number(timestamp) : Number.NEGATIVE_INFINITY;
  if (Math.abs(Math.floor(Date.now() / 1000) - seconds) > 300) return false;
  const prefix = `${headers["webhook-id"]}.${timestamp}.`;
  const expected = keys.map((key) => createHmac("sha256", key).update(prefix).update(body).digest());
  return String(headers["webhook-signature"])
    .split(" ")
    .map((entry) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(entry)?.[1])
    .some((text) => {
      // Exactly 32 bytes in canonical base64, so both sides have the same length.
      const given = Buffer.from(text ?? "", "base64");
      return given.length === 32 && expected.some((digest) => timingSafeEqual(given, digest));
    });
}

interface Payment {
  type: "payment.succeeded" | "payment.refunded";
  orderId: string;
  amount: number;
  currency: string;
}

function readPayment(body: Buffer): Payment | "other" | "malformed" {
  try {
    const { type, data } = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (type !== "payment.succeeded" && type !== "payment.refunded") return "other";
    const { orderId, amount, currency } = data;
    const isWhole = typeof orderId === "string" && typeof amount === "number" && typeof currency === "string";
    return isWhole ? { type, orderId, amount, currency } : "malformed";
  } catch {
    return "malformed";
  }
}
