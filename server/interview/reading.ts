// Everything the grader knows about an answer before it looks at a rubric.
import type { Question } from "../../content/schema/question.ts";
import type { Doubt } from "../contract/interview.ts";
import { type Clause, splitClauses } from "./clauses.ts";
import { findDoubt } from "./doubts.ts";
import { judgePolarity, type Polarity } from "./polarity.ts";
import { judgeSentences, type SentenceKind } from "./prose.ts";
import { INITIALS, initialOf, type Range, splitSentences, type Token, tokenize } from "./text.ts";

export interface Reading extends Polarity {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Range[];
  readonly clauses: readonly Clause[];
  /** For each token, the index of its clause. */
  readonly clauseOf: readonly number[];
  /** For each sentence: is it prose, or something that proves less? */
  readonly kinds: readonly SentenceKind[];
  /** Why none of it counts as said, however right the words are. */
  readonly doubt: Doubt | null;
  /** 1 for each way in which a word or its stem begins. */
  readonly initials: Uint8Array;
  /** Positions of the words that begin with `prefix`. */
  positionsByPrefix(prefix: string): readonly number[];
  readonly positionsByStem: ReadonlyMap<string, readonly number[]>;
}

/** @param side whose side the speaker is on: whoever sends may well say "I retry" */
export function readAnswer(text: string, side: Question["side"] = "receiver"): Reading {
  const tokens = tokenize(text);
  const sentences = splitSentences(tokens);
  const clauses = splitClauses(tokens, sentences);
  const kinds = judgeSentences(text, tokens, sentences);
  const polarity = judgePolarity(text, tokens, { sentences, clauses });
  return {
    text,
    tokens,
    sentences,
    clauses,
    clauseOf: clauses.flatMap(({ from, to }, index) => new Array<number>(to - from).fill(index)),
    kinds,
    initials: initialsOf(tokens),
    positionsByPrefix: prefixLookup(positionsBy(tokens, ({ word }) => word)),
    positionsByStem: positionsBy(tokens, (token) => token.stem),
    ...polarity,
    doubt: findDoubt({ tokens, clauses, sentences, kinds, ...polarity }, side),
  };
}

function positionsBy(tokens: readonly Token[], keyOf: (token: Token) => string) {
  const positions = new Map<string, number[]>();
  tokens.forEach((token, index) => {
    const known = positions.get(keyOf(token));
    if (known) known.push(index);
    else positions.set(keyOf(token), [index]);
  });
  return positions;
}

function initialsOf(tokens: readonly Token[]): Uint8Array {
  const initials = new Uint8Array(INITIALS);
  initials[initialOf("")] = 1;
  for (const { word, stem } of tokens) {
    initials[initialOf(word)] = 1;
    initials[initialOf(stem)] = 1;
  }
  return initials;
}

const INITIAL_LETTERS = 2;
const nowhere: readonly number[] = [];

/** Rubrics ask for thousands of prefixes: most are ruled out by their first letters, the others looked up once. */
function prefixLookup(positionsByWord: ReadonlyMap<string, readonly number[]>) {
  const initial = (word: string) => word.slice(0, INITIAL_LETTERS);
  const byInitial = Map.groupBy(positionsByWord, ([word]) => initial(word));
  const known = new Map<string, readonly number[]>();
  const find = (prefix: string) => {
    const candidates =
      prefix.length < INITIAL_LETTERS ? [...positionsByWord] : byInitial.get(initial(prefix));
    if (candidates === undefined) return nowhere;
    return candidates.flatMap(([word, positions]) => (word.startsWith(prefix) ? positions : []));
  };
  return (prefix: string) => {
    const found = known.get(prefix) ?? find(prefix);
    known.set(prefix, found);
    return found;
  };
}
