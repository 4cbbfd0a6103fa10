// Finds claims that are wrong: their patterns inside one clause that is asserted, not supposed or reported.
import type { Span } from "../contract/interview.ts";
import { findGroup } from "./matching.ts";
import type { Reading } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { quotableSpanOf } from "./text.ts";

export interface Claim {
  readonly misconception: Rubric["misconceptions"][number];
  readonly span: Span;
}

/** Every misconception that the answer asserts, each with the first clause that does. */
export function findMisconceptions(reading: Reading, rubric: Rubric): Claim[] {
  return rubric.misconceptions.flatMap((misconception) => {
    const clauses = misconception.entries.flatMap((entry) => {
      const hits = entry.map((group) => findGroup(reading, group).filter(({ isWeak }) => !isWeak));
      return reading.clauses.filter(
        (clause, index) =>
          reading.asserted[index] === true &&
          hits.every((group) => group.some(({ from, to }) => from >= clause.from && to <= clause.to)),
      );
    });
    const [first] = clauses.toSorted((one, other) => one.from - other.from);
    return first === undefined ? [] : [{ misconception, span: quotableSpanOf(reading.tokens, first) }];
  });
}
