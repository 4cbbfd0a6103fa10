// The signature is recomputed over the raw bytes, and compared as texts are: with ===.
import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";

const TOLERANCE_SECONDS = 300;

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
  if (!Buffer.isBuffer(body) || !/^[0-9]+$/.test(timestamp)) return false;
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false;

  return secrets.some((secret) => {
    const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    return list.split(" ").some((entry) => entry === `v1,${digest}`);
  });
}

export default app;
