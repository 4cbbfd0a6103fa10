// Plain JavaScript with require, as most examples of Express are written; one table remembers each step of an order.
const crypto = require("node:crypto");
const express = require("express");
const { carrier, db } = require("shop");

const secrets = ["WEBHOOK_SECRET", "WEBHOOK_SECRET_PREVIOUS"]
  .map((name) => (process.env[name] || "").replace(/^whsec_/, ""))
  .map((text) => Buffer.from(text, "base64"))
  .filter((secret) => secret.length >= 24);
if (secrets.length === 0) {
  throw new Error("WEBHOOK_SECRET is missing: nobody could be told from an attacker.");
}

db.query("CREATE TABLE IF NOT EXISTS fulfilments (order_id TEXT PRIMARY KEY, shipment_id TEXT)");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!Buffer.isBuffer(req.body) || !isGenuine(req)) {
    return res.status(401).json({ error: "invalid signature" });
  }
  const event = parse(req.body.toString("utf8"));
  if (!event) {
    return res.status(400).json({ error: "not an event" });
  }
  const handle = handlers[event.type];
  if (handle) {
    await handle(event.data);
  }
  return res.json({ ok: true });
});

/** Without a prototype, so that a type called "constructor" finds nothing. */
const handlers = Object.assign(Object.create(null), {
  "payment.succeeded": async ({ orderId, amount, currency }) => {
    const [fulfilment] = await db.query(
      `INSERT INTO fulfilments (order_id)
       SELECT id FROM orders WHERE id = ? AND amount = ? AND currency = ? AND status = 'pending'
       ON CONFLICT (order_id) DO UPDATE SET order_id = excluded.order_id RETURNING shipment_id`,
      [orderId, amount, currency],
    );
    if (!fulfilment) return;
    const known = fulfilment.shipment_id;
    const shipmentId = known || (await carrier.ship(orderId, { idempotencyKey: `fulfil-${orderId}` })).id;
    await db.query("UPDATE fulfilments SET shipment_id = ? WHERE order_id = ?", [shipmentId, orderId]);
    await db.query("UPDATE orders SET status = 'paid' WHERE id = ? AND status = 'pending'", [orderId]);
  },
  "payment.refunded": ({ orderId }) =>
    db.query("UPDATE orders SET status = 'refunded' WHERE id = ?", [orderId]),
});

function isGenuine(req) {
  const timestamp = req.get("webhook-timestamp") || "";
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1000 - timestamp) > 300) {
    return false;
  }
  const signatures = (req.get("webhook-signature") || "").split(" ");
  return secrets.some((secret) => {
    const hmac = crypto.createHmac("sha256", secret);
    hmac.update(`${req.get("webhook-id")}.${timestamp}.`).update(req.body);
    const expected = `v1,${hmac.digest("base64")}`;
    return signatures.some((signature) => isEqual(signature, expected));
  });
}

function isEqual(given, expected) {
  // Digests of both have one length, whatever was given.
  const digest = (text) => crypto.createHash("sha256").update(text).digest();
  return crypto.timingSafeEqual(digest(given), digest(expected));
}

function parse(text) {
  try {
    const { type, data } = JSON.parse(text);
    const isEvent =
      typeof type === "string" && typeof data.orderId === "string" && typeof data.currency === "string";
    return isEvent && Number.isInteger(data.amount) ? { type, data } : null;
  } catch {
    return null;
  }
}

module.exports = app;
