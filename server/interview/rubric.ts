// Compiles a question's patterns once, so that grading an answer only has to look words up.
import type { Question, RubricMisconception, RubricPoint } from "../../content/schema/question.ts";
import { initialOf, stem, type Token, tokenize } from "./text.ts";

/** One word of a pattern, and how far from the word before it may stand. */
export interface Term {
  readonly stem: string;
  /** How the stem begins. */
  readonly initial: number;
  /** `sign*`: matches any word that begins so. */
  readonly isPrefix: boolean;
  /** Plain words must stand affirmed, `!word` denied, `~word` either; a sign holds for the words after it as well. */
  readonly polarity: "affirmed" | "denied" | "either";
  /** `^no`: only as the first word of a sentence. */
  readonly opensSentence: boolean;
  /** Begins a pattern that many points of the rubric have, so that alone it does not tell which is meant. */
  readonly isCommon: boolean;
  /** Words that may stand between the term before and this one: 0, or up to 4 after a `*`. */
  readonly maxGap: number;
}

export type Pattern = readonly Term[];
/** Patterns by the word they begin with, which is looked up once for all of them. */
export type Group = readonly { readonly first: Term; readonly patterns: readonly Pattern[] }[];
/** All groups must be found in one window; of each group, any pattern. */
export type Entry = readonly Group[];

export interface Rubric {
  readonly question: Question;
  readonly points: readonly (RubricPoint & { readonly entries: readonly Entry[] })[];
  readonly misconceptions: readonly (RubricMisconception & { readonly entries: readonly Entry[] })[];
  /** In a comparison: the words that stand for each thing compared, by its id. */
  readonly contrasts: ReadonlyMap<string, Group>;
  /** Repeating these says nothing. */
  readonly questionStems: ReadonlySet<string>;
  /** The words of the question and of what answers to it say: whoever uses them speaks of the topic. */
  readonly homeStems: ReadonlySet<string>;
}

const MAX_GAP_WORDS = 4;

export function compileRubric(question: Question): Rubric {
  const common = commonPatterns(question);
  const compile = <Item extends { match: RubricPoint["match"] }>(item: Item) => ({
    ...item,
    entries: compileEntries(item.match, common),
  });
  return {
    question,
    points: question.points.map(compile),
    misconceptions: question.misconceptions.map(compile),
    contrasts: new Map(
      Object.entries(question.contrasts ?? {}).map(([id, group]) => [id, compileGroup(group)]),
    ),
    questionStems: stemsOf([question.question]),
    homeStems: stemsOf([
      question.question,
      ...Object.values(question.modelAnswers),
      ...[...question.points, ...question.misconceptions].flatMap(({ exemplars }) => exemplars),
    ]),
  };
}

const stemsOf = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => tokenize(text).map((token) => token.stem)));

/** Patterns that stand in several points, or in what is said to make another point: alone they tell of neither. */
function commonPatterns({ points }: Question): ReadonlySet<string> {
  const said = points.map(({ exemplars }) => exemplars.map((one) => tokenize(one)));
  const patterns = points.map(({ match }) => new Set(match.flatMap(({ all }) => all.flat())));
  const isCommon = (pattern: string, own: number) => {
    const terms = compilePattern(pattern);
    return points.some(
      (_point, other) =>
        other !== own &&
        (patterns[other]?.has(pattern) || said[other]?.some((tokens) => terms.every(standsIn(tokens)))),
    );
  };
  return new Set(patterns.flatMap((ofPoint, own) => [...ofPoint].filter((one) => isCommon(one, own))));
}

const standsIn =
  (tokens: readonly Token[]) =>
  ({ stem: wanted, isPrefix }: Term) =>
    tokens.some((token) => (isPrefix ? token.word.startsWith(wanted) : token.stem === wanted));

/** @param common patterns that alone do not tell which entry is meant */
export function compileEntries(
  match: RubricPoint["match"],
  common: ReadonlySet<string> = new Set(),
): Entry[] {
  return match.map(({ all }) => all.map((group) => compileGroup(group, common)));
}

/** @param common patterns that alone do not tell which entry is meant */
export function compileGroup(patterns: readonly string[], common: ReadonlySet<string> = new Set()): Group {
  const compiled = patterns.map((one) => compilePattern(one, common.has(one)));
  const byFirst = Map.groupBy(compiled, ([first]) => `${first?.stem}${first?.isPrefix ? "*" : ""}`);
  return [...byFirst.values()].flatMap((ofFirst) => {
    const first = ofFirst[0]?.[0];
    return first === undefined ? [] : [{ first, patterns: ofFirst }];
  });
}

export function compilePattern(pattern: string, isCommon = false): Pattern {
  let maxGap = 0;
  const terms: Term[] = [];
  let polarity: Term["polarity"] = "affirmed";
  for (const written of asTokens(pattern).split(" ")) {
    if (written === "*") {
      maxGap += MAX_GAP_WORDS;
      continue;
    }
    const { sign, word } = readSigns(written);
    polarity = sign === "!" ? "denied" : sign === "~" ? "either" : polarity;
    const isPrefix = word.endsWith("*");
    const wanted = isPrefix ? word.slice(0, -1).toLowerCase() : stem(word.toLowerCase());
    terms.push({
      stem: wanted,
      initial: initialOf(wanted),
      isPrefix,
      polarity,
      opensSentence: written.startsWith("^"),
      isCommon: isCommon && terms.length === 0,
      maxGap: terms.length === 0 ? 0 : maxGap,
    });
    maxGap = 0;
  }
  return terms;
}

/** Cuts what is written with hyphens and stops as answers are cut: "body-parser" is two words, "re-send" is one. */
function asTokens(pattern: string): string {
  return pattern
    .replaceAll(/(?<!\p{L})(re|de|un|pre|e)-(?=\p{L})/giu, "$1")
    .replaceAll(/(?<=[\p{L}\p{N}])[-.,](?=[\p{L}\p{N}])/gu, " ");
}

function readSigns(written: string): { sign: string | undefined; word: string } {
  const unanchored = written.replace(/^\^/, "");
  const [sign] = unanchored;
  return sign === "!" || sign === "~"
    ? { sign, word: unanchored.slice(1) }
    : { sign: undefined, word: unanchored };
}
