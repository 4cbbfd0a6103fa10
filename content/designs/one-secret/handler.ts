// There is one secret. When it is replaced, the new one takes the old one's place and the service is deployed anew.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import express from "express";
import { fulfil } from "./duties.ts";
import { readEvent } from "./event.ts";

const TOLERANCE_SECONDS = 300;

const secret = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");
if (secret.length < 24) throw new Error("WEBHOOK_SECRET is missing or too short.");

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

  const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
  return list.split(" ").some((entry) => isEqual(entry, `v1,${digest}`));
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

export default app;
