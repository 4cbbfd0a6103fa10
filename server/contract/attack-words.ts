// What every attack is called, what is sent in one sentence, and what somebody needs for it: data only, as the names are.
import type { AttackName } from "./attacks.ts";

export interface AttackWords {
  readonly title: string;
  /** What is sent. */
  readonly sentence: string;
  /** What somebody needs to know, or to have seen, to do this. */
  readonly needs: string;
}

const PUBLIC = "The endpoint's URL, and the payload's shape, which is in the provider's documentation.";
const SCHEME = `${PUBLIC} The signature scheme is public, too.`;
const GUESS = `${SCHEME} And a receiver that was started without its secret.`;
const CAPTURE = "One captured request, for example from a log or a proxy.";
const MISTAKE = "Nobody has to attack: a broken program at the provider, which holds the secret, is enough.";
const NOBODY = "Nobody has to attack: delivery at least once does this by itself.";

export const attackWords: Readonly<Record<AttackName, AttackWords>> = {
  unsigned: {
    title: "Unsigned request",
    sentence: "A made-up event without any signature.",
    needs: PUBLIC,
  },
  "unsigned-as-text": {
    title: "Unsigned, as plain text",
    sentence: "A made-up event without any signature, whose JSON calls itself plain text.",
    needs: PUBLIC,
  },
  "unsigned-other-path": {
    title: "Unsigned, path respelled",
    sentence: "A made-up event without any signature, to the path in capitals and with a slash at its end.",
    needs: `${PUBLIC} Many routers, Express among them, take both spellings for one.`,
  },
  "wrong-secret": {
    title: "Wrong secret",
    sentence: "A made-up event, signed with the attacker's own secret.",
    needs: SCHEME,
  },
  "tampered-body": {
    title: "Tampered body",
    sentence: "A captured request that now names another order, under its old signature.",
    needs: CAPTURE,
  },
  "tampered-timestamp": {
    title: "Tampered timestamp",
    sentence: "A captured request with a fresh timestamp over its old signature.",
    needs: CAPTURE,
  },
  "timestamp-removed": {
    title: "Timestamp removed",
    sentence: "A captured request without the timestamp that was signed with it.",
    needs: CAPTURE,
  },
  "empty-signature": {
    title: "Empty signature",
    sentence: "A made-up event whose signature names its version and ends there.",
    needs: SCHEME,
  },
  "short-signature": {
    title: "One-character signature",
    sentence: "A made-up event whose signature is one character long.",
    needs: SCHEME,
  },
  "garbled-signature": {
    title: "Garbled signature",
    sentence: "A made-up event whose signature is junk, of the right length in characters but not in bytes.",
    needs: SCHEME,
  },
  "unknown-version": {
    title: "Unknown version",
    sentence: "A made-up event, signed with the attacker's own secret in a version that nobody set up.",
    needs: SCHEME,
  },
  "signed-with-empty-secret": {
    title: "Signed with nothing",
    sentence: "A made-up event, signed with the empty text as its secret.",
    needs: GUESS,
  },
  "signed-with-undefined": {
    title: "Signed with “undefined”",
    sentence: "A made-up event, signed with the word that a missing setting turns into.",
    needs: GUESS,
  },
  "signed-with-blank": {
    title: "Signed with blanks",
    sentence: "A made-up event, signed with three spaces as its secret.",
    needs: GUESS,
  },
  "public-key-as-secret": {
    title: "Public key as secret",
    sentence: "A made-up event, signed as if the endpoint's public key were a shared secret.",
    needs: `${SCHEME} The endpoint's public key, which is no secret.`,
  },
  "replay-attack": {
    title: "Replay attack",
    sentence: "A captured request, byte for byte, ten minutes after it was signed.",
    needs: `${CAPTURE} No secret, and no knowledge of the scheme.`,
  },
  "late-replay-attack": {
    title: "Replayed after 8 days",
    sentence: "A captured request, byte for byte, when most receivers have forgotten its id.",
    needs: `${CAPTURE} No secret, and no knowledge of the scheme.`,
  },
  "signed-ahead": {
    title: "Signed ahead of time",
    sentence: "An event with a valid signature whose timestamp lies an hour ahead.",
    needs: "A provider whose clock is wrong, or somebody who once held the secret and signed in advance.",
  },
  "padded-signature": {
    title: "Signature respelled",
    sentence: "A captured request, still fresh, whose signature a lenient decoder reads as the same bytes.",
    needs: CAPTURE,
  },
  "lax-timestamp": {
    title: "Timestamp respelled",
    sentence: "A captured request, still fresh, whose timestamp a lenient parser reads as the same number.",
    needs: CAPTURE,
  },
  "fresh-delivery-id": {
    title: "Fresh delivery id",
    sentence: "A captured request under a new delivery id, which no signature covers.",
    needs: CAPTURE,
  },
  "other-event-header": {
    title: "Other event header",
    sentence: "A captured request whose event header, which no signature covers, names another type.",
    needs: CAPTURE,
  },
  "unsigned-extras": {
    title: "Unsigned extras",
    sentence: "A captured request, still fresh, with added parameters and headers that name another order.",
    needs: `${CAPTURE} The name of another order.`,
  },
  "not-json": {
    title: "Broken JSON",
    sentence: "A valid signature over JSON that ends in the middle.",
    needs: MISTAKE,
  },
  "empty-body": {
    title: "Empty body",
    sentence: "A valid signature over no byte at all.",
    needs: MISTAKE,
  },
  "json-null": {
    title: "JSON null",
    sentence: "A valid signature over the JSON value null.",
    needs: MISTAKE,
  },
  "json-array": {
    title: "JSON array",
    sentence: "A valid signature over a list instead of an event.",
    needs: MISTAKE,
  },
  "no-type": {
    title: "No type",
    sentence: "A valid signature over an event that does not say what happened.",
    needs: MISTAKE,
  },
  "no-data": {
    title: "No data",
    sentence: "A valid signature over an event whose data is null.",
    needs: MISTAKE,
  },
  "missing-id": {
    title: "Without an id",
    sentence: "A valid signature over an event without an id, about an order that nobody knows.",
    needs: MISTAKE,
  },
  "odd-type": {
    title: "A number for its type",
    sentence: "A valid signature over an event with a number where it says what happened.",
    needs: MISTAKE,
  },
  "odd-order": {
    title: "An object for its order",
    sentence: "A valid signature over an event with an object where its order is named.",
    needs: MISTAKE,
  },
  "odd-amount": {
    title: "Text for its amount",
    sentence: "A valid signature over an event with words for its amount.",
    needs: MISTAKE,
  },
  "odd-types": {
    title: "Odd types",
    sentence: "A valid signature over an event with an object for its order and text for its amount.",
    needs: MISTAKE,
  },
  "deep-json": {
    title: "Deeply nested JSON",
    sentence: "A valid signature over an event whose data is 20,000 lists, one inside the other.",
    needs: MISTAKE,
  },
  "invalid-utf8": {
    title: "Invalid UTF-8",
    sentence: "A valid signature over an event whose order has bytes in its name that are no text.",
    needs: MISTAKE,
  },
  "other-content-type": {
    title: "Other content type",
    sentence: "A captured request, still fresh, that calls its JSON plain text.",
    needs: CAPTURE,
  },
  "form-body": {
    title: "Form instead of JSON",
    sentence: "A made-up event without any signature, written as a form.",
    needs: PUBLIC,
  },
  oversized: {
    title: "Oversized body",
    sentence: "A made-up event without any signature, 1.5 MB long.",
    needs: PUBLIC,
  },
  compressed: {
    title: "Compressed body",
    sentence: "Some 30 kB without any signature that inflate to 20 MB.",
    needs: PUBLIC,
  },
  duplicate: {
    title: "Duplicate",
    sentence: "The provider delivers an event a second time, validly signed anew.",
    needs: NOBODY,
  },
  "overlapping-duplicate": {
    title: "Overlapping duplicate",
    sentence: "A new event, and its second copy while the first is still at work.",
    needs: NOBODY,
  },
  "reply-lost": {
    title: "Reply lost after commit",
    sentence: "The work is done, but the provider never hears so, and retries.",
    needs: "Nobody has to attack: a connection that breaks at the wrong moment is enough.",
  },
};
