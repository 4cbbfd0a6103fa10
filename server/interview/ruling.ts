// Judges one point of a rubric by what an answer offers for it, and puts the verdict into the form that is shown.
import type { FoundMisconception, GradedPoint } from "../contract/interview.ts";
import { speaksOfAnother } from "./contrasts.ts";
import { explain, type Ruling } from "./explain.ts";
import { type Evidence, findEvidence } from "./matching.ts";
import type { Claim } from "./misconceptions.ts";
import type { Reading } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { quotableSpanOf } from "./text.ts";

/**
 * The verdict on one point.
 * @param claims the misconceptions that the answer asserts: one that contradicts the point overrules its evidence
 */
export function rule(
  reading: Reading,
  { questionStems, contrasts }: Pick<Rubric, "questionStems" | "contrasts">,
  point: Rubric["points"][number],
  claims: readonly Claim[],
): Ruling {
  const found = point.entries
    .map((entry) => findEvidence(reading, entry, questionStems))
    .filter((evidence) => evidence !== null)
    .map((evidence) => asTold(reading, evidence, point, contrasts))
    .toSorted(byStrength);
  const [best] = found;
  const span = best && { span: quotableSpanOf(reading.tokens, best.window) };
  const needed = point.count ?? 1;
  const complete = found.filter(({ isComplete }) => isComplete).length;
  const credit = Math.min(1, complete / needed);
  const claim = claims.find(({ misconception }) => misconception.contradicts.includes(point.id));
  if (claim) {
    return { point, verdict: "contradicted", credit: 0, claim, ...(complete > 0 && span) };
  }
  if (complete >= needed) return { point, verdict: "met", credit, ...span };
  const isPartlyThere = best !== undefined && (best.isComplete || best.found * 2 >= best.of);
  return isPartlyThere
    ? { point, verdict: "unsure", credit, ...span }
    : { point, verdict: "missed", credit: 0 };
}

/** In an answer in doubt, and of another thing than the point is about, no evidence is complete. */
function asTold(
  reading: Reading,
  evidence: Evidence,
  { about }: Rubric["points"][number],
  contrasts: Rubric["contrasts"],
): Evidence {
  if (reading.doubt !== null) return { ...evidence, isComplete: false };
  const isOther = about !== undefined && speaksOfAnother(reading, evidence.window, about, contrasts);
  return isOther ? { ...evidence, isComplete: false } : evidence;
}

/** Complete evidence first, then the larger share of groups, then the shorter window. */
function byStrength(one: Evidence, other: Evidence): number {
  return (
    Number(other.isComplete) - Number(one.isComplete) ||
    other.found / other.of - one.found / one.of ||
    one.window.to - one.window.from - (other.window.to - other.window.from)
  );
}

export function toGradedPoint(answer: string, ruling: Ruling): GradedPoint {
  const { point, verdict, span, claim } = ruling;
  return {
    id: point.id,
    statement: point.statement,
    core: point.core,
    axis: point.axis,
    weight: point.weight,
    verdict,
    ...(span !== undefined && { span }),
    ...(claim !== undefined && { claimSpan: claim.span }),
    explanation: explain(answer, ruling),
    ...(verdict !== "met" && { followUp: point.followUp }),
    ...(point.taught !== undefined && { taught: point.taught }),
  };
}

export function toGradedMisconception({ misconception, span }: Claim): FoundMisconception {
  const { id, statement, explain: explanation } = misconception;
  return { id, statement, span, explanation };
}
