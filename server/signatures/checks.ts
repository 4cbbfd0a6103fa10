// Checks that every scheme shares: freshness, whole numbers, and comparing in constant time.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Verification } from "./types.ts";

export type Refusal = Extract<Verification, { ok: false }>;

export const refuse = (reason: Refusal["reason"], message: string): Refusal => ({
  ok: false,
  reason,
  message,
});

export const accepted: Verification = { ok: true };

export const hmacSha256 = (key: string | Uint8Array, ...content: (string | Uint8Array)[]): Buffer => {
  const hmac = createHmac("sha256", key);
  for (const part of content) hmac.update(part);
  return hmac.digest();
};

/** Compares texts of equal length in constant time; texts of different length are never the same. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Unix seconds from a header, strictly: digits only, as the text is signed as it stands. */
export const parseTimestamp = (text: string): number | null =>
  /^[0-9]{1,15}$/.test(text) ? Number(text) : null;

/** Null when the timestamp is fresh. `futureToo` refuses one that lies ahead as far as one that lies back. */
export function checkFreshness(
  timestampSeconds: number,
  nowSeconds: number,
  tolerance: { seconds: number; futureToo: boolean },
): Refusal | null {
  const ageSeconds = nowSeconds - timestampSeconds;
  if (ageSeconds > tolerance.seconds)
    return refuse(
      "too-old",
      `It was signed ${ageSeconds} s ago; at most ${tolerance.seconds} s are accepted.`,
    );
  if (tolerance.futureToo && -ageSeconds > tolerance.seconds)
    return refuse("too-new", `It claims to be signed ${-ageSeconds} s in the future.`);
  return null;
}

/** Bytes from base64 in its one canonical spelling, or null. Node's own decoder skips what it does not know. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** At least one non-empty secret, or it is our fault: an empty key would let anyone sign. */
export function requireSecrets(secrets: readonly string[], what: string): readonly [string, ...string[]] {
  const [first, ...rest] = secrets;
  if (first === undefined || secrets.some((secret) => secret.trim() === ""))
    throw new TypeError(`${what} needs at least one secret, and none may be empty.`);
  return [first, ...rest];
}
