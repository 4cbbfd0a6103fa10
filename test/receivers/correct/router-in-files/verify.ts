// Standard Webhooks v1 as middleware: only what the provider signed, and signed just now, gets past.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";

const TOLERANCE_SECONDS = 5 * 60;
const LEAST_KEY_BYTES = 24;

const keys = readKeys(process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS);

function readKeys(...secrets: (string | undefined)[]): Buffer[] {
  const usable = secrets
    .map((secret) => Buffer.from(secret?.trim().replace(/^whsec_/, "") ?? "", "base64"))
    .filter((key) => key.length >= LEAST_KEY_BYTES);
  if (usable.length > 0) return usable;
  throw new Error("WEBHOOK_SECRET must hold the endpoint's signing secret.");
}

export const requireSignature: RequestHandler = (req, res, next) => {
  if (!Buffer.isBuffer(req.body)) {
    res.sendStatus(415);
    return;
  }
  const timestamp = req.get("webhook-timestamp") ?? "";
  const signed = Buffer.concat([Buffer.from(`${req.get("webhook-id")}.${timestamp}.`), req.body]);
  const signatures = req.get("webhook-signature")?.split(" ") ?? [];
  if (isFresh(timestamp) && signatures.some((signature) => matches(signature, signed))) next();
  else res.sendStatus(401);
};

function isFresh(timestamp: string): boolean {
  if (!/^[0-9]+$/.test(timestamp)) return false;
  const ageSeconds = Date.now() / 1000 - Number(timestamp);
  return ageSeconds <= TOLERANCE_SECONDS && ageSeconds >= -TOLERANCE_SECONDS;
}

function matches(signature: string, signed: Buffer): boolean {
  const given = Buffer.from(signature);
  return keys.some((key) => {
    const expected = Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
