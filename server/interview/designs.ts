// Finds the designs that an answer claims: what somebody says they would build, and what can therefore be run.
import type { Design } from "../../content/schema/design.ts";
import type { ClaimedDesign } from "../contract/designs.ts";
import { findGroup, type Hit } from "./matching.ts";
import type { Reading } from "./reading.ts";
import { compileEntries, compileGroup, type Entry, type Group } from "./rubric.ts";
import { quotableSpanOf, type Range } from "./text.ts";

/** An interviewer who runs more than that loses the thread. */
export const MOST_CLAIMED = 3;
/** Speech without stops is one sentence, and what is so far apart is not one claim. */
const MAX_CLAIM_WORDS = 45;
const CONTEXT_WORDS = 25;

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
    unless: compileGroup(design.unless),
    unlessElsewhere: compileGroup(design.unlessElsewhere),
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

/** The first clauses that claim the design, and mean no other one. */
function firstClaim(
  reading: Reading,
  { design, entries, unless, unlessElsewhere }: ClaimableDesign,
): Range | null {
  const claims = entries.flatMap((entry) => claimsOf(reading, entry));
  if (claims.length === 0) return null;
  if (reading.doubt !== null) return null;
  if (findGroup(reading, unlessElsewhere).some((hit) => isClaimed(reading, hit))) return null;
  const others = findGroup(reading, unless);
  const isMeant = (claim: Range) => {
    const context = contextOf(reading, claim);
    if (design.breaks.length > 0 && isCriticised(reading, context)) return false;
    return !others.some((hit) => isInside(hit, context));
  };
  const [first] = claims.filter(isMeant).sort((one, other) => one.from - other.from);
  return first ?? null;
}

/** Every run of clauses in which all groups are said and one at least is claimed; one for each hit of the first group. */
function claimsOf(reading: Reading, entry: Entry): Range[] {
  const groups: Hit[][] = [];
  for (const group of entry) {
    const said = findGroup(reading, group).filter((hit) => isSaid(reading, hit));
    // Most answers claim few designs: the first group that is not there spares the others.
    if (said.length === 0) return [];
    groups.push(said);
  }
  const [anchors = [], ...rest] = groups;
  return anchors.flatMap((anchor) => {
    const sentence = sentenceOf(reading, anchor.from);
    const hits = rest.map((group) => nearest(group, anchor, sentence));
    if (!hits.every((hit) => hit !== undefined)) return [];
    const all = [anchor, ...hits];
    const range = clausesAround(reading, all);
    const isShort = range.to - range.from <= MAX_CLAIM_WORDS;
    return isShort && all.some((hit) => isClaimed(reading, hit)) ? [range] : [];
  });
}

function nearest(hits: readonly Hit[], anchor: Hit, sentence: Range): Hit | undefined {
  const distance = ({ from }: Hit) => Math.abs(from - anchor.from);
  const [first] = hits
    .filter((hit) => isInside(hit, sentence))
    .sort((one, other) => distance(one) - distance(other));
  return first;
}

function clausesAround({ clauses, clauseOf }: Reading, hits: readonly Hit[]): Range {
  const first = clauses[clauseOf[Math.min(...hits.map(({ from }) => from))] ?? 0];
  const last = clauses[clauseOf[Math.max(...hits.map(({ to }) => to - 1))] ?? 0];
  return { from: first?.from ?? 0, to: last?.to ?? 0 };
}

/** What is read together with a claim: its sentence, and of speech without stops so many words around it. */
function contextOf(reading: Reading, { from, to }: Range): Range {
  const sentence = sentenceOf(reading, from);
  return {
    from: Math.max(sentence.from, from - CONTEXT_WORDS),
    to: Math.min(sentence.to, to + CONTEXT_WORDS),
  };
}

const isInside = (hit: Range, { from, to }: Range) => hit.from >= from && hit.to <= to;

function sentenceOf({ sentences, clauses, clauseOf }: Reading, index: number): Range {
  return sentences[clauses[clauseOf[index] ?? 0]?.sentence ?? 0] ?? { from: 0, to: 0 };
}

function isClaimed(reading: Reading, { from, to, isWeak }: Hit): boolean {
  return !isWeak && [from, to - 1].every((index) => isAsserted(reading, reading.clauseOf[index] ?? 0));
}

/** Claimed, or the condition of what is claimed: "if it is paid already, I do nothing". */
function isSaid(reading: Reading, { from, to, isWeak }: Hit): boolean {
  const isFine = (clause: number) => isAsserted(reading, clause) || isCondition(reading, clause);
  return !isWeak && [from, to - 1].every((index) => isFine(reading.clauseOf[index] ?? 0));
}

const isAsserted = (reading: Reading, clause: number) =>
  reading.asserted[clause] === true || isIndirectQuestion(reading, clause);

const asking = /^(?:check|look|see|ask|test|verif|find|queri|determin|know|onli)\w*$/;

/** "I check if I know the id" and "only if I know it" say what is done; "if I know the id" alone supposes it. */
function isIndirectQuestion({ tokens, clauses }: Reading, clause: number): boolean {
  const from = clauses[clause]?.from ?? 0;
  return tokens[from]?.word === "if" && asking.test(tokens[from - 1]?.stem ?? "");
}

const conditions = /^(?:if|when|whenever)$/;
const unreal = /^(?:could|would|might|may|imagine|suppose|were|had|wouldn't|couldn't)$/;

function isCondition({ tokens, clauses }: Reading, clause: number): boolean {
  const { from = 0, to = 0 } = clauses[clause] ?? {};
  const words = tokens.slice(from, to).map(({ word }) => word);
  return words.slice(0, 2).some((word) => conditions.test(word)) && !words.some((word) => unreal.test(word));
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
