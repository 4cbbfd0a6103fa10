// Finds what makes a whole answer doubtful, however right its words are: swapped sides, and saying both of everything.
import type { Question } from "../../content/schema/question.ts";
import type { Doubt } from "../contract/interview.ts";
import type { Clause } from "./clauses.ts";
import { boasts, countOf, hedges, type SentenceKind } from "./prose.ts";
import { countSwaps } from "./roles.ts";
import type { Token } from "./text.ts";
import { functionWords } from "./words.ts";

export const doubtMessages: Readonly<Record<Doubt, string>> = {
  "swapped-sides":
    "You seem to have swapped the sides: the provider sends, signs and retries; the receiver verifies, stores and answers. Say who does what.",
  "contradicts-itself":
    "You say things and then take them back, so nobody can tell which you mean. Say what holds, once.",
  "claims-nothing":
    "Your words name the topic without saying what happens. Say who does what, why, and when it fails.",
};

interface Doubtable {
  readonly tokens: readonly Token[];
  readonly clauses: readonly Clause[];
  readonly kinds: readonly SentenceKind[];
  readonly negated: readonly boolean[];
  readonly asserted: readonly boolean[];
}

/** Once is a slip of the tongue. */
const MIN_SWAPS = 2;
const MIN_CONTRADICTIONS = 2;
/** Different ones in the whole answer: no natural answer that was collected has so many. */
const MIN_BOASTS = 4;
const MIN_HEDGES = 4;

export function findDoubt(reading: Doubtable, side: Question["side"]): Doubt | null {
  if (countSwaps(reading, side) >= MIN_SWAPS) return "swapped-sides";
  const contradictions = countContradictions(reading) + countMatches(reading.tokens, turns);
  if (contradictions >= MIN_CONTRADICTIONS) return "contradicts-itself";
  const line = reading.tokens.map(({ word }) => word).join(" ");
  return countOf(line, boasts) >= MIN_BOASTS || countOf(line, hedges) >= MIN_HEDGES ? "claims-nothing" : null;
}

/** Ways to take back what was just said; correcting oneself aloud ("no sorry", "I mean", "actually") is none. */
const turns = [
  /(?<![\w'])(?:or rather|or better|what i mean is|then again|that said|although strictly|except that|on second thought)(?![\w'])/g,
  /(?<![\w'])(?:which|that) (?:\w+ )?(?:of course |is |clearly ){1,2}(?:impossible|nonsense|wrong|not the case)/g,
  /(?<![\w'])(?:which|that) (?:isn't|is not|aren't|are not|wasn't) (?:\w+ )?(?:necessary|needed|true|required|possible|so|the case)(?![\w'])/g,
  /(?<![\w'])(?:but of course (?:\w+ ){1,3}(?:isn't|aren't|doesn't|don't|can't|won't|not|never)|(?:though|although|except that) (?:that )?(?:always|never|each|every|it (?:actually )?never))(?![\w'])/g,
  /(?<![\w'])(?:but|although|though) (?:\w+ ){1,3}(?:don't|doesn't|do not|does not|needn't|should not|shouldn't|never) /g,
];

function countMatches(tokens: readonly Token[], patterns: readonly RegExp[]): number {
  const line = tokens.map(({ word }) => word).join(" ");
  return patterns.reduce((sum, pattern) => sum + (line.match(pattern)?.length ?? 0), 0);
}

/** So many clauses later a speaker has moved on. */
const MAX_DISTANCE = 3;
const MIN_SHARED = 2;

/** Pairs of neighbouring claims about the same things of which one is denied. */
function countContradictions(reading: Doubtable): number {
  const claims = reading.clauses.flatMap((clause, index) =>
    reading.asserted[index] === true && reading.kinds[clause.sentence] === "prose"
      ? [claimOf(reading, clause, index)]
      : [],
  );
  return claims.filter((one, at) =>
    claims.slice(at + 1).some((other) => other.index - one.index <= MAX_DISTANCE && areOpposed(one, other)),
  ).length;
}

interface ClauseClaim {
  readonly index: number;
  readonly affirmed: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
}

function claimOf({ tokens, negated }: Doubtable, { from, to }: Clause, index: number): ClauseClaim {
  const affirmed = new Set<string>();
  const denied = new Set<string>();
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token === undefined || functionWords.has(token.word)) continue;
    (negated[at] ? denied : affirmed).add(token.stem);
  }
  return { index, affirmed, denied };
}

function areOpposed(one: ClauseClaim, other: ClauseClaim): boolean {
  const shared = (affirmed: ReadonlySet<string>, denied: ReadonlySet<string>) =>
    [...affirmed].filter((stem) => denied.has(stem)).length;
  return shared(one.affirmed, other.denied) >= MIN_SHARED || shared(one.denied, other.affirmed) >= MIN_SHARED;
}
