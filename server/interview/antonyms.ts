// Words that cannot both hold of one thing: an answer that affirms both in one breath claims neither.
import { stem } from "./text.ts";

/** Each line: what one side can be called, and what the other; any of the left excludes any of the right. */
const pairs: readonly (readonly [one: string, other: string])[] = [
  ["rejected reject refuse refused discard", "accept accepts accepted"],
  ["verify verifies verified verification checked", "unverified unchecked unsigned"],
  ["raw", "parsed reserialised reserialized stringify"],
  ["remember remembered", "forget forgets forgotten"],
  ["vault", "hardcoded hard constant"],
  ["constant timingsafeequal", "plain"],
  ["smooths smoothed absorbed absorbs", "unsmoothed unbuffered"],
  ["answered confirmed acknowledged confirm acknowledge", "unanswered unconfirmed unacknowledged"],
  ["unique same", "different"],
  ["disabled", "enabled"],
  ["together combine both", "exclude excludes separate"],
  ["stores keeps stored kept", "discarded discards forgets nowhere"],
  ["grow grows growing exponential exponentially doubles", "equally constant equal fixed unchanging"],
  ["guaranteed guarantee", "lost hope chance"],
  ["public open reachable", "closed private hidden"],
  ["mandatory required must", "optional voluntary"],
  ["allowed permitted", "forbidden prohibited banned"],
  ["before beforehand", "afterwards afterward later"],
  ["synchronous synchronously", "asynchronous asynchronously background"],
  ["always", "rarely seldom sometimes"],
  ["increases increase increasing", "decreases shrinks"],
  ["durable durably persistent disk", "volatile memory ram"],
  ["failure failed", "success"],
];

const opposites = new Map<string, Set<string>>();
for (const [one, other] of pairs) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    for (const word of from.split(" ")) {
      const known = opposites.get(stem(word)) ?? new Set();
      for (const opposite of to.split(" ")) known.add(stem(opposite));
      opposites.set(stem(word), known);
    }
  }
}

/** From the table, or one word with a prefix that denies it: "smoothed" and "unsmoothed". */
export function holdOpposites(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return (
    [...one].some((word) => excludes(word, one, other)) || [...other].some((word) => isPrefixed(word, one))
  );
}

function excludes(word: string, one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (other.has(word)) return false;
  return [...(opposites.get(word) ?? [])].some((opposite) => other.has(opposite) && !one.has(opposite));
}

function isPrefixed(word: string, affirmed: ReadonlySet<string>): boolean {
  const [, bare] = /^(?:un|in|im|non|dis)(.{4,})$/.exec(word) ?? [];
  return bare !== undefined && affirmed.has(bare);
}
