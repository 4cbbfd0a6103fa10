// How the provider writes an event down: one JSON value, in the bytes of one encoder or another.
import type { Encoding } from "../contract/history.ts";

/**
 * "spaced" is JSON as Python's `json.dumps` and many providers write it, a space behind every colon and comma. A handler
 * that parses the body and serialises it again to check the signature gets other bytes, as it would in the field.
 */
export function toJsonBytes(payload: unknown, encoding: Encoding = "spaced"): Uint8Array {
  return Buffer.from(encoders[encoding](payload));
}

const encoders: Readonly<Record<Encoding, (payload: unknown) => string>> = {
  spaced,
  compact: (payload) => JSON.stringify(payload) ?? "null",
  indented: (payload) => JSON.stringify(payload, null, 2) ?? "null",
  reordered: (payload) => spaced(reversed(payload)),
  escaped: (payload) => spaced(payload).replace(TOKEN, (token) => (isText(token) ? escapeAll(token) : token)),
  "float-numbers": (payload) =>
    spaced(payload).replace(TOKEN, (token) => (/^-?\d+$/.test(token) ? `${token}.0` : token)),
};

function spaced(payload: unknown): string {
  // Line breaks inside strings are escaped in JSON, so every real one comes from the indentation.
  const indented = JSON.stringify(payload, null, 1) ?? "null";
  return indented.replace(/,\n */g, ", ").replace(/\n */g, "");
}

/** The same value with the members of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [name, reversed(member)]);
  return Object.fromEntries(members.reverse());
}

/** A string or a number of a JSON text; names of members are strings, too. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const isText = (token: string): boolean => token.startsWith('"');

/**
 * Like an encoder that trusts letters and digits only. Common ones escape less, such as what is not ASCII or a slash;
 * but an event may hold nothing of that, and every id has an underscore.
 */
const escapeAll = (text: string): string =>
  `"${text.slice(1, -1).replace(/\\u[\da-f]{4}|\\.|[^A-Za-z0-9]/g, escapeOne)}"`;

function escapeOne(character: string): string {
  if (character.length > 1) return character;
  if (character === "/") return "\\/";
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
