// Signs as Standard Webhooks does, in the browser's own cryptography: what a lesson takes apart byte by byte.
// Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

export interface Signed {
  readonly id: string;
  /** Unix seconds, as text: what is signed is text. */
  readonly timestamp: string;
  readonly body: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

export interface SignedByte {
  readonly value: number;
  readonly of: "id" | "timestamp" | "body" | "between";
}

/** The published example of the specification's libraries, and its signature. */
export const example: Signed & { readonly signature: string } = {
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  body: '{"test": 2432232314}',
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

/** The bytes that are signed: id, timestamp and body with a dot between them. */
export function signedBytes({ id, timestamp, body }: Omit<Signed, "secret">): SignedByte[] {
  const part = (text: string, of: SignedByte["of"]) =>
    [...new TextEncoder().encode(text)].map((value) => ({ value, of }));
  const dot = part(".", "between");
  return [...part(id, "id"), ...dot, ...part(timestamp, "timestamp"), ...dot, ...part(body, "body")];
}

/** The signature header, or null when the secret is no `whsec_` with base64 behind it, or holds no key. */
export async function signatureOf(signed: Signed): Promise<string | null> {
  const key = keyOf(signed.secret);
  if (key === null) return null;
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  const bytes = Uint8Array.from(signedBytes(signed), ({ value }) => value);
  const code = new Uint8Array(await crypto.subtle.sign("HMAC", imported, bytes));
  return `v1,${btoa(String.fromCharCode(...code))}`;
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> | null {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (base64 === undefined) return null;
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The place of the first byte in which two sequences differ, or null when they are the same. */
export function firstDifferentByte(one: readonly SignedByte[], other: readonly SignedByte[]): number | null {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) if (one[at]?.value !== other[at]?.value) return at;
  return null;
}
