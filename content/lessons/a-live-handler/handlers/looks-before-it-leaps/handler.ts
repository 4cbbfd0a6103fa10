// Wrong in one way: two copies at once both look, both see nothing, and both act.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import { carrier, db } from "shop";

const app = express();

await db.query("CREATE TABLE IF NOT EXISTS seen_events (id TEXT PRIMARY KEY)");

app.post("/webhooks/payment", express.raw({ type: "*/*" }), async (req, res) => {
  if (!isGenuine(req)) return res.sendStatus(401);
  const { id, type, data } = JSON.parse(req.body.toString());
  const seen = await db.query("SELECT 1 FROM seen_events WHERE id = ?", [id]);
  if (seen.length > 0) return res.sendStatus(200);

  if (type === "payment.refunded") {
    await db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [data.orderId]);
  }
  if (type === "payment.succeeded") {
    const [order] = await db.query(
      `UPDATE orders SET status = 'paid'
       WHERE id = ? AND amount = ? AND currency = ? AND status <> 'refunded' RETURNING id`,
      [data.orderId, data.amount, data.currency],
    );
    if (order) await carrier.ship(data.orderId);
  }
  await db.query("INSERT INTO seen_events VALUES (?) ON CONFLICT DO NOTHING", [id]);
  res.sendStatus(200);
});

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

export default app;
