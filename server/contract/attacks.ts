// The names of all attacks, and what kind each is: data only, so that the page can import it without a validator.

/**
 * What an attack is judged by:
 * - `forgery`: never signed by the provider as it stands. Refused with 4xx, and nothing follows.
 * - `replay-attack`: genuinely signed, but for another time. Refused where the scheme signs the time; never an effect.
 * - `disguise`: captured and still fresh, with something unsigned changed. May pass for a duplicate; never an effect.
 * - `bad-input`: what no provider sends, whether signed or not. 4xx (some may be acknowledged), and the receiver stays up.
 * - `delivery`: what an honest provider and an honest network do.
 */
export type AttackKind = "forgery" | "replay-attack" | "disguise" | "bad-input" | "delivery";

export const attackKinds = {
  unsigned: "forgery",
  "unsigned-as-text": "forgery",
  "unsigned-other-path": "forgery",
  "wrong-secret": "forgery",
  "tampered-body": "forgery",
  "tampered-timestamp": "forgery",
  "timestamp-removed": "forgery",
  "empty-signature": "forgery",
  "short-signature": "forgery",
  "garbled-signature": "forgery",
  "unknown-version": "forgery",
  "signed-with-empty-secret": "forgery",
  "signed-with-undefined": "forgery",
  "signed-with-blank": "forgery",
  "public-key-as-secret": "forgery",
  "replay-attack": "replay-attack",
  "late-replay-attack": "replay-attack",
  "signed-ahead": "replay-attack",
  "padded-signature": "disguise",
  "lax-timestamp": "disguise",
  "fresh-delivery-id": "disguise",
  "other-event-header": "disguise",
  "unsigned-extras": "disguise",
  "not-json": "bad-input",
  "empty-body": "bad-input",
  "json-null": "bad-input",
  "json-array": "bad-input",
  "no-type": "bad-input",
  "no-data": "bad-input",
  "missing-id": "bad-input",
  "odd-type": "bad-input",
  "odd-order": "bad-input",
  "odd-amount": "bad-input",
  "odd-types": "bad-input",
  "deep-json": "bad-input",
  "invalid-utf8": "bad-input",
  "other-content-type": "bad-input",
  "form-body": "bad-input",
  oversized: "bad-input",
  compressed: "bad-input",
  duplicate: "delivery",
  "overlapping-duplicate": "delivery",
  "reply-lost": "delivery",
} as const satisfies Readonly<Record<string, AttackKind>>;

export type AttackName = keyof typeof attackKinds;

/** JSON that says too little to be an event of ours: a receiver may take it for a type that it does not know. */
export const acknowledgeable: ReadonlySet<AttackName> = new Set<AttackName>([
  "json-null",
  "json-array",
  "no-type",
  "no-data",
  "missing-id",
  "odd-type",
  "odd-order",
  "odd-amount",
  "odd-types",
  "deep-json",
  "invalid-utf8",
  "other-content-type",
]);
