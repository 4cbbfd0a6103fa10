// Counts the duties that an answer waives: "no need to", "can be left out", "a plain comparison is enough".
import type { Range, Token } from "./text.ts";

const be = "(?:is|are|was|be|being|it's|that's|they're)";
const not = "(?:not|never|hardly|\\w+n't)";
const worthless =
  "(?:superstition|paranoia|folklore|overkill|superfluous|needless|unnecessary|pointless|useless|redundant|optional|a (?:pure |mere )?(?:myth|fad|gimmick|luxury|nicety|waste|formality|relic|legend|superstition|fairy tale|nice to have|leftover)|an old (?:wives'?|wife's) tale|wasted \\w+|not? (?:worth|needed|necessary|required)|just for show|for show|cosmetic)";

/** Each says of one duty that it is none. */
const waivers = [
  `(?:you|we|i|one|nobody|they|workers?|handlers?|receivers?|providers?|it|there) (?:\\w+ )?(?:never|needn't|don't|doesn't|do not|does not|rarely) (?:really |actually |ever )?(?:have to|has to|need|needs|require|requires|bother|worry)`,
  `(?:needn't|need not|don't bother|not bother|never bother|do without|does without|free to|feel free)`,
  `no (?:real |good )?(?:need|point|reason|use|sense|argument|harm|obligation|necessity|benefit|value) (?:to|for|in|of)`,
  `(?:you|we|i|one) (?:can|could|may) (?:safely |simply |just |easily |happily )*(?:skip|omit|drop|ignore|forget|leave out|do without|spare|dispense)`,
  `(?:can|may|could) (?:safely |simply |easily )*be (?:skipped|omitted|dropped|ignored|left out|left away|left off|forgotten|disregarded|neglected)`,
  `${be} ${not} (?:\\w+ )?(?:needed|necessary|required|called for|worth|important|mandatory|relevant|a must)`,
  `(?:isn't|aren't|wasn't) (?:\\w+ )?(?:needed|necessary|required|called for|worth|important|mandatory|relevant|a must)`,
  `${be} (?:\\w+ )?${worthless}`,
  `(?:${be} (?:perfectly |quite |just |totally |already )?(?:fine|enough|sufficient|good enough|plenty)|suffices?|will do|does the (?:job|trick)|works? (?:just|equally|exactly) as well|(?:does|do) just as well|works equally well)`,
  `(?:brings?|adds?|gains?|changes?|buys?|proves?|gives?) (?:you |us )?(?:nothing|no \\w+)`,
  `(?:makes? no|has no|have no) (?:difference|influence|effect|sense|value|meaning|bearing)`,
  `nothing to (?:worry|fear|gain|verify|dedupe|check|lose)|nobody (?:has to|needs?|requires?|cares|looks?)`,
  `out of habit|old habit|cargo cult|for historical reasons`,
  // Idioms for what is worth nothing, whoever does it.
  `of no (?:\\w+ )?(?:interest|concern|importance|use|consequence|value|relevance|account|significance)`,
  `(?:plays?|has|have|serves?|had|would have) no (?:\\w+ )?(?:part|role|purpose|place|point|use|say)`,
  `(?:hurts?|harms?|bothers?|interests?|helps?) (?:nobody|no one|nothing)|does no (?:\\w+ )?(?:harm|damage|good)|do no (?:\\w+ )?(?:harm|damage|good)`,
  `(?:labou?r|time|money|effort|energy|work) (?:\\w+ )?(?:wasted|lost|in vain|badly spent|ill spent|down the drain|for nothing)`,
  `no (?:drama|problem|big deal|disaster|issue|trouble|tragedy|must)`,
  `${be} (?:mere |pure |just |only |mostly )*(?:decoration|ornament|theatre|theater|hype|a fable|fiction|an invention|humbug|dead weight|ballast|noise|senseless|meaningless|uncalled for|immaterial|negligible|harmless)`,
  `${be} (?:just |exactly |every bit )?as (?:good|safe|secure|reliable) as`,
  `(?:doesn't|don't|does not|do not) (?:really )?(?:count|matter|call for|deserve|pay off)`,
  `speaks? for (?:itself|themselves)|as (?:you|one) (?:please|like)s?|leave (?:\\w+ ){1,3}(?:aside|alone)|may be known|no such thing as`,
].map((source) => new RegExp(`\\b(?:${source})(?![\\w'])`, "g"));

/** Natural answers that were collected waive two duties at most, and those that do assert most of the rest. */
const MANY_WAIVERS = 3;
const SOME_WAIVERS = 2;
const MIN_DENIED_CLAUSES = 4;
const MIN_CLAUSE_WORDS = 3;

/** Of more than 1,500 natural answers none denies so many clauses of all, in so many sentences. */
const DENIAL = { minSentences: 3, minSentenceShare: 0.7, minClauses: 5, minClauseShare: 0.6 };

interface Waivable {
  readonly tokens: readonly Token[];
  readonly sentences: readonly Range[];
  readonly clauses: readonly Range[];
}

/** Whether the answer mostly says what need not be done. */
export function waivesMost({ tokens, sentences, clauses }: Waivable): boolean {
  const inSentences = countDenied(tokens, sentences);
  const inClauses = countDenied(tokens, clauses);
  const deniesNearlyAll =
    inSentences.denied >= Math.max(DENIAL.minSentences, DENIAL.minSentenceShare * inSentences.of) &&
    inClauses.denied >= Math.max(DENIAL.minClauses, DENIAL.minClauseShare * inClauses.of);
  if (deniesNearlyAll) return true;
  const line = tokens.map(({ word }) => word).join(" ");
  const found = waivers.reduce((sum, pattern) => sum + (line.match(pattern)?.length ?? 0), 0);
  if (found < SOME_WAIVERS || found >= MANY_WAIVERS) return found >= MANY_WAIVERS;
  return inClauses.denied >= MIN_DENIED_CLAUSES && inClauses.denied * 2 >= inClauses.of;
}

function countDenied(tokens: readonly Token[], stretches: readonly Range[]) {
  const judged = stretches.filter(({ from, to }) => to - from >= MIN_CLAUSE_WORDS);
  const denied = judged.filter(({ from, to }) =>
    tokens.slice(from, to).some(({ word }) => negator.test(word)),
  );
  return { denied: denied.length, of: judged.length };
}

const negator =
  /^(?:no|not|never|nor|neither|nothing|nobody|none|cannot|without|unnecessary|pointless|needless|\w+n't)$/;
