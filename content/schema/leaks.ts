// Finds secrets and personal data in what a receiver shows: as they are written, and in the usual other spellings.
import { bytesOfBase64, bytesOfLatin1, hexOf } from "./bytes.ts";
import { decoded } from "./decoding.ts";
import type { JudgedWorld } from "./invariants/judgement.ts";
import type { ObservedEvent } from "./observed-event.ts";

export type Leak = "secret" | "email" | "card";

/** Something that others can read. */
export interface Shown {
  readonly place: "log" | "headers" | "body";
  readonly text: string;
  readonly seq: number;
}

/** Looks for the world's own secrets and customers, and for the customers that events have named beside these. */
export function createLeakFinder(
  world: JudgedWorld,
  events: readonly ObservedEvent[],
): (shown: Shown) => Leak | null {
  const known = knownNeedles(world);
  const others = customerNeedles(
    events.map(({ email, cardLast4 }) => ({ customerEmail: email ?? "", cardLast4: cardLast4 ?? "" })),
    known,
  );
  const seen = new Set<string>();
  const find = (text: string, place: Shown["place"]): Leak | null => {
    if (text === "" || seen.has(text)) return null;
    seen.add(text);
    const lower = text.toLowerCase();
    if (known.secrets.some((secret) => text.includes(secret))) return "secret";
    if (known.digests.some((digest) => lower.includes(digest))) return "secret";
    for (const { emails, card } of [known, others]) {
      if (emails.some((email) => lower.includes(email))) return "email";
      // Lengths, dates and ports stand in headers, and a card's digits could be any of them.
      if (place !== "headers" && card?.test(text)) return "card";
    }
    return null;
  };
  return ({ place, text }) => (seen.has(text) ? null : (find(text, place) ?? find(decoded(text), place)));
}

interface CustomerNeedles {
  readonly emails: readonly string[];
  readonly cards: readonly string[];
  readonly card: RegExp | null;
}

interface Needles extends CustomerNeedles {
  /** Exactly as written. */
  readonly secrets: readonly string[];
  /** In small letters. */
  readonly digests: readonly string[];
}

const needles = new WeakMap<JudgedWorld, Needles>();

function knownNeedles(world: JudgedWorld): Needles {
  const before = needles.get(world);
  if (before !== undefined) return before;
  const made: Needles = {
    ...customerNeedles(Object.values(world.orders), null),
    secrets: world.secrets.flatMap(writtenForms).flatMap(tellingParts),
    digests: world.secrets.flatMap((secret) => [keyOf(secret), bytesOfLatin1(secret)].flatMap(byteForms)),
  };
  needles.set(world, made);
  return made;
}

interface Customer {
  readonly customerEmail?: string;
  readonly cardLast4?: string;
}

function customerNeedles(customers: readonly Customer[], known: CustomerNeedles | null): CustomerNeedles {
  const isNew = (list: readonly string[] | undefined) => (one: string) => !list?.includes(one);
  const emails = customers
    .map(({ customerEmail = "" }) => customerEmail.toLowerCase())
    .filter((email) => /^[^@\s]+@[^@\s]+$/.test(email) && isNew(known?.emails)(email));
  const cards = customers
    .map(({ cardLast4 = "" }) => cardLast4)
    .filter((digits) => /^\d{4}$/.test(digits) && isNew(known?.cards)(digits));
  return { emails, cards, card: cards.length === 0 ? null : cardPattern(cards) };
}

/**
 * As a word of its own: not part of a longer number, a decimal, a UUID, a place in a file, or Node's own `(node:123)`.
 * Or with a name that speaks of cards, as in `last4_4242`; `ord_4242` is an order.
 */
function cardPattern(cards: readonly string[]): RegExp {
  const digits = `(?:${cards.join("|")})`;
  const alone = `(?<![\\w.]|:\\d+:|node:)${digits}(?![\\w-]|\\.\\d|:\\d)`;
  const named = `(?:last_?(?:4|four)|(?<![a-z])(?:card|ending))_${digits}(?![a-z\\d])`;
  return new RegExp(`${alone}|${named}`, "i");
}

/** A shorter secret is a word that may well be meant otherwise. */
export const SHORTEST_SECRET = 8;
/**
 * So many characters from either end give a secret away. Fewer are often shown on purpose, to say which one is meant;
 * with these, less is left to guess than the sixteen bytes that keep a key safe.
 */
const TELLING_CHARACTERS = 12;
/** So many bytes of a key give it away; loggers cut off longer ones. */
const TELLING_BYTES = 16;

const withoutPrefix = (secret: string) => secret.replace(/^wh[a-z]{2,3}_/, "");

function writtenForms(secret: string): string[] {
  const bare = withoutPrefix(secret).replace(/=+$/, "");
  const urlSafe = bare.replaceAll("+", "-").replaceAll("/", "_");
  return [...new Set([bare, urlSafe, encodeURIComponent(bare)])];
}

/** Both ends of a secret that is longer than these two: whoever shows all of it shows one of them. */
function tellingParts(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  if (secret.length < 2 * TELLING_CHARACTERS) return [secret];
  return [secret.slice(0, TELLING_CHARACTERS), secret.slice(-TELLING_CHARACTERS)];
}

/** The bytes that the text of a key stands for. */
export const keyOf = (secret: string): Uint8Array => bytesOfBase64(withoutPrefix(secret));

/** Bytes in hex, as Node prints a buffer, and as JSON writes one. */
function byteForms(bytes: Uint8Array): string[] {
  if (bytes.length < TELLING_BYTES) return [];
  const telling = bytes.subarray(0, TELLING_BYTES);
  const hex = hexOf(telling);
  return [hex.join(""), hex.join(" "), telling.join(","), telling.join(", ")];
}
