// GitHub's scheme by hand, in one transaction for each event: its id, its order, and the parcel that is still to be sent.
// Scheme: github-sha256
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

await db.query("CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, order_to_ship TEXT)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isSigned(req.body, req.get("x-hub-signature-256") ?? "")) return res.sendStatus(401);
  // Type and id come from the signed body: the headers that repeat them are not signed.
  const event = parse(req.body);
  if (event === undefined) return res.sendStatus(400);

  const orderId = await db.transaction(async (tx) => {
    const [isNew] = await tx.query("INSERT INTO events (id) VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [
      event.id,
    ]);
    if (isNew) await apply(tx, event);
    const [row] = await tx.query<{ order_to_ship: string | null }>(
      "SELECT order_to_ship FROM events WHERE id = ?",
      [event.id],
    );
    return row?.order_to_ship ?? null;
  });
  if (orderId !== null) {
    await carrier.ship(orderId, { idempotencyKey: orderId });
    await db.query("UPDATE events SET order_to_ship = NULL WHERE id = ?", [event.id]);
  }
  return res.sendStatus(204);
});

async function apply(tx: Pick<typeof db, "query">, { id, type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.succeeded") {
    const paid = await tx.query(
      "UPDATE orders SET status = 'paid' WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id",
      [data.orderId, data.amount, data.currency],
    );
    if (paid.length > 0)
      await tx.query("UPDATE events SET order_to_ship = ? WHERE id = ?", [data.orderId, id]);
  }
  if (type === "payment.refunded")
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
}

const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => secret?.trim() ?? "")
  .filter(({ length }) => length >= 16);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is blank or far too short.");

function isSigned(body: unknown, signature: string): boolean {
  if (!Buffer.isBuffer(body) || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return secrets.some((secret) => timingSafeEqual(given, createHmac("sha256", secret).update(body).digest()));
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

function parse(body: Buffer): PaymentEvent | undefined {
  try {
    const event = JSON.parse(body.toString("utf8"));
    const { orderId, amount, currency } = event.data;
    const texts = [event.id, event.type, orderId, currency];
    const isWhole = texts.every((text) => typeof text === "string") && typeof amount === "number";
    return isWhole ? event : undefined;
  } catch {
    return undefined;
  }
}

export default app;
