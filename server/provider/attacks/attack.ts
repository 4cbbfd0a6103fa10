// What an attack or a delivery fault is: words and a kind for people, and a pure plan of what has to be sent.
import { type AttackWords, attackWords } from "../../contract/attack-words.ts";
import { type AttackKind, attackKinds } from "../../contract/attacks.ts";
import type { AttackId, RawRequest } from "../../contract/history.ts";
import type { Envelope, ProviderEvent, Sign } from "../attempt-request.ts";

export interface Attack extends AttackWords {
  readonly id: AttackId;
  readonly kind: AttackKind;
  /** Pure: the same context gives the same plan. */
  readonly plan: (context: AttackContext) => AttackPlan;
}

/** Joins a plan with what the contract says of the attack. */
export const defineAttack = (id: AttackId, plan: Attack["plan"]): Attack => ({
  id,
  kind: attackKinds[id],
  ...attackWords[id],
  plan,
});

/** A request that went over the network earlier in the history. */
export interface CapturedRequest {
  /** Null when it belongs to no delivery: a forgery, the composer, curl. */
  readonly deliveryId: string | null;
  readonly startedMs: number;
  readonly request: RawRequest;
}

export interface AttackContext {
  readonly envelope: Envelope;
  readonly nowMs: number;
  /** Virtual Unix time in milliseconds of the history's start. */
  readonly epochMs: number;
  /** The request to start from: the one that was named, or the latest genuine one; null when there is none. */
  readonly captured: CapturedRequest | null;
  /** Whether the learner named the captured request. */
  readonly isNamed: boolean;
  /** The types of events that the provider sends, the main one first. */
  readonly eventTypes: readonly string[];
  /** An event that never happened, as anyone can write it who has read the provider's documentation. */
  readonly forgedEvent: ProviderEvent;
  /** A delivery id that the receiver has never seen. */
  readonly freshUuid: string;
  /** A secret of the right form that the receiver has never seen. */
  readonly guessedSecret: string;
  /** What the receiver checks signatures with, where everybody may know it; null where it is a secret. */
  readonly publicKey: string | null;
  /** Signs with the endpoint's live secrets: only the provider can, and what goes wrong there. */
  readonly signAsProvider: Sign;
}

export type AttackPlan =
  /** It cannot be done here; the sentence says why, and what to do instead. */
  | { readonly kind: "refused"; readonly message: string }
  /** These bytes are sent past the provider's deliveries, at this time or as soon after as possible. */
  | {
      readonly kind: "hostile-request";
      readonly request: RawRequest;
      readonly atMs: number;
      /** What to know while looking at it. */
      readonly note?: string;
    }
  /** The provider itself sends: a new event, or one more attempt of a delivery, signed anew. */
  | {
      readonly kind: "provider-attempts";
      readonly deliveryId: string | "new-event";
      /** How many attempts are started, `gapMs` apart. */
      readonly copies: number;
      readonly gapMs: number;
      /** The receiver's answer never reaches the provider. */
      readonly losesReply: boolean;
    };

export const refused = (message: string): AttackPlan => ({ kind: "refused", message });

export const nothingCaptured = refused(
  "Nothing was captured yet. Send a genuine event first; then there is a request to start from.",
);

export const sendNow = ({ nowMs }: AttackContext, request: RawRequest): AttackPlan => ({
  kind: "hostile-request",
  atMs: nowMs,
  request,
});
