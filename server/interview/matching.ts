// Finds patterns in an answer, and the shortest stretch of clauses that holds all groups of a rubric entry.
import type { Reading } from "./reading.ts";
import type { Entry, Group, Pattern, Term } from "./rubric.ts";
import type { Range } from "./text.ts";

/** A pattern found. Weak: only supposed ("if you never verify …"), asked, boasted or in a mere list, so it proves nothing. */
export interface Hit extends Range {
  readonly isWeak: boolean;
  /** It would go with many points, so alone it does not tell which is meant. */
  readonly isCommon: boolean;
}

/** The best that an answer offers for one point. */
export interface Evidence {
  readonly window: Range;
  /** Every group was found, affirmed or denied as the rubric wants it. */
  readonly isComplete: boolean;
  /** Groups found in the window, of all groups of the entry. */
  readonly found: number;
  readonly of: number;
}

/** A window is at most two sentences and this many words, so that speech without stops is not one window. */
const MAX_WINDOW_WORDS = 60;

/**
 * The strongest evidence for one entry, or null when not one group is found.
 * @param ignoredStems words that prove nothing by themselves, such as the question's own
 */
export function findEvidence(
  reading: Reading,
  entry: Entry,
  ignoredStems: ReadonlySet<string>,
): Evidence | null {
  const hits = entry.map((group) => findGroup(reading, group));
  if (hits.every((group) => group.length === 0)) return null;
  const strong = hits.map((group) => group.filter(({ isWeak }) => !isWeak));
  const whole = shortestWindow(reading, strong, entry.length);
  if (whole) return { window: whole, isComplete: true, found: entry.length, of: entry.length };
  const telling = hits.map((group) => group.filter((hit) => isTelling(reading, hit, ignoredStems)));
  for (let found = entry.length; found > 0; found--) {
    const window = shortestWindow(reading, telling, found);
    if (window) return { window, isComplete: false, found, of: entry.length };
  }
  return null;
}

function isTelling(
  { tokens }: Reading,
  { from, to, isCommon }: Hit,
  ignoredStems: ReadonlySet<string>,
): boolean {
  return !isCommon && tokens.slice(from, to).some((token) => !ignoredStems.has(token.stem));
}

/** Whether any pattern of the group can be found at all: quick, and no for nearly every answer to another question. */
export function mayHold(reading: Reading, group: Group): boolean {
  return group.some(({ first }) => positionsOf(reading, first).length > 0);
}

/** A rubric has thousands of patterns, and of most not even the first word is there: those must cost next to nothing. */
export function findGroup(reading: Reading, group: Group): Hit[] {
  const hits: Hit[] = [];
  for (const { first, patterns } of group) {
    const starts = positionsOf(reading, first);
    if (starts.length === 0) continue;
    for (const pattern of patterns) {
      if (!hasAll(reading, pattern)) continue;
      for (const from of starts) hits.push(...hitsAt(reading, pattern, from));
    }
  }
  return hits;
}

/** A loop, for this is asked most of all. */
function hasAll(reading: Reading, pattern: Pattern): boolean {
  for (const term of pattern) if (positionsOf(reading, term).length === 0) return false;
  return true;
}

function hitsAt(reading: Reading, pattern: Pattern, from: number): Hit[] {
  const isOutOfPlace =
    pattern[0]?.opensSentence === true && !reading.sentences.some((sentence) => sentence.from === from);
  if (isOutOfPlace) return [];
  const positions = follow(reading, pattern.slice(1), [from]);
  return positions === null ? [] : judgeHit(reading, pattern, positions);
}

const nowhere: readonly number[] = [];

function positionsOf(reading: Reading, { stem, initial, isPrefix }: Term): readonly number[] {
  if (reading.initials[initial] !== 1) return nowhere;
  return isPrefix ? reading.positionsByPrefix(stem) : (reading.positionsByStem.get(stem) ?? nowhere);
}

/** Places the remaining terms after those placed, inside one sentence; null when they do not fit. */
function follow(reading: Reading, terms: Pattern, placed: readonly number[]): readonly number[] | null {
  const [term, ...rest] = terms;
  if (term === undefined) return placed;
  const last = placed.at(-1) ?? 0;
  const end = Math.min(last + 2 + term.maxGap, sentenceEnd(reading, last));
  for (let index = last + 1; index < end; index++) {
    const token = reading.tokens[index];
    if (token === undefined) break;
    if (term.isPrefix ? !token.word.startsWith(term.stem) : token.stem !== term.stem) continue;
    const complete = follow(reading, rest, [...placed, index]);
    if (complete !== null) return complete;
  }
  return null;
}

function judgeHit(reading: Reading, pattern: Pattern, positions: readonly number[]): Hit[] {
  const from = positions[0] ?? 0;
  const to = (positions.at(-1) ?? from) + 1;
  const isCommon = pattern[0]?.isCommon === true;
  const kind = reading.kinds[sentenceOf(reading, from)];
  if (kind === "about-grading") return [];
  const fits = pattern.every(({ polarity }, index) => {
    const at = positions[index] ?? -1;
    if (polarity === "either") return reading.disclaimed[at] !== true;
    return (reading.negated[at] ?? false) === (polarity === "denied");
  });
  if (fits) return [{ from, to, isCommon, isWeak: kind !== "prose" }];
  const isAsserted = reading.asserted[reading.clauseOf[from] ?? -1] ?? true;
  return isAsserted ? [] : [{ from, to, isCommon, isWeak: true }];
}

function sentenceOf({ clauses, clauseOf }: Reading, index: number): number {
  return clauses[clauseOf[index] ?? -1]?.sentence ?? 0;
}

function sentenceEnd(reading: Reading, index: number): number {
  return reading.sentences[sentenceOf(reading, index)]?.to ?? reading.tokens.length;
}

/** The shortest run of neighbouring clauses, over at most two sentences, that holds hits of `needed` groups. */
function shortestWindow(reading: Reading, hits: readonly (readonly Hit[])[], needed: number): Range | null {
  if (hits.filter((group) => group.length > 0).length < needed) return null;
  const { clauses } = reading;
  let best: Range | null = null;
  clauses.forEach((first, index) => {
    for (const last of clauses.slice(index)) {
      if (last.sentence > first.sentence + 1 || last.to - first.from > MAX_WINDOW_WORDS) {
        if (last !== first) return;
      }
      const window = { from: first.from, to: last.to };
      const found = hits.filter((group) =>
        group.some(({ from, to }) => from >= window.from && to <= window.to),
      );
      if (found.length < needed) continue;
      if (best === null || length(reading, window) < length(reading, best)) best = window;
      return;
    }
  });
  return best;
}

function length({ tokens }: Reading, { from, to }: Range): number {
  return (tokens[to - 1]?.end ?? 0) - (tokens[from]?.start ?? 0);
}
