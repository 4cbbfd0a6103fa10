// Finds what an answer denies and what it merely supposes, so that right words in a wrong sentence earn nothing.
import { type Clause, isDefining } from "./clauses.ts";
import type { Range, Token } from "./text.ts";
import { finiteVerbs, modals, nominatives } from "./words.ts";

export interface Polarity {
  /** For each token: does a negation cover it? "It is not true that you never …" leaves it open what is claimed. */
  readonly negated: readonly (boolean | "unclear")[];
  /** For each token: is it denied as a whole sentence is, as by "it is a myth that"? */
  readonly disclaimed: readonly boolean[];
  /** For each clause: is it claimed, rather than supposed, asked or reported? */
  readonly asserted: readonly boolean[];
}

export function judgePolarity(text: string, tokens: readonly Token[], split: Split): Polarity {
  const flips = new Array<number>(tokens.length).fill(0);
  const consumed = new Set<number>();
  const reported = new Set<number>();
  for (const sentence of split.sentences) {
    applyWrappers(tokens, sentence, { flips, consumed, reported });
  }
  const wrapped = [...flips];
  for (const clause of split.clauses) applyNegators(tokens, clause, { flips, consumed });
  return {
    disclaimed: wrapped.map((count) => count % 2 === 1),
    negated: flips.map((count, index) => {
      const around = wrapped[index] ?? 0;
      return around % 2 === 1 && count > around ? "unclear" : count % 2 === 1;
    }),
    asserted: split.clauses.map((clause) => {
      const sentence = split.sentences[clause.sentence];
      return sentence !== undefined && isAsserted(clause, { text, tokens, sentence, reported });
    }),
  };
}

interface Split {
  readonly sentences: readonly Range[];
  readonly clauses: readonly Clause[];
}

const say =
  "(?:say|says|claim|claims|believe|believes|think|thinks|argue|argues|assume|assumes|suggest|pretend|state)";
const not = "(?:not|never|cannot|hardly|\\w+n't|dont|doesnt|isnt|cant)";
const false_ = "(?:false|wrong|untrue|incorrect|nonsense|absurd|a lie|a myth|a mistake|an error|mistaken)";

/** What a sentence can open with to deny the rest of it. Each eats its own negators, so that they do not count twice. */
const wrappers = [
  `${not} (?:\\w+ ){0,2}(?:true|correct|right|accurate|the case|a fact)(?: to ${say})?(?: that)?`,
  `(?:myth|misconception|(?<=a )lie|fallacy|misunderstanding|rumou?r)(?: is)?(?: that| to ${say})?`,
  `(?:nobody|no one|noone|none of \\w+|no \\w+) (?:\\w+ ){0,3}?${say}(?: that)?`,
  // People say that not; "a timeout does not say that …" is of a thing.
  `(?<!does )(?!doesn)${not} (?:\\w+ )?(?:${say}(?! (?:ok|okay|yes|200|2xx|success|done|thanks|it|them)(?![\\w']))|agree|(?:accept|buy)(?= that))(?: that)?`,
  `(?:is|it's|that's|be) (?:\\w+ )?${false_} (?:that|to)`,
  `(?:deny|denies|(?<!in |no |without )doubts?|disagree|(?<=\\b(?:i|we|they|would|to) )dispute)(?: that)?`,
  `no (?:evidence|proof|reason to ${say})(?: that)?`,
  "contrary to (?:popular |common )?belief",
].map((source) => new RegExp(`(?<![\\w'])${source}(?![\\w'])`, "g"));

/** "It is not a myth that …" denies nothing. */
const affirmation =
  /(?<![\w'])(?:not|\w+n't) (?:an? |the )?(?:myth|misconception|lie|fallacy|misunderstanding|rumou?r)(?![\w'])/g;
/** "Retries are a must is wrong" denies; "it throws when it is wrong" does not. */
const trailingDenial = new RegExp(
  `(?<!\\b(?:if|when|unless|until|because) (?:\\w+ ){0,3})(?:is|are|that's|it's) (?:\\w+ )?(?:${false_}|${not} (?:\\w+ )?true)$`,
);
/** Who says what the speaker only passes on, … */
const others = [
  "some|many|most|other|people|folks|developers|beginners|colleagues|students|juniors|vendors|teams|companies|engineers|shops|class|pupils",
  "someone|somebody|everybody|everyone|you|one|they|tutorials?|articles?|blogs?|posts|guides?",
  "(?:a|my|our|the|his|her|one) (?:\\w+ )?(?:colleague|friend|manager|boss|lead|team|design|teammate|coworker|intern|junior|vendor)(?: of (?:mine|ours))?",
].join("|");
const passedOn = `(?:${say}|saying|believing|thinking|(?:want|wants|wanted|like|likes|love|tend|tends) to|said|thought|believed|claimed|assumed|insisted|hear|tell|tells|told|swear|swore|reassure|promised?|advertise|(?:was|were|had been) (?:convinced|sure|certain))`;
/** … what somebody else says, what one thought once, and what is named to warn of it. */
const reports = new RegExp(
  `(?<![\\w'])(?:${[
    `(?:${others}) (?:\\w+ ){0,2}${passedOn}`,
    // "The code is used to sign" tells of no past.
    "(?:i|we|they|he|she|it|team|shop) (?!(?:is|are|was|were|be|been|get|gets|got) )(?:\\w+ )?used to",
    "(?:people|folks|many|they) (?:\\w+ )?call (?:it|this|them|an?|the)",
    "(?:i|we|they|he|she) (?:(?:first|once|originally|initially|had) (?:thought|believed|assumed)|(?:thought|believed|assumed) (?:at first|once|initially|originally))",
    "you'(?:ll|d) (?:\\w+ )?(?:hear|read)",
    "(?:wrong|bad|false|two|three) (?:answers|ideas|beliefs|myths|claims)|(?:wrong|bad|false) (?:answer|idea|belief|claim)",
    "naive\\w*|mistakenly|common mistake|trap|temptation|tempting",
  ].join("|")})(?![\\w'])`,
  "g",
);
const turn = /(?<![\w'])(?:but|however|instead|actually|in fact|in reality|yet|rather(?! than))(?![\w'])/g;

interface Marks {
  readonly flips: number[];
  readonly consumed: Set<number>;
}

function applyWrappers(
  tokens: readonly Token[],
  { from, to }: Range,
  { flips, consumed, reported }: Marks & { readonly reported: Set<number> },
): void {
  const words = tokens.slice(from, to).map(({ word }) => word);
  const line = words.join(" ");
  const indexAt = (offset: number) => from + line.slice(0, offset).split(" ").length - 1;
  const scopeEnd = (offset: number) => {
    turn.lastIndex = offset;
    const found = turn.exec(line);
    return found === null ? to : indexAt(found.index);
  };
  const trailing = trailingDenial.exec(line);
  if (trailing !== null) {
    const start = indexAt(trailing.index);
    for (let index = from; index < start; index++) flip(flips, index);
    for (let index = start; index < to; index++) consumed.add(index);
  }
  for (const match of line.matchAll(affirmation)) {
    const first = indexAt(match.index);
    for (const index of rangeOf(first, first + match[0].split(" ").length)) consumed.add(index);
  }
  for (const wrapper of wrappers) {
    for (const match of line.matchAll(wrapper)) {
      const first = indexAt(match.index);
      const after = first + match[0].split(" ").length;
      if (rangeOf(first, after).some((index) => consumed.has(index))) continue;
      for (const index of rangeOf(first, after)) consumed.add(index);
      for (let index = after; index < scopeEnd(match.index + match[0].length); index++) flip(flips, index);
    }
  }
  for (const match of line.matchAll(reports)) {
    for (let index = indexAt(match.index); index < scopeEnd(match.index); index++) reported.add(index);
  }
}

const negation = /^(?:not|never|cannot|dont|doesnt|isnt|cant|wont|arent|\w+n't)$/;
const denyingSubject = /^(?:nothing|nobody|none|noone)$/;
const denyingPredicate =
  /^(?:skipped|optional|unnecessary|pointless|useless|needless|overkill|superstition|superfluous|irrelevant|redundant|futile|paranoia|folklore|nonsense|noise|leftovers?)$/;
const forwardNegator = /^(?:no|skip|skips|skipping|without|unlike|avoid(?:s|ed|ing)?|neither|nor)$/;
const harmlessAfterNot = new Set(["only", "just", "merely", "simply", "least"]);
const harmlessAfterNo = new Set(["matter", "doubt", "later", "question", "wonder"]);

function applyNegators(tokens: readonly Token[], clause: Clause, { flips, consumed }: Marks): void {
  for (let index = clause.from; index < clause.to; index++) {
    if (consumed.has(index)) continue;
    const scope = scopeOf(tokens, clause, index);
    for (let at = scope.from; at < scope.to; at++) if (at !== index) flip(flips, at);
  }
}

const nowhere: Range = { from: 0, to: 0 };

/** Which tokens of its clause the word at `index` negates; most words negate none. */
function scopeOf(tokens: readonly Token[], clause: Clause, index: number): Range {
  const word = tokens[index]?.word ?? "";
  const next = tokens[index + 1]?.word ?? "";
  const previous = tokens[index - 1]?.word ?? "";
  if (negation.test(word)) {
    const isOnly = harmlessAfterNot.has(next) && !/^(?:do|does|did)n't$/.test(word);
    if (isOnly || previous === "or" || previous === "why") return nowhere;
    return coversWholeClause(tokens, clause, index) ? clause : { from: index + 1, to: clause.to };
  }
  if (denyingSubject.test(word) || (word === "no" && next === "one")) {
    return index - clause.from <= 2 ? clause : nowhere;
  }
  if (
    denyingPredicate.test(word) ||
    (word === "waste" && (next === "of" || previous === "a")) ||
    (word === "be" && next === "ignored")
  ) {
    return clause;
  }
  if (forwardNegator.test(word)) {
    if (word === "no" && harmlessAfterNo.has(next)) return nowhere;
    return { from: index + 1, to: word === "no" ? clause.to : endOfPhrase(tokens, index + 1, clause.to) };
  }
  const isPair = (word === "instead" && next === "of") || (word === "rather" && next === "than");
  return isPair ? { from: index + 2, to: endOfPhrase(tokens, index + 2, clause.to) } : nowhere;
}

/** "The raw body, not the parsed one" and "events that never came" deny only what follows; "does not" denies it all. */
function coversWholeClause(tokens: readonly Token[], { from }: Clause, index: number): boolean {
  const before = tokens.slice(Math.max(from, index - 2), index).map(({ word }) => word);
  if (before.some((word) => ["that", "who", "which", "whose"].includes(word))) return false;
  return tokens[index]?.word !== "not" || finiteVerbs.has(before.at(-1) ?? "") || before.at(-1) === "need";
}

/** "Without a signature anyone can post": the denial ends where a new subject or a modal begins. */
function endOfPhrase(tokens: readonly Token[], from: number, end: number): number {
  for (let index = from + 1; index < end; index++) {
    const word = tokens[index]?.word ?? "";
    if (nominatives.has(word.replace(/'.*/, "")) || modals.has(word) || word === "anybody") return index;
  }
  return end;
}

const supposing = /^(?:if|when|whenever|could|would|might|may|imagine|suppose|unless|wouldn't|couldn't)$/;

function isAsserted(
  clause: Clause,
  context: { text: string; tokens: readonly Token[]; sentence: Range; reported: ReadonlySet<number> },
): boolean {
  const { text, tokens, sentence, reported } = context;
  const end = tokens[sentence.to - 1]?.end ?? 0;
  if (text.slice(end).trimStart().startsWith("?")) return false;
  for (let index = clause.from; index < clause.to; index++) {
    const word = tokens[index]?.word ?? "";
    const isDefinition = word === "when" && isDefining(tokens[index - 1]);
    const isMissing = word === "without" && index - clause.from < 2;
    if (reported.has(index) || isMissing || (supposing.test(word) && !isDefinition)) return false;
  }
  return true;
}

function rangeOf(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

function flip(flips: number[], index: number): void {
  flips[index] = (flips[index] ?? 0) + 1;
}
