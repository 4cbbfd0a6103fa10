// The Standard Webhooks signature: HMAC-SHA256 over "id.timestamp.body", no older than five minutes.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const TOLERANCE_SECONDS = 300;
const MIN_SECRET_BYTES = 24;

/** Two secrets are live while one is being replaced. */
const secrets = [process.env.WEBHOOK_SECRET, process.env.WEBHOOK_SECRET_PREVIOUS]
  .filter((secret) => secret !== undefined)
  .map((secret) => Buffer.from(secret.replace(/^whsec_/, ""), "base64"));

if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_SECRET_BYTES)) {
  throw new Error("WEBHOOK_SECRET is missing or too short; without it anybody could sign.");
}

export function isGenuine(body: unknown, headers: IncomingHttpHeaders): boolean {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (typeof id !== "string" || typeof timestamp !== "string" || typeof signatures !== "string") return false;
  if (!Buffer.isBuffer(body) || !isFresh(timestamp)) return false;

  return secrets.some((secret) => {
    const expected = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64");
    return signatures.split(" ").some((signature) => isEqual(signature, `v1,${expected}`));
  });
}

/** Neither too old (a capture sent again) nor too far ahead (a capture that would stay good for long). */
function isFresh(timestamp: string): boolean {
  if (!/^[0-9]+$/.test(timestamp)) return false;
  return Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

/** In constant time, so that an answer's delay tells nothing of how much was right. */
function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
