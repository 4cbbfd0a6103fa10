// Cuts an answer into words and sentences without losing where each stood in the learner's own text.
import { stemmer } from "stemmer";
import type { Span } from "../contract/interview.ts";

export interface Token {
  /** Lower case, straight apostrophes, prefixes such as "re-" joined. */
  readonly word: string;
  readonly stem: string;
  /** Offsets into the answer in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whatever stands between the token before and this one. */
  readonly gapBefore: string;
}

/** Tokens `from` to `to`, end exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const wordPattern = /(?:(?:re|de|un|pre|e)-(?=\p{L}))?[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*/giu;

export function tokenize(text: string): Token[] {
  let previousEnd = 0;
  return Array.from(text.matchAll(wordPattern), (match) => {
    const end = match.index + match[0].length;
    const word = match[0].toLowerCase().replaceAll("’", "'").replaceAll("-", "");
    const token = {
      word,
      stem: stem(word),
      start: match.index,
      end,
      gapBefore: text.slice(previousEnd, match.index),
    };
    previousEnd = end;
    return token;
  });
}

/** Porter's stem, except where it would make two things one. */
export function stem(word: string): string {
  return word === "https" ? word : stemmer(word);
}

/** Of how many kinds the beginnings of words are told apart. */
export const INITIALS = 1024;

/** The first two letters as a small number, so that words can be ruled out fast; 0 for whatever is shorter. */
export function initialOf(word: string): number {
  return word.length < 2 ? 0 : (word.charCodeAt(0) * 32 + word.charCodeAt(1)) % INITIALS;
}

const abbreviations = new Set(["eg", "ie", "g", "e", "vs", "etc"]);
const listMarker = /\n\s*(?:[-*•–]|\d+[.)])\s*$|\n\s*\n/;

/** Sentences as ranges of tokens: they end at a stop, a blank line or a list item. */
export function splitSentences(tokens: readonly Token[]): Range[] {
  const starts = tokens.flatMap((token, index) =>
    index === 0 || startsSentence(token, tokens[index - 1]) ? [index] : [],
  );
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? tokens.length }));
}

function startsSentence({ gapBefore }: Token, previous: Token | undefined): boolean {
  if (listMarker.test(gapBefore)) return true;
  if (!/[.!?…;]["'”’)\]]*\s/.test(gapBefore)) return gapBefore.includes("\n");
  const isAbbreviation = previous !== undefined && abbreviations.has(previous.word);
  const isNumberOfItem =
    previous !== undefined && /^\d+$/.test(previous.word) && /\n|^$/.test(previous.gapBefore);
  return !isAbbreviation && !isNumberOfItem;
}

const connectors = new Set([
  "and",
  "or",
  "but",
  "so",
  "because",
  "since",
  "when",
  "while",
  "then",
  "that",
  "which",
]);

/** As `spanOf`, but for showing: without the words that only tie a clause to what stands before it. */
export function quotableSpanOf(tokens: readonly Token[], { from, to }: Range): Span {
  let start = from;
  while (start < to - 1 && connectors.has(tokens[start]?.word ?? "")) start++;
  return spanOf(tokens, { from: start, to });
}

/** The characters that a range of tokens covers. */
export function spanOf(tokens: readonly Token[], { from, to }: Range): Span {
  return [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0];
}
