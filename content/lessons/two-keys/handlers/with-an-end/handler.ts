import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  await fulfil(JSON.parse(req.body.toString()));
  res.sendStatus(200);
});

// #region keys
const OVERLAP_MS = 2 * 24 * 3_600_000; // the provider signs with the old secret for one day

const { WEBHOOK_SECRET = "", WEBHOOK_SECRET_PREVIOUS = "" } = process.env;
const newKey = readKey(WEBHOOK_SECRET);
const oldKey = WEBHOOK_SECRET_PREVIOUS === "" ? null : readKey(WEBHOOK_SECRET_PREVIOUS);
const oldEndsMs = oldKey === null ? 0 : (await firstOldMs(oldKey)) + OVERLAP_MS;

const liveKeys = () => (oldKey !== null && Date.now() < oldEndsMs ? [newKey, oldKey] : [newKey]);

/** When this key was first the old one. It is kept, or every restart would give it two more days. */
async function firstOldMs(key: Buffer): Promise<number> {
  await db.query("CREATE TABLE IF NOT EXISTS old_keys (hash TEXT PRIMARY KEY, since_ms INTEGER NOT NULL)");
  const hash = createHash("sha256").update(key).digest("hex");
  await db.query("INSERT INTO old_keys VALUES (?, ?) ON CONFLICT DO NOTHING", [hash, Date.now()]);
  const [row] = await db.query<{ since_ms: number }>("SELECT since_ms FROM old_keys WHERE hash = ?", [hash]);
  return row?.since_ms ?? 0;
}
// #endregion

function readKey(secret: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  if (key.length < 24) throw new Error("A signing secret is missing or too short.");
  return key;
}

function isGenuine(req: express.Request): boolean {
  const id = req.get("webhook-id") ?? "";
  const timestamp = req.get("webhook-timestamp") ?? "";
  const signatures = (req.get("webhook-signature") ?? "").split(" ");
  if (!Buffer.isBuffer(req.body) || !/^\d+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), req.body]);
  return liveKeys().some((key) => {
    const expected = Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    return signatures.some((signature) => {
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  });
}

// The work may be repeated: the update sets what is already set, and the carrier knows the order by its key.
async function fulfil({ type, data }: PaymentEvent): Promise<void> {
  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type !== "payment.succeeded") return;
  const [order] = await db.query(
    `UPDATE orders SET status = 'paid'
     WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
    [data.orderId, data.amount, data.currency],
  );
  if (order) await carrier.ship(data.orderId, { idempotencyKey: data.orderId });
}

interface PaymentEvent {
  id: string;
  type: string;
  data: { orderId: string; amount: number; currency: string };
}

export default app;
