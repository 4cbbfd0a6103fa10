// Finds the designs that an answer claims: what somebody says they would build, and what can therefore be run.
import type { Design } from "../../content/schema/design.ts";
import type { ClaimedDesign } from "../contract/designs.ts";
import { findGroup, type Hit } from "./matching.ts";
import type { Reading } from "./reading.ts";
import { compileEntries, compilePattern, type Entry, type Group } from "./rubric.ts";
import { quotableSpanOf, type Range } from "./text.ts";

/** An interviewer who runs more than that loses the thread. */
export const MOST_CLAIMED = 3;

export interface ClaimableDesign {
  readonly design: Design;
  readonly entries: readonly Entry[];
  readonly unless: Group;
  readonly unlessElsewhere: Group;
}

export function compileDesign(design: Design): ClaimableDesign {
  return {
    design,
    entries: compileEntries(design.match),
    unless: design.unless.map((one) => compilePattern(one)),
    unlessElsewhere: design.unlessElsewhere.map((one) => compilePattern(one)),
  };
}

/** At most `MOST_CLAIMED`, each once, in the order of the text. Spans are offsets into the answer that was read. */
export function findClaimedDesigns(reading: Reading, designs: readonly ClaimableDesign[]): ClaimedDesign[] {
  return designs
    .flatMap((one) => {
      const range = firstClaim(reading, one);
      return range === null ? [] : [{ design: one.design, range }];
    })
    .sort((one, other) => one.range.from - other.range.from || one.range.to - other.range.to)
    .slice(0, MOST_CLAIMED)
    .map(({ design: { id, title }, range }) => ({ id, title, span: quotableSpanOf(reading.tokens, range) }));
}

/** The clauses of the first sentence that claims the design, and means no other one. */
function firstClaim(
  reading: Reading,
  { design, entries, unless, unlessElsewhere }: ClaimableDesign,
): Range | null {
  const claims = entries.flatMap((entry) => claimsOf(reading, entry));
  if (claims.length === 0) return null;
  if (findGroup(reading, unlessElsewhere).some((hit) => isClaimed(reading, hit))) return null;
  const others = findGroup(reading, unless);
  const isMeant = ({ from }: Range) => {
    const sentence = sentenceOf(reading, from);
    if (design.breaks.length > 0 && isCriticised(reading, sentence)) return false;
    return !others.some((hit) => isInside(hit, sentence));
  };
  const [first] = claims.filter(isMeant).sort((one, other) => one.from - other.from);
  return first ?? null;
}

/** Every sentence in which all groups are claimed, as the run of clauses that holds them. */
function claimsOf(reading: Reading, entry: Entry): Range[] {
  const hits: Hit[][] = [];
  for (const group of entry) {
    const claimed = findGroup(reading, group).filter((hit) => isClaimed(reading, hit));
    // Most answers claim few designs: the first group that is not there spares the others.
    if (claimed.length === 0) return [];
    hits.push(claimed);
  }
  return reading.sentences.flatMap((sentence) => {
    const inside = hits.map((group) => group.find((hit) => isInside(hit, sentence)));
    return inside.every((hit) => hit !== undefined) ? [clausesAround(reading, inside)] : [];
  });
}

function clausesAround({ clauses, clauseOf }: Reading, hits: readonly Range[]): Range {
  const first = clauses[clauseOf[Math.min(...hits.map(({ from }) => from))] ?? 0];
  const last = clauses[clauseOf[Math.max(...hits.map(({ to }) => to - 1))] ?? 0];
  return { from: first?.from ?? 0, to: last?.to ?? 0 };
}

const isInside = (hit: Range, { from, to }: Range) => hit.from >= from && hit.to <= to;

function sentenceOf({ sentences, clauses, clauseOf }: Reading, index: number): Range {
  return sentences[clauses[clauseOf[index] ?? 0]?.sentence ?? 0] ?? { from: 0, to: 0 };
}

function isClaimed(reading: Reading, { from, to, isWeak }: Hit): boolean {
  const isSaid = (index: number) => {
    const clause = reading.clauseOf[index] ?? 0;
    return reading.asserted[clause] === true || isIndirectQuestion(reading, clause);
  };
  return !isWeak && isSaid(from) && isSaid(to - 1);
}

const asking = /^(?:check|look|see|ask|test|verif|find|queri|determin|know|onli)\w*$/;

/** "I check if I know the id" and "only if I know it" say what is done; "if I know the id" supposes it. */
function isIndirectQuestion({ tokens, clauses }: Reading, clause: number): boolean {
  const from = clauses[clause]?.from ?? 0;
  return tokens[from]?.word === "if" && asking.test(tokens[from - 1]?.stem ?? "");
}

/** Who says of a design what is wrong with it does not propose it. */
const criticism =
  /\b(?:race|races|racy|(?:is|are|be|that's) (?:\w+ )?wrong|mistakes?|traps?|pitfalls?|naive|unsafe|insecure|insufficient|dangerous|risky|fragile|flawed|bad idea|(?:not|isn't|never|hardly) (?:\w+ ){0,2}(?:enough|sufficient|safe|secure))\b/;

function isCriticised({ tokens }: Reading, { from, to }: Range): boolean {
  const line = tokens
    .slice(from, to)
    .map(({ word }) => word)
    .join(" ");
  return criticism.test(line);
}
