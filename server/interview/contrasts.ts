// In a comparison, tells of which of the things compared a clause speaks: right words about the wrong one prove nothing.
import { findGroup } from "./matching.ts";
import type { Reading } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import type { Range } from "./text.ts";

/** "Unlike a webhook, a queue …" speaks of the queue. */
const asides = new Set([
  "unlike",
  "than",
  "of",
  "not",
  "without",
  "like",
  "versus",
  "vs",
  "replace",
  "replaces",
  "to",
]);

/**
 * The id of what the stretch speaks of: the first thing compared that it names, other than in an aside, or what its
 * sentence named before, when the stretch goes on without a name. Null when none is named, as after "it", and when two
 * are named side by side.
 */
function spokenOf(reading: Reading, { from, to }: Range, contrasts: Rubric["contrasts"]): string | null {
  const clause = reading.clauses[reading.clauseOf[from] ?? -1];
  const start = reading.sentences[clause?.sentence ?? -1]?.from ?? from;
  const named = [...contrasts]
    .flatMap(([id, group]) =>
      findGroup(reading, group)
        .filter((hit) => hit.from >= start && hit.to <= to && !isAside(reading, hit.from))
        .map((hit) => ({ id, from: hit.from })),
    )
    .toSorted((one, other) => one.from - other.from);
  const [first, second] = named.filter((one) => one.from >= from);
  const before = named.findLast((one) => one.from < from);
  if (before !== undefined && (first === undefined || first.from >= (clause?.to ?? to))) return before.id;
  if (first === undefined) return null;
  const isPair = second !== undefined && second.id !== first.id && second.from - first.from <= 2;
  return isPair ? null : first.id;
}

function isAside({ tokens }: Reading, index: number): boolean {
  return [1, 2].some((back) => asides.has(tokens[index - back]?.word ?? ""));
}

/** Whether the evidence for a point about one thing stands in clauses that speak of another one. */
export function speaksOfAnother(
  reading: Reading,
  window: Range,
  about: string,
  contrasts: Rubric["contrasts"],
): boolean {
  const spoken = spokenOf(reading, window, contrasts);
  return spoken !== null && spoken !== about;
}
