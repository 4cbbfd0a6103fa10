// Splits sentences into clauses, the smallest stretch that a negation or a claim covers.
import type { Range, Token } from "./text.ts";
import { clauseVerbs, determiners, finiteVerbs, nominatives, prepositions, subordinators } from "./words.ts";

export interface Clause extends Range {
  /** Index of the sentence it belongs to. */
  readonly sentence: number;
}

/** Cuts at punctuation, at subordinators, and at an "and" that is followed by a subject and verb of its own. */
export function splitClauses(tokens: readonly Token[], sentences: readonly Range[]): Clause[] {
  return sentences.flatMap((range, sentence) => {
    const starts = [range.from];
    for (let index = range.from + 1; index < range.to; index++) {
      const from = starts.at(-1) ?? range.from;
      if (startsClause(tokens, index, range.to) || startsMainClause(tokens, { from, to: range.to }, index)) {
        starts.push(index);
      }
    }
    return starts.map((from, at) => ({ from, to: starts[at + 1] ?? range.to, sentence }));
  });
}

function startsClause(tokens: readonly Token[], index: number, end: number): boolean {
  const token = tokens[index];
  if (token === undefined) return false;
  if (/[,;:()[\]—–]|\s-\s/.test(token.gapBefore)) return true;
  if (subordinators.has(token.word)) return !(token.word === "when" && isDefining(tokens[index - 1]));
  if (!["and", "or", "then"].includes(token.word)) return false;
  const next = tokens.slice(index + 1, Math.min(end, index + 7));
  return opensClause(next) || opensDenial(next);
}

/** "It does not retry and does not give up": two denials side by side, which must not cancel each other. */
function opensDenial([first, second]: readonly Token[]): boolean {
  if (first?.word === "no") return second?.word !== "one";
  if (/^(?:never|cannot|\w+n't)$/.test(first?.word ?? "")) return true;
  return finiteVerbs.has(first?.word ?? "") && /^(?:not|never)$/.test(second?.word ?? "");
}

/** "A webhook is when …" defines; it does not suppose. */
export function isDefining(previous: Token | undefined): boolean {
  return previous?.word === "is" || previous?.word === "means";
}

const MIN_CONDITION_WORDS = 4;

/** "If my server is down the provider tries again": after a condition a new subject begins, comma or not. */
function startsMainClause(tokens: readonly Token[], { from, to }: Range, index: number): boolean {
  const head = tokens[from]?.word ?? "";
  const previous = tokens[index - 1]?.word ?? "";
  if (!["if", "when", "whenever", "once", "unless"].includes(head) || index - from < MIN_CONDITION_WORDS)
    return false;
  if (["that", "and", "or", "to", "than", "after", "before"].includes(previous) || prepositions.has(previous))
    return false;
  const words = tokens.slice(index, Math.min(to, index + 4)).map(({ word }) => word);
  const [first = "", ...rest] = words;
  if (["i", "we", "they", "he", "she"].includes(first)) return true;
  return (
    (determiners.has(first) || first === "you" || first === "it") &&
    rest.some((word) => clauseVerbs.has(word))
  );
}

/** Do these words begin with a subject of their own and soon have its verb? */
function opensClause(words: readonly Token[]): boolean {
  const [first, ...rest] = words.map(({ word }) => word);
  if (first === undefined) return false;
  if (first === "then") return opensClause(words.slice(1));
  if (nominatives.has(first) || /^(?:i|you|we|they|it|that|there)'/.test(first)) return true;
  return determiners.has(first) && rest.some((word) => clauseVerbs.has(word));
}
