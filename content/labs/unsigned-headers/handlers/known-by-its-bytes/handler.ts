import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";
import { type PaymentEvent, readEvent } from "./event.ts";

const app = express();

// Nothing signed tells the time, so a request never grows too old, and what was seen is kept for ever.
await db.query("CREATE TABLE IF NOT EXISTS seen (digest TEXT PRIMARY KEY, order_to_ship TEXT)");

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.get("x-hub-signature-256"))) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);
  // The header may help a router along. It never decides against what is signed.
  if (req.get("x-github-event") !== event.type) return res.sendStatus(400);

  const digest = createHash("sha256").update(req.body).digest("hex");
  const { isNew, orderToShip } = await take(digest, event);
  // #region copies
  if (!isNew && orderToShip === null) return res.sendStatus(200);
  // #endregion
  if (orderToShip !== null) {
    // #region ship
    await carrier.ship(orderToShip, { idempotencyKey: orderToShip });
    // #endregion
    await db.query("UPDATE seen SET order_to_ship = NULL WHERE digest = ?", [digest]);
  }
  res.sendStatus(200);
});

/** The claim, the order and the note of a parcel that is due: all of them, or none. */
function take(digest: string, event: PaymentEvent): Promise<{ isNew: boolean; orderToShip: string | null }> {
  return db.transaction(async (tx) => {
    const [first] = await tx.query(
      "INSERT INTO seen (digest) VALUES (?) ON CONFLICT DO NOTHING RETURNING digest",
      [digest],
    );
    if (first) await apply(tx, digest, event);
    const [row] = await tx.query<{ order_to_ship: string | null }>(
      "SELECT order_to_ship FROM seen WHERE digest = ?",
      [digest],
    );
    return { isNew: first !== undefined, orderToShip: row?.order_to_ship ?? null };
  });
}

async function apply(
  tx: Pick<typeof db, "query">,
  digest: string,
  { type, data }: PaymentEvent,
): Promise<void> {
  if (type === "payment.refunded") {
    await tx.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [paid] = await tx.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (paid) await tx.query("UPDATE seen SET order_to_ship = ? WHERE digest = ?", [data.orderId, digest]);
}

// Two are live while one is being replaced.
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret) => secret?.trim() ?? "")
  .filter(({ length }) => length >= 16);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

function isGenuine(body: unknown, signature = ""): boolean {
  if (!Buffer.isBuffer(body) || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return secrets.some((secret) => timingSafeEqual(given, createHmac("sha256", secret).update(body).digest()));
}

export default app;
