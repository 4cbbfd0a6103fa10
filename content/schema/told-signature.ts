// Finds out whether a text tells the signature that would have made a request valid: whoever reads it sends that next.
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { RawRequest } from "../../server/contract/history.ts";
import { base64Of, bytesOfBase64, bytesOfLatin1, hexOf } from "./bytes.ts";
import type { JudgedWorld } from "./invariants/judgement.ts";
import { keyOf, SHORTEST_SECRET } from "./leaks.ts";

/** Nearly all that receivers say is too short for a digest in any form, and not worth computing one. */
const DIGEST_LIKE = /(?<![\w+/-])[\w+/-]{43}|<Buffer |\d, ?\d/;

/**
 * Only a shared secret can sign: a receiver that holds a public key has nothing to tell.
 * @param requestOf asked only when there is something to look for; undefined when the text belongs to no request
 */
export function tellsSignature(
  text: string,
  requestOf: () => RawRequest | undefined,
  { secrets, signsTime }: Pick<JudgedWorld, "secrets" | "signsTime">,
): boolean {
  const request = DIGEST_LIKE.test(text) ? requestOf() : undefined;
  if (request === undefined) return false;
  const shared = secrets.filter((secret) => secret.length >= SHORTEST_SECRET && !secret.startsWith("whsk_"));
  const valid = shared.flatMap((secret) => digestsOf(request, secret, signsTime)).map(formsOf);
  const brought = request.headers.map(([, value]) => value).join("\n");
  const shown = `${text}\n${text.toLowerCase()}`;
  // What the sender has brought is no news: to echo a header tells nothing.
  return valid.some(
    (forms) => forms.some((form) => shown.includes(form)) && !forms.some((form) => brought.includes(form)),
  );
}

/** By every scheme whose headers the request has, since the judge is not told which one is in use. */
function digestsOf({ headers, bodyBase64 }: RawRequest, secret: string, signsTime: boolean): Uint8Array[] {
  const body = bytesOfBase64(bodyBase64);
  const [text, key] = [bytesOfLatin1(secret), keyOf(secret)];
  if (!signsTime) return [hmacSha256(text, body)];
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const [id, timestamp] = [value("webhook-id"), value("webhook-timestamp")];
  const time = /(?:^|,)t=([^,]*)/.exec(value("stripe-signature") ?? "")?.[1];
  const isStandard = id !== undefined && timestamp !== undefined && key.length > 0;
  return [
    ...(isStandard ? [hmacSha256(key, bytesOfLatin1(`${id}.${timestamp}.`), body)] : []),
    ...(time !== undefined ? [hmacSha256(text, bytesOfLatin1(`${time}.`), body)] : []),
  ];
}

function hmacSha256(key: Uint8Array, ...content: readonly Uint8Array[]): Uint8Array {
  const signing = hmac.create(sha256, key);
  for (const part of content) signing.update(part);
  return signing.digest();
}

/** In hex, as Node prints a buffer, as JSON writes one, and in base64 of both kinds. */
function formsOf(digest: Uint8Array): string[] {
  const hex = hexOf(digest);
  const base64 = base64Of(digest).replace(/=+$/, "");
  const urlSafe = base64.replaceAll("+", "-").replaceAll("/", "_");
  return [hex.join(""), hex.join(" "), digest.join(","), digest.join(", "), base64, urlSafe];
}
