// The signature is checked over id, timestamp and body. How old the timestamp is, nobody looks.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";

/** Two secrets are live while one is being replaced. */
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .map((secret = "") => Buffer.from(secret.replace(/^whsec_/, ""), "base64"))
  .filter((secret) => secret.length >= 24);
if (secrets.length === 0) throw new Error("WEBHOOK_SECRET is missing or too short.");

const app = express();

app.post("/webhooks/payment", express.raw({ type: "*/*", inflate: false }), async (req, res) => {
  if (!isGenuine(req.body, req.headers)) return res.sendStatus(401);
  const event = readEvent(req.body);
  if (event === null) return res.sendStatus(400);

  await fulfil(event);
  res.sendStatus(200);
});

function isGenuine(body: unknown, headers: IncomingHttpHeaders): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = headers;
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof list !== "string") return false;
  if (!Buffer.isBuffer(body)) return false;

  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    return list.split(" ").some((entry) => isEqual(entry, `v1,${digest}`));
  });
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export default app;
