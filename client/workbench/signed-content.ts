// Tells from a request's headers what its signature covers, piece by piece.
import type { HeaderPairs } from "../../server/contract/history.ts";

export interface SignedPiece {
  readonly text: string;
  /** Where the piece comes from; null for the characters between. */
  readonly from: string | null;
}

export interface SignedContent {
  readonly signatureHeader: string;
  /** The string to sign; the body stands at its end as a piece of its own. */
  readonly pieces: readonly SignedPiece[];
  /** Secret and encoding in words. */
  readonly method: string;
}

/** Null when no known signature header is present: nothing was signed. */
export function signedContent(headers: HeaderPairs): SignedContent | null {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const body: SignedPiece = { text: "", from: "raw body" };
  const dot: SignedPiece = { text: ".", from: null };

  const standard = value("webhook-signature");
  if (standard !== undefined) {
    const id = { text: value("webhook-id") ?? "", from: "webhook-id" };
    const timestamp = { text: value("webhook-timestamp") ?? "", from: "webhook-timestamp" };
    return {
      signatureHeader: "webhook-signature",
      pieces: [id, dot, timestamp, dot, body],
      method: standard.startsWith("v1a,")
        ? "Ed25519 with the provider's private key, in base64"
        : "HMAC-SHA256 with the decoded secret, in base64",
    };
  }
  const stripe = value("stripe-signature");
  if (stripe !== undefined) {
    const timestamp = { text: /(?:^|,)t=([^,]*)/.exec(stripe)?.[1] ?? "", from: "t of Stripe-Signature" };
    return {
      signatureHeader: "stripe-signature",
      pieces: [timestamp, dot, body],
      method: "HMAC-SHA256 with the secret as text, in hex",
    };
  }
  if (value("x-hub-signature-256") !== undefined) {
    return {
      signatureHeader: "x-hub-signature-256",
      pieces: [body],
      method: "HMAC-SHA256 with the secret as text, in hex; no time is signed",
    };
  }
  return null;
}

/** Headers that carry or feed a signature, in lower case. */
export const signatureHeaders: ReadonlySet<string> = new Set([
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
  "stripe-signature",
  "x-hub-signature-256",
]);
