// Finds claims that are wrong: their patterns inside one clause, or a few, of which what is claimed is asserted, not supposed or reported.
import type { Span } from "../contract/interview.ts";
import { findGroup, mayHold } from "./matching.ts";
import type { Reading } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { quotableSpanOf, type Range } from "./text.ts";

export interface Claim {
  readonly misconception: Rubric["misconceptions"][number];
  readonly span: Span;
}

/** Every misconception that the answer asserts, each with the first words that do. */
export function findMisconceptions(reading: Reading, rubric: Rubric): Claim[] {
  return rubric.misconceptions.flatMap((misconception) => {
    const claims = misconception.entries.flatMap((entry, index) => {
      if (!entry.every((group) => mayHold(reading, group))) return [];
      const hits = entry.map((group) => findGroup(reading, group).filter(({ isWeak }) => !isWeak));
      if (hits.some((group) => group.length === 0)) return [];
      const most = misconception.match[index]?.across === true ? MAX_CLAUSES : 1;
      return stretchesOf(reading, most).filter((stretch) => isClaimed(reading, hits, stretch));
    });
    const [first] = claims.toSorted((one, other) => one.from - other.from || one.to - other.to);
    return first === undefined ? [] : [{ misconception, span: quotableSpanOf(reading.tokens, first) }];
  });
}

const MAX_CLAUSES = 3;

/** Each clause, and as many after it in the same sentence as `most` allows. */
function stretchesOf({ clauses }: Reading, most: number): Range[] {
  return clauses.flatMap((first, index) =>
    clauses
      .slice(index, index + most)
      .filter(({ sentence }) => sentence === first.sentence)
      .map(({ to }) => ({ from: first.from, to })),
  );
}

/** All groups are there, and the last one, what is claimed, stands in a clause that is asserted. */
function isClaimed(
  { clauseOf, asserted }: Reading,
  hits: readonly (readonly Range[])[],
  { from, to }: Range,
): boolean {
  const inside = hits.map((group) => group.filter((hit) => hit.from >= from && hit.to <= to));
  return (
    inside.every((group) => group.length > 0) &&
    inside.at(-1)?.some((hit) => asserted[clauseOf[hit.from] ?? -1] === true) === true
  );
}
