// Tells sentences from lists of words, from shuffled words, and from text that speaks to the grader.
import { isAboutGrading, selfPraise } from "./about-grading.ts";
import type { Range, Token } from "./text.ts";
import {
  conjunctions,
  determiners,
  finiteVerbs,
  functionWords,
  modals,
  nominatives,
  prepositions,
} from "./words.ts";

export type SentenceKind = "prose" | "list" | "boast" | "question" | "supposition" | "about-grading";

const MIN_LIST_WORDS = 9;
const MAX_LIST_GRAMMAR_SHARE = 0.13;
const MIN_CHUNKS = 4;
/** A list so long is one, even with "on conflict do nothing" in it. */
const MANY_CHUNKS = 10;
const MAX_CHUNK_WORDS = 3;

/** What a sentence is; only prose proves that its author means what the words say. */
function judgeProse(text: string, tokens: readonly Token[], sentence: Range): SentenceKind {
  const words = tokens.slice(sentence.from, sentence.to);
  const line = lineOf(tokens, sentence);
  if (isAboutGrading(line)) return "about-grading";
  if (isList(words)) return "list";
  if (countOf(line, boasts) >= MIN_BOASTS) return "boast";
  if (isAsked(text, words, line)) return "question";
  return countOf(line, hedges) >= MIN_HEDGES ? "supposition" : "prose";
}

/** Praise without a claim: words that fit every technology. */
export const boasts =
  /\b(?:leverag\w+|holistic\w*|best in class|first class citizens?|industry leading|industry standard|cutting edge|world class|robust\w*|scalab\w+|resilien\w+|posture|mindset|culture of|paradigm\w*|synerg\w+|stakeholder\w*|governance|ecosystem\w*|landscape|fabric|cornerstone|enabler|elasticity|future proof\w*|forward looking|mature|modern|cloud native|enterprise grade|production ready|battle tested|embrac\w+|empower\w*|unlock\w*|harmoni\w+|seamless\w*|mission critical|at scale|by design|state of the art|strategic\w*|broker strategy|harness\w*|frictionless|foundational|primitives?|facts? of life|graceful degradation|business (?:objectives?|goals?|continuity|value|outcomes?)|proactive\w*|confidence|opportunit(?:y|ies)|strong \w+ culture|delightful|spectrum|trade offs?|builds? trust|across the stack|defen[cs]e in depth|zero trust|event driven|best practices?|weaves?|coherent|fault tolerant|highly available|baked in|from day one|foster\w*|backbone|reactive|operational excellence|excellence|everybody's (?:job|business)|first principles|game changer|observability|next level|end to end|holistically|maturity|journey|north star|agile|at the heart of|dynamic|elastic\w*|innovat\w+|velocity|future ready|blueprint|pillars?|where \w+ really matters)\b/g;
const MIN_BOASTS = 3;

/** Ways to speak without claiming; "I would" and "you could" are how people describe what they do. */
export const hedges =
  /\b(?:might|perhaps|possibly|suppos\w+|whether|(?:it|that|this|all) (?:\w+ )?depends?|depending|opinions|one (?:could|may|would|might|should)|if one|should (?:a|an|the|there|it|they|one|anyone|somebody|bursts|retries|events)|were (?:a|an|the|there|it|they|one|workers|events) (?:\w+ ){0,2}to|if \w+ were|could be considered|would have to be seen|could be \w+ or|may or may not|there (?:might|may) be|if (?:the|a|an|it|they) (?:\w+ )?(?:had|used|were))\b/g;
const MIN_HEDGES = 3;

/** Ways to leave the answer to somebody else; "I have not used it" is honest, and so is one look into the docs. */
export const evasions =
  /\b(?:(?:read|consult|check|look at|look it up in|see|refer to|study) (?:\w+ ){0,2}(?:docs?|documentation|manual|handbook|wiki|website)|(?:ask|talk to|discuss \w+ with|check with|consult|involve) (?:\w+ ){0,2}(?:architects?|team|experts?|provider|colleagues?|manager|security team|consultants?|vendor|stakeholders?)|(?:hold|set up|organi[sz]e) (?:a|an) (?:workshop|meeting|spike|committee)|(?:matter|question) of (?:\w+ )?(?:taste|opinion|preference|context|perspective|requirements|the requirements|definition)|pros and cons|apples and oranges|many (?:angles|sides|aspects|views|ways to look)|some (?:teams?|people|vendors|experts) \w+(?: \w+){0,8} (?:others?|some)|(?:each|every) (?:team|vendor|company|case|situation|system|one) (?:\w+ )?(?:is different|differs|has its own|decides|does it)|no (?:one size|silver bullet|right or wrong|general answer|simple answer)|could be that|it varies|hard to say|who knows|(?:difficult|impossible) to (?:say|answer) in general|(?:what|which|how) (?:\w+ )?(?:would|do|did|does|about) you (?:\w+ )?(?:prefer|think|mean|have in mind|suggest|say|do)|before (?:saying|deciding|choosing|answering) (?:\w+ )?(?:anything|between)?|it all comes down to)\b/g;

/** A sentence that only says what a word means. */
const definition =
  /^(?!(?:this|that|it|there|what|which|and|so|if|when|because|same) )(?:(?:the|an?) )?(?:\w+ ){1,3}(?:is|are|means|mean|serves|stands for|refers to|describes) (?:that|when|where|how|the|an?|there|to|just|simply|\w+ (?:who|that|of|which)) /;
const MIN_DEFINITIONS = 3;
const MIN_DEFINED_SHARE = 0.6;

/** Three definitions and little else: a glossary tells nothing of what happens. */
export function isGlossary(tokens: readonly Token[], sentences: readonly Range[]): boolean {
  const defined = sentences.filter((sentence) => definition.test(lineOf(tokens, sentence))).length;
  return defined >= MIN_DEFINITIONS && defined / sentences.length >= MIN_DEFINED_SHARE;
}

/** How many different ones. */
export function countOf(line: string, pattern: RegExp): number {
  return new Set(line.match(pattern)).size;
}

const tag = /\b(?:right|no|yes|okay|ok|you know|see|correct|isn't it|don't they|doesn't it)$/;

/** Ends with a question mark, and not only to be agreed with. */
function isAsked(text: string, words: readonly Token[], line: string): boolean {
  const end = words.at(-1)?.end ?? 0;
  return /^["'”’)\]]*\s*\?/.test(text.slice(end)) && !tag.test(line);
}

/** Hardly any grammar in a long stretch, or an enumeration without a verb that anyone could be doing. */
function isList(words: readonly Token[]): boolean {
  const share = functionShare(words);
  if (words.length >= MIN_LIST_WORDS && share < MAX_LIST_GRAMMAR_SHARE) return true;
  const chunks = chunkLengths(words);
  const short = chunks.filter((length) => length <= MAX_CHUNK_WORDS).length;
  const hasVerb = words.some(({ word }) => finiteVerbs.has(word) || nominatives.has(word));
  return (
    (!hasVerb || chunks.length >= MANY_CHUNKS) &&
    chunks.length >= MIN_CHUNKS &&
    short / chunks.length >= 0.75 &&
    share < 2 * MAX_LIST_GRAMMAR_SHARE
  );
}

function chunkLengths(words: readonly Token[]): number[] {
  const lengths: number[] = [];
  words.forEach(({ gapBefore }, index) => {
    if (index === 0 || gapBefore.includes(",")) lengths.push(1);
    else lengths.push((lengths.pop() ?? 0) + 1);
  });
  return lengths;
}

/** Share of the words that carry grammar rather than content: about 0.4 in speech, 0.1 in keyword lists. */
export function functionShare(words: readonly Token[]): number {
  const grammatical = words.filter(({ word }) => functionWords.has(word) || word.includes("'")).length;
  return words.length === 0 ? 0 : grammatical / words.length;
}

/** The kinds of all sentences, each seen beside its neighbours. */
export function judgeSentences(
  text: string,
  tokens: readonly Token[],
  sentences: readonly Range[],
): SentenceKind[] {
  const kinds = sentences.map((sentence) => judgeProse(text, tokens, sentence));
  return kinds.map((kind, index) => {
    const sentence = sentences[index];
    const isBeside = kinds[index - 1] === "about-grading" || kinds[index + 1] === "about-grading";
    if (sentence === undefined || !isBeside) return kind;
    return selfPraise.test(lineOf(tokens, sentence)) ? "about-grading" : kind;
  });
}

function lineOf(tokens: readonly Token[], { from, to }: Range): string {
  return tokens
    .slice(from, to)
    .map(({ word }) => word)
    .join(" ");
}

const MIN_OPPORTUNITIES = 5;
const MIN_IMPLAUSIBLE = 2;
const MAX_IMPLAUSIBLE_SHARE = 0.1;

/** Do the words stand in an order that English cannot have, again and again? Needs a few function words to tell. */
export function isShuffled(tokens: readonly Token[]): boolean {
  const { opportunities, implausible } = judgeOrder(withoutStumbles(tokens));
  const judged = opportunities >= MIN_OPPORTUNITIES && implausible >= MIN_IMPLAUSIBLE;
  return judged && implausible / opportunities > MAX_IMPLAUSIBLE_SHARE;
}

/** Without "um", and with "the the" or "when a when an" said once: whoever speaks aloud stumbles, and that is no disorder. */
function withoutStumbles(tokens: readonly Token[]): Token[] {
  const isFiller = (index: number) => tokens[index]?.word === "i" && tokens[index + 1]?.word === "mean";
  const fluent = tokens.filter(
    ({ word }, index) =>
      !/^(?:um+|uh+|er+|erm|hmm+|mm+|ah)$/.test(word) && !isFiller(index) && !isFiller(index - 1),
  );
  const isRestart = (index: number) =>
    fluent[index]?.word === fluent[index + 2]?.word && determiners.has(fluent[index + 1]?.word ?? "");
  return fluent.filter(
    ({ word }, index) => word !== fluent[index + 1]?.word && !isRestart(index) && !isRestart(index - 1),
  );
}

/** How many pairs of neighbours can be judged, and how many of them are implausible. */
export function judgeOrder(tokens: readonly Token[]): { opportunities: number; implausible: number } {
  let opportunities = 0;
  let implausible = 0;
  tokens.forEach((token, index) => {
    const judge = judges.find(({ applies }) => applies(token.word));
    if (judge === undefined) return;
    opportunities++;
    const next = tokens[index + 1];
    const stops = next === undefined || /[.,;:!?)]/.test(next.gapBefore);
    if (stops ? judge.needsMore : next !== undefined && !judge.allows(next.word, token.word)) implausible++;
  });
  return { opportunities, implausible };
}

interface Judge {
  applies(word: string): boolean;
  /** May `next` follow `word`? */
  allows(next: string, word: string): boolean;
  /** Is it implausible at the end of a phrase? */
  readonly needsMore: boolean;
}

const one = (words: string) => {
  const known = new Set(words.split(" "));
  return (word: string) => known.has(word);
};
const isSubject = one("i we they he she nobody nothing someone");
const isFiniteVerb = (word: string) => finiteVerbs.has(word) && word !== "being" && word !== "been";
const isLinking = (word: string) =>
  conjunctions.has(word) || (prepositions.has(word) && !["about", "over", "under"].includes(word));
const isDeterminer = (word: string) => determiners.has(word);
const none = (next: string, ...kinds: ((word: string) => boolean)[]) => !kinds.some((is) => is(next));

/** "a event" and "an queue"; letters and figures that are spelt out are left alone. */
function agreesInSound(article: string, next: string): boolean {
  if (!/^[a-z]{4,}$/.test(next) || /^(?:https?|hmac|html|u|eu|one|hour|honest)/.test(next)) return true;
  return article === "a" ? !/^[aeio]/.test(next) : article === "an" ? /^[aeio]/.test(next) : true;
}

/** Only what holds in nearly every English sentence: an article needs its noun, a modal its verb. */
const judges: readonly Judge[] = [
  {
    applies: one("the a an my your our their its every"),
    allows: (next, article) =>
      none(next, isDeterminer, isFiniteVerb, isLinking, isSubject, one("it to then not this you")) &&
      agreesInSound(article, next),
    needsMore: true,
  },
  {
    applies: (word) => modals.has(word),
    allows: (next) =>
      none(next, (word) => prepositions.has(word) || modals.has(word), one("and or the a an is are to")),
    needsMore: false,
  },
  {
    applies: one("of from with into for at in on by"),
    allows: (next) => none(next, isFiniteVerb, isSubject, one("and or of because but not if so from with")),
    needsMore: false,
  },
  {
    applies: one("and because but or if"),
    allows: (next) => none(next, one("of and or but")),
    needsMore: true,
  },
  {
    applies: one("is are was were"),
    allows: (next) => none(next, isFiniteVerb, one("i of and")),
    needsMore: false,
  },
  {
    applies: one("i we they"),
    allows: (next) =>
      none(
        next,
        isDeterminer,
        isSubject,
        (word) => prepositions.has(word),
        one("and or is to because it if"),
      ),
    needsMore: true,
  },
  {
    applies: one("to"),
    allows: (next) =>
      none(next, isFiniteVerb, isSubject, one("and or of to but because in on")) || one("be have do")(next),
    needsMore: true,
  },
];
