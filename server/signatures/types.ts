// What a signature scheme is: how content, key and headers make a signature, and how a receiver checks it.
import type { HeaderPairs } from "../contract/history.ts";
import type { SchemeId } from "../contract/session.ts";
import type { Random } from "../simulation/random.ts";

/** What a provider knows when it signs one attempt. */
export interface SigningInput {
  /** The message's id, the same for every attempt. Schemes that do not sign an id leave it out. */
  readonly id: string;
  /** Unix time of this attempt in whole seconds. Schemes without a timestamp leave it out. */
  readonly timestampSeconds: number;
  /** The exact raw body. */
  readonly body: Uint8Array;
}

export interface SignedRequest {
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

export interface Verifying {
  /** The receiver's live keys, as `receiverSecret` gives them: one, or several while a key is rotated. */
  readonly secrets: readonly string[];
  readonly nowSeconds: number;
}

export type Verification =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: "missing-header" | "malformed-header" | "too-old" | "too-new" | "mismatch";
      /** One sentence for people: what was wrong. */
      readonly message: string;
    };

/** The names of headers in which a provider tells more about a delivery, without signing it. */
export interface UnsignedHeaders {
  readonly eventType: string;
  /** The same for every attempt of a delivery. */
  readonly deliveryId: string;
}

export type RewriteTimestamp = (text: string) => string | null;

export interface SignatureScheme {
  readonly id: SchemeId;
  readonly title: string;
  /** Where the scheme is described. */
  readonly source: string;
  /** Every header that `sign` writes, in the provider's own spelling. */
  readonly headerNames: readonly string[];
  /** The one of them that carries the signature. */
  readonly signatureHeader: string;
  /** The string to sign in words, e.g. `id.timestamp.body`. */
  readonly signedContent: string;
  /** What stands before a signature's value, e.g. `v1,`; and the same of a version that no receiver is set up for. */
  readonly mark: string;
  readonly unknownMark: string;
  /** Whether all live secrets sign; otherwise the header has room for one signature only. */
  readonly signsWithAll: boolean;
  /** Accepted age of the signed timestamp; null when nothing tells when a request was signed. */
  readonly toleranceSeconds: number | null;
  /** Whether a timestamp that lies ahead by more than the tolerance is refused, too. */
  readonly refusesFuture: boolean;
  /** Signs with these secrets, in their order. @throws TypeError for a secret that is not of this scheme. */
  sign(input: SigningInput, secrets: readonly string[]): HeaderPairs;
  /** Checks a request as a careful receiver does. @throws TypeError for a secret that is not of this scheme. */
  verify(request: SignedRequest, verifying: Verifying): Verification;
  generateSecret(random: Random): string;
  /** What the receiver's WEBHOOK_SECRET holds: the secret itself, or the public key when there is one. */
  receiverSecret(secret: string): string;
  /**
   * Signs as code does that never looks at its secret: the empty text or the word "undefined" becomes a key like any
   * other. Null where receivers hold a public key, with which nobody can sign.
   */
  readonly signCarelessly: ((input: SigningInput, secret: string) => HeaderPairs) | null;
  /** The signatures of a request, each with its mark. */
  readSignatures(headers: HeaderPairs): readonly string[];
  /** The same headers with other signatures; whatever else stands beside them stays. */
  replaceSignatures(headers: HeaderPairs, signatures: readonly string[]): HeaderPairs;
  /** The same headers with another text for the timestamp, or none for null; null when the scheme has no timestamp. */
  readonly rewriteTimestamp: ((headers: HeaderPairs, rewrite: RewriteTimestamp) => HeaderPairs) | null;
  /** Null when this provider sends none. */
  readonly unsignedHeaders: UnsignedHeaders | null;
}
