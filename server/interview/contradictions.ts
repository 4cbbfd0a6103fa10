// Counts how often an answer takes back what it says: in the words of a turn, by denying a neighbour, or by antonyms.
import { holdOpposites } from "./antonyms.ts";
import type { Clause } from "./clauses.ts";
import type { Polarity } from "./polarity.ts";
import type { SentenceKind } from "./prose.ts";
import type { Range, Token } from "./text.ts";
import { functionWords } from "./words.ts";

/** What an answer says, as far as one can tell without a rubric. */
export interface Tellable {
  readonly tokens: readonly Token[];
  readonly clauses: readonly Clause[];
  readonly sentences: readonly Range[];
  readonly kinds: readonly SentenceKind[];
  readonly negated: Polarity["negated"];
  readonly asserted: readonly boolean[];
}

export function countContradictions(reading: Tellable): number {
  return countTurns(reading) + countOpposed(reading);
}

/** Ways to take back what was just said; correcting oneself aloud ("no sorry", "I mean", "actually") is none. */
const turns = [
  /(?<![\w'])(?:or rather|or better|what i mean is|then again|that said|although strictly|except that|on second thought)(?![\w'])/g,
  /(?<![\w'])(?:which|that) (?:\w+ )?(?:of course |is |clearly ){1,2}(?:impossible|nonsense|wrong|not the case)/g,
  /(?<![\w'])(?:which|that) (?:isn't|is not|aren't|are not|wasn't) (?:\w+ )?(?:necessary|needed|true|required|possible|so|the case)(?![\w'])/g,
  /(?<![\w'])(?:but of course (?:\w+ ){1,3}(?:isn't|aren't|doesn't|don't|can't|won't|not|never)|(?:though|although|except that) (?:that )?(?:always|never|each|every|it (?:actually )?never))(?![\w'])/g,
  /(?<![\w'])(?:but|(?<!\. )(?:although|though)) (?:\w+ ){1,3}(?:don't|doesn't|do not|does not|needn't|should not|shouldn't|never) /g,
  // Plain reversals.
  /(?<![\w'])(?:well (?:actually |really )?(?:no|not|nothing)|well (?:\w+ ){1,2}(?:doesn't|don't|isn't|aren't|won't|can't|never)|no wait|having said (?:that|this|so)|scratch that|forget (?:the|that|about|all)|in the end (?:i|we)(?:'d|'ll)? (?:\w+ )?(?:not|don't|never|skip)|(?:or|but) no (?=[a-z]+ the)|strike that|take that back|come to think of it|the (?:first|last|previous) (?:sentence|part|half) is|(?:quite |exactly |just )?the (?:opposite|reverse|contrary) (?:is|holds|of (?:that|what))|(?:or|and) (?:equally |just as well )?(?:the other way (?:round|around)|vice versa|the opposite|the reverse)|what (?:really|actually) (?:goes on|happens) is|which (?:is|are|amounts to) the (?:same thing|opposite))(?![\w'])/g,
  // What follows "though really" is the opposite of what stands before it.
  /(?<![\w'])(?:though|although|and yet|only|but|while) (?:\w+ ){0,3}?(?:really|actually|in fact|in truth|in reality|strictly speaking|effectively)(?![\w'])/g,
  /(?<![\w'])(?<!\. )(?:even though|although|though|despite|and yet) (?:\w+ ){0,3}?(?:isn't|aren't|is not|are not|won't|can't|cannot|wasn't|is no|are no|there's no|there's nothing|nothing|nobody|none)(?![\w'])/g,
  // Both at once, or either.
  /(?<![\w'])(?:both (?:are|is) (?:the case|true|right|correct)|(?:at the same time|simultaneously|equally) (?:it|they|this|we|i) (?:\w+ )?(?:is|are|not|never|don't|doesn't)|or (?:maybe|perhaps|possibly) (?:not|never|it|they)|or any \w+ (?:really|at all|you like)|and (?:also |equally )(?:not|never))(?![\w'])/g,
  /(?<![\w'])(?:(?:no|makes no|doesn't make a|doesn't make any|any) difference (?:if|whether)|(?:doesn't matter|does not matter|don't care|all the same|irrelevant) (?:if|whether) (?:\w+ ){1,8}or)(?![\w'])/g,
  /(?<![\w'])(?:by (?:which|that) (?:i|we) mean|by [\w']+(?: \w+)? (?:i|we) mean|that is to say|that is|in other words|meaning that|which means) (?:\w+ ){0,3}(?:not|no|never|nothing|nowhere|none|parsed|afterwards|unsigned)(?![\w'])/g,
  /(?<![\w'])(?:accept\w*|process\w*|take|let|handle\w*) (?:\w+ ){0,3}(?:regardless|anyway|anyhow|all the same|nevertheless|whatever (?:their|its|the)|no matter (?:how|what|whether)|any age)(?![\w'])/g,
  /(?<![\w'])(?:but|and yet|yet|(?<!\. )(?:though|although)) (?:\w+ )?(?:nobody|no one|none|nothing) (?:\w+ )?(?:looks?|checks?|cares?|is|has|does|can|happens|gets|ever|of)(?![\w'])/g,
  /(?<![\w'])which (?:\w+ )?(?:can't|cannot|can never|never) (?:occur|happen|exist)(?![\w'])/g,
  // "It stores messages, it keeps none": the second half leaves nothing of the first.
  /(?<![\w'])(?:(?:it|they|one|we|i|which) (?:\w+ )?\w+ none|of which (?:not one|none|no)|there (?:is|are) (?:none|no end)|(?:all|any) of (?:it|them) (?:is|are) (?:lost|gone)|on no account|(?:we|i|they|it) (?:do|does) (?:however|nevertheless|still)|i e (?:not|no|never|exactly once)|in truth)(?![\w'])/g,
  /(?<![\w'])without (?:ever |me |us |anyone |anybody |actually )+\w+ing(?![\w'])/g,
  /(?<![\w'])(?:no matter how \w+ (?:they|it) (?:is|are)|(?:whatever|regardless of) (?:its|their|the) age)(?![\w'])/g,
];

/** A concession that opens its sentence takes back nothing, so the line keeps its stops. */
function countTurns({ tokens, sentences }: Tellable): number {
  const line = sentences
    .map(
      ({ from, to }) =>
        `. ${tokens
          .slice(from, to)
          .map(({ word }) => word)
          .join(" ")} `,
    )
    .join("");
  return turns.reduce((sum, pattern) => sum + (line.match(pattern)?.length ?? 0), 0);
}

/** So many clauses later a speaker has moved on. */
const MAX_DISTANCE = 3;
const MIN_SHARED = 2;

/** Neighbouring claims of which one takes back the other. */
function countOpposed(reading: Tellable): number {
  const claims = claimsOf(reading);
  return claims.filter((one, at) =>
    claims
      .slice(at + 1)
      .some(
        (other) =>
          other.index - one.index <= MAX_DISTANCE &&
          (isDenied(one, other) || areOpposites(one, other) || areParallel(one, other)),
      ),
  ).length;
}

interface ClauseClaim {
  readonly index: number;
  readonly sentence: number;
  /** "…, because parsing changes the bytes" names the opposite to explain. */
  readonly isReason: boolean;
  /** It goes on about what was named before, as "it" or "them". */
  readonly refersBack: boolean;
  /** In the order in which they are said. */
  readonly affirmed: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
}

function claimsOf(reading: Tellable): ClauseClaim[] {
  return reading.clauses.flatMap((clause, index) =>
    reading.asserted[index] === true && reading.kinds[clause.sentence] === "prose"
      ? [claimOf(reading, clause, index)]
      : [],
  );
}

const pronouns = new Set(["it", "it's", "they", "they're", "them", "ours", "both"]);
const reasons = new Set([
  "which",
  "where",
  "because",
  "since",
  "so",
  "otherwise",
  "before",
  "after",
  "when",
  "if",
  "until",
]);

function claimOf({ tokens, negated }: Tellable, { from, to, sentence }: Clause, index: number): ClauseClaim {
  const affirmed = new Set<string>();
  const denied = new Set<string>();
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token === undefined || functionWords.has(token.word)) continue;
    (negated[at] === true ? denied : affirmed).add(token.stem);
  }
  const isReason = reasons.has(tokens[from]?.word ?? "");
  const refersBack = tokens.slice(from, to).some(({ word }) => pronouns.has(word));
  return { index, sentence, isReason, refersBack, affirmed, denied };
}

/** About the same things, and one is denied; a bare "it does not try again" needs only what it repeats. */
function isDenied(one: ClauseClaim, other: ClauseClaim): boolean {
  const shared = (affirmed: ReadonlySet<string>, denied: ReadonlySet<string>) =>
    [...affirmed].filter((stem) => denied.has(stem)).length;
  return (
    shared(one.affirmed, other.denied) >= MIN_SHARED ||
    shared(one.denied, other.affirmed) >= MIN_SHARED ||
    isEcho(one, other)
  );
}

function isEcho(one: ClauseClaim, other: ClauseClaim): boolean {
  if (other.index !== one.index + 1 || other.isReason) return false;
  const isBare = other.affirmed.size === 0 && other.denied.size > 0;
  return isBare && [...other.denied].every((stem) => one.affirmed.has(stem));
}

/** In one sentence, of one thing, opposites are affirmed; "fresh ones are kept, old ones dropped" is of two. */
function areOpposites(one: ClauseClaim, other: ClauseClaim): boolean {
  if (other.sentence !== one.sentence || other.isReason) return false;
  const isSameThing = other.refersBack || [...other.affirmed].some((stem) => one.affirmed.has(stem));
  return isSameThing && holdOpposites(one.affirmed, other.affirmed);
}

/** "It waits only seconds, and it waits for hours": who says the same of the same thing twice in a sentence corrects it. */
function areParallel(one: ClauseClaim, other: ClauseClaim): boolean {
  if (other.index !== one.index + 1 || other.sentence !== one.sentence || other.isReason) return false;
  const [subject, predicate] = one.affirmed;
  const [again, same] = other.affirmed;
  return subject !== undefined && predicate !== undefined && subject === again && predicate === same;
}
