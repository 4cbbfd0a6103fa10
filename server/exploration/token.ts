// Writes a schedule as a short text, and reads it back: with the same code it shows the same timeline on any machine.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { z } from "zod";
import { InvariantId } from "../contract/invariants.ts";
import { Schedule } from "../contract/schedule.ts";
import { SchemeId } from "../contract/session.ts";

const VERSION = "h1.";
/** A token may come from a stranger: neither it nor what it unfolds to may be large. */
const MAX_TOKEN_LENGTH = 20_000;
const MAX_JSON_BYTES = 200_000;

/** Everything besides the code that decides what happens. */
export const Reproduction = z.object({
  scenario: z.string().max(100),
  scheme: SchemeId,
  seed: z.number().int().nonnegative(),
  /** What the schedule breaks. */
  invariant: InvariantId,
  schedule: Schedule,
});
export type Reproduction = z.infer<typeof Reproduction>;

/** A token that cannot be read; the message says what to do. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

export function writeToken(reproduction: Reproduction): string {
  return VERSION + deflateRawSync(JSON.stringify(reproduction), { level: 9 }).toString("base64url");
}

/** @throws TokenError for anything that `writeToken` did not write. */
export function readToken(token: string): Reproduction {
  const text = token.trim();
  if (!text.startsWith(VERSION)) throw new TokenError(`A token begins with "${VERSION}". Copy it whole.`);
  if (text.length > MAX_TOKEN_LENGTH)
    throw new TokenError("This is too long for a token. Copy the token alone.");
  const read = Reproduction.safeParse(unfold(text));
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join(".");
  throw new TokenError(
    `The token asks for something that this Hookproof does not know (${where || "all of it"}). It may come from another version: use that one, or prove the code here and take the token that it gives.`,
  );
}

/** @throws TokenError when it does not unfold to JSON */
function unfold(token: string): unknown {
  try {
    const bytes = Buffer.from(token.slice(VERSION.length), "base64url");
    return JSON.parse(inflateRawSync(bytes, { maxOutputLength: MAX_JSON_BYTES }).toString("utf8"));
  } catch {
    throw new TokenError("The token is damaged: a part of it is missing or was changed. Copy it whole.");
  }
}
