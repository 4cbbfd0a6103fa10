// Finds what makes a whole answer doubtful, however right its words are: swapped sides, and saying both of everything.
import type { Question } from "../../content/schema/question.ts";
import type { Doubt } from "../contract/interview.ts";
import type { Clause } from "./clauses.ts";
import { boasts, countOf, hedges, type SentenceKind } from "./prose.ts";
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
  if (side === "receiver" && countMatches(reading.tokens, swaps) >= MIN_SWAPS) return "swapped-sides";
  const contradictions = countContradictions(reading) + countMatches(reading.tokens, turns);
  if (contradictions >= MIN_CONTRADICTIONS) return "contradicts-itself";
  const line = reading.tokens.map(({ word }) => word).join(" ");
  return countOf(line, boasts) >= MIN_BOASTS || countOf(line, hedges) >= MIN_HEDGES ? "claims-nothing" : null;
}

const provider = "(?:provider|stripe|github|shopify|slack|sender|vendor)";
const receiver = "(?:i|we|(?:my|our|the receiving|the receiver's) \\w+|the (?:receiver|consumer|handler))";
const adverbs =
  "(?:(?:also|then|always|simply|just|must|should|can|will|has to|have to|had to|needs to|could|would) )*";

/** Each side doing, or owning, what only the other one does or owns. */
const swaps = [
  `${provider} ${adverbs}(?:verif\\w+|recomput\\w+|reject\\w*|dedup\\w*|validat\\w+|deduplicat\\w+|records? (?:our|my)|remembers?|stores? (?:our|my|the ids)|ignores? what|exposes?|(?:checks?|compar\\w+) (?:our|my)|polls?|lists? the events)`,
  `${provider} (?:is|must be|has to be|should be|needs to be) idempotent`,
  `${provider}'s (?:own )?(?:endpoint|handler|handlers|signature check|constraint|receiver|url|workers?|queue)`,
  `${provider} (?:\\w+ ){0,20}answers? (?:us|me)`,
  `${receiver} ${adverbs}(?:delivers?|sends?|posts?|push\\w*|fires?) (?:\\w+ ){0,4}(?:events?|webhooks?|it|them) (?:\\w+ ){0,2}to (?:the )?(?:${provider}|it|them)`,
  `${receiver} ${adverbs}(?:call|calls|tries|try|retry|retries|contact|contacts|reach|reaches) (?:to )?(?:the )?${provider}(?:'s)?(?: \\w+)? ?(?:again|endpoint|url|with)`,
  `(?:my|our) (?:retries|retry schedule|backoff|deliveries|delivery attempts|webhook secret is (?:kept|stored|rotated) (?:by|on) (?:their|the provider))`,
  `${receiver} ${adverbs}(?:retry|retries) (?:it|them|the (?:event|delivery|webhook))`,
  `${receiver} ${adverbs}(?:gives? up|dead ?letters?|counts? (?:the|this|that|it) (?:\\w+ )?as (?:a )?fail\\w+|disables?)`,
  `${receiver} ${adverbs}signs? (?:the|our|my|its|each|every) (?:\\w+ )?(?:response|reply|event|request|payload|body)`,
  `${provider} ${adverbs}(?:stores? each (?:call|event|request)|reads? the receiver's|fetches from (?:me|us|there))`,
  `${provider} ${adverbs}(?:goes|comes|calls|asks|queries) (?:to )?(?:our|my|the receiver's) (?:\\w+ )?api`,
  `${receiver} ${adverbs}(?:retries|retry|repeats?) (?:its|our|my) (?:calls?|requests?|attempts?)`,
  `${provider} ${adverbs}(?:puts?|stores?|queues?) (?:our|my)`,
  `(?:${receiver}|the receiver) ${adverbs}(?:keeps? )?(?:calling|polling|asking|calls|polls|asks) (?:the )?${provider}'s`,
  `${provider} ${adverbs}(?:stores?|keeps?|holds?) (?:\\w+ ){1,4}until ${receiver} (?:has |have )?(?:acknowledged|acked|confirmed)`,
  `${provider} ${adverbs}(?:returns?|answers? with|responds? with) (?:a )?401`,
  `${provider} (?:\\w+ ){0,7}(?:our|my) (?:answer|response|reply)(?![\\w'])(?! (?:is|was|gets|got|never))`,
  `(?:${receiver}|the receiver) ${adverbs}(?:creates?|computes?|makes?) (?:the|an?) (?:hmac|signature) (?:\\w+ ){0,5}(?:response|reply|answer)`,
  `the receiver retries|${provider} ${adverbs}answers? only`,
  // What a queue has and a webhook has not, and the other way round.
  "webhooks? (?:\\w+ ){0,2}(?:a |the )?broker (?:stores|keeps|holds)",
  "queues?(?: \\w+){0,3} is (?:just |simply )?an? http",
  "queues? (?:crosse?s?|are for crossing) (?:company|organi\\w+)|webhooks (?:mostly |usually )?live inside",
  "broker belongs to the webhook|consumers of a queue (?:\\w+ )?need a public",
  "(?:receiver's api|outbox that (?:the receiver|i|we) keeps?)",
  `through (?:my|our) api`,
  `${provider} (?:\\w+ ){0,2}(?:trusts?|charges?) us`,
].map((source) => new RegExp(`(?<![\\w'])${source}(?![\\w'])`, "g"));

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
