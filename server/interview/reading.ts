// Everything the grader knows about an answer before it looks at a rubric.
import { type Clause, splitClauses } from "./clauses.ts";
import { judgePolarity, type Polarity } from "./polarity.ts";
import { judgeProse, type SentenceKind } from "./prose.ts";
import { type Range, splitSentences, type Token, tokenize } from "./text.ts";

export interface Reading extends Polarity {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Range[];
  readonly clauses: readonly Clause[];
  /** For each token, the index of its clause. */
  readonly clauseOf: readonly number[];
  /** For each sentence: is it prose, a list of words, or text about the grading? */
  readonly kinds: readonly SentenceKind[];
  /** Positions of the words that begin with `prefix`. */
  positionsByPrefix(prefix: string): readonly number[];
  readonly positionsByStem: ReadonlyMap<string, readonly number[]>;
}

export function readAnswer(text: string): Reading {
  const tokens = tokenize(text);
  const sentences = splitSentences(tokens);
  const clauses = splitClauses(tokens, sentences);
  return {
    text,
    tokens,
    sentences,
    clauses,
    clauseOf: clauses.flatMap(({ from, to }, index) => new Array<number>(to - from).fill(index)),
    kinds: sentences.map((sentence) => judgeProse(tokens, sentence)),
    positionsByPrefix: prefixLookup(positionsBy(tokens, ({ word }) => word)),
    positionsByStem: positionsBy(tokens, (token) => token.stem),
    ...judgePolarity(text, tokens, { sentences, clauses }),
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

/** Rubrics ask for hundreds of prefixes, so only words with the same first letter are looked at. */
function prefixLookup(positionsByWord: ReadonlyMap<string, readonly number[]>) {
  const byInitial = Map.groupBy(positionsByWord, ([word]) => word.charAt(0));
  return (prefix: string) =>
    (byInitial.get(prefix.charAt(0)) ?? []).flatMap(([word, positions]) =>
      word.startsWith(prefix) ? positions : [],
    );
}
