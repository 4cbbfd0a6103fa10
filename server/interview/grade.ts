// Grades an answer in words against a rubric: offline, deterministic, and with the evidence for every verdict.
import type { Gate, Grade, GradedPoint } from "../contract/interview.ts";
import { bandOf } from "./band.ts";
import { explain, type Ruling } from "./explain.ts";
import { findGate, gateMessages } from "./gates.ts";
import { type Evidence, findEvidence } from "./matching.ts";
import { type Claim, findMisconceptions } from "./misconceptions.ts";
import { type Reading, readAnswer } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { quotableSpanOf } from "./text.ts";

export type SelfJudged = Readonly<Record<string, boolean>>;

/**
 * Grades `answer`, any text at all; never throws.
 * Spans are offsets into `answer` in UTF-16 units, end exclusive. The band counts unsure points as not made;
 * `bandRange` says what they could add.
 * @param selfJudged the learner's own ruling on points that the engine could not tell; ignored for all others
 */
export function gradeAnswer(answer: string, rubric: Rubric, selfJudged: SelfJudged = {}): Grade {
  const reading = readAnswer(answer);
  const gate = findGate(reading, rubric.questionStems);
  if (gate !== null) return notGraded(rubric, gate);
  const claims = findMisconceptions(reading, rubric);
  const rulings = rubric.points.map((point) => settle(rule(reading, rubric, { point, claims }), selfJudged));
  const band = bandOf(rulings.map(proven), claims.length);
  const highest = bandOf(rulings.map(possible), claims.length);
  const followUp = nextQuestion(rulings);
  return {
    question: rubric.question.id,
    band,
    bandRange: [band, highest],
    state: highest - band > 1 ? "unsure" : "graded",
    points: rulings.map((ruling) => toGradedPoint(answer, ruling)),
    misconceptions: claims.map(({ misconception, span }) => ({
      id: misconception.id,
      statement: misconception.statement,
      span,
      explanation: misconception.explain,
    })),
    ...(followUp !== undefined && { followUp }),
  };
}

/** Nothing was judged: the range says that any band is possible, and the message what to do. */
function notGraded({ question }: Rubric, gate: Gate): Grade {
  return {
    question: question.id,
    band: 0,
    bandRange: [0, 5],
    state: "not-graded",
    gate,
    gateMessage: gateMessages[gate],
    points: [],
    misconceptions: [],
  };
}

interface Subject {
  readonly point: Rubric["points"][number];
  readonly claims: readonly Claim[];
}

function rule(reading: Reading, { questionStems }: Rubric, { point, claims }: Subject): Ruling {
  const found = point.entries
    .map((entry) => findEvidence(reading, entry, questionStems))
    .filter((evidence) => evidence !== null)
    .toSorted(byStrength);
  const [best] = found;
  const span = best && { span: quotableSpanOf(reading.tokens, best.window) };
  const needed = point.count ?? 1;
  const complete = found.filter(({ isComplete }) => isComplete).length;
  const credit = Math.min(1, complete / needed);
  const claim = claims.find(({ misconception }) => misconception.contradicts.includes(point.id));
  if (claim) {
    return { point, verdict: "contradicted", credit: 0, claim, span: claim.span, ...(complete > 0 && span) };
  }
  if (complete >= needed) return { point, verdict: "met", credit, ...span };
  const isPartlyThere = best !== undefined && (best.isComplete || best.found * 2 >= best.of);
  return isPartlyThere
    ? { point, verdict: "unsure", credit, ...span }
    : { point, verdict: "missed", credit: 0 };
}

/** Complete evidence first, then the larger share of groups, then the shorter window. */
function byStrength(one: Evidence, other: Evidence): number {
  return (
    Number(other.isComplete) - Number(one.isComplete) ||
    other.found / other.of - one.found / one.of ||
    one.window.to - one.window.from - (other.window.to - other.window.from)
  );
}

function settle(ruling: Ruling, selfJudged: SelfJudged): Ruling {
  const { point, verdict } = ruling;
  if (verdict !== "unsure" || !Object.hasOwn(selfJudged, point.id)) return ruling;
  return selfJudged[point.id] === true
    ? { ...ruling, verdict: "met", credit: 1, isSelfJudged: true }
    : { point, verdict: "missed", credit: ruling.credit, isSelfJudged: true };
}

function proven({ point, credit }: Ruling) {
  return { weight: point.weight, credit };
}

function possible({ point, verdict, credit }: Ruling) {
  return { weight: point.weight, credit: verdict === "unsure" ? 1 : credit };
}

/** The gap worth asking about: the heaviest core point not made, else the first unsure one, else the heaviest missed. */
function nextQuestion(rulings: readonly Ruling[]): string | undefined {
  const gaps = rulings
    .filter(({ verdict }) => verdict === "missed" || verdict === "contradicted")
    .toSorted((one, other) => other.point.weight - one.point.weight);
  const gap =
    gaps.find(({ point }) => point.core) ?? rulings.find(({ verdict }) => verdict === "unsure") ?? gaps[0];
  return gap?.point.followUp;
}

function toGradedPoint(answer: string, ruling: Ruling): GradedPoint {
  const { point, verdict, span } = ruling;
  return {
    id: point.id,
    statement: point.statement,
    core: point.core,
    verdict,
    ...(span !== undefined && { span }),
    explanation: explain(answer, ruling),
    ...(verdict !== "met" && { followUp: point.followUp }),
    ...(point.taught !== undefined && { taught: point.taught }),
  };
}
