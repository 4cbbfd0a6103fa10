// Grades an answer in words against a rubric: offline, deterministic, and with the evidence for every verdict.
import type { Gate, Grade } from "../contract/interview.ts";
import { bandOf } from "./band.ts";
import { doubtMessages } from "./doubts.ts";
import type { Ruling } from "./explain.ts";
import { findGate, gateMessages } from "./gates.ts";
import { findMisconceptions } from "./misconceptions.ts";
import { readAnswer } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { rule, toGradedMisconception, toGradedPoint } from "./ruling.ts";

export type SelfJudged = Readonly<Record<string, boolean>>;

/**
 * Grades `answer`, any text at all; never throws.
 * Spans are offsets into `answer` in UTF-16 units, end exclusive. The band counts unsure points as not made;
 * `bandRange` says what they could add.
 * @param selfJudged the learner's own ruling on points that the engine could not tell; ignored for all others
 */
export function gradeAnswer(answer: string, rubric: Rubric, selfJudged: SelfJudged = {}): Grade {
  const reading = readAnswer(answer, rubric.question.side);
  const gate = findGate(reading, rubric);
  if (gate !== null) return notGraded(rubric, gate);
  const claims = findMisconceptions(reading, rubric);
  const rulings = rubric.points.map((point) => settle(rule(reading, rubric, point, claims), selfJudged));
  const band = bandOf(rulings.map(proven), claims.length);
  const highest = bandOf(rulings.map(possible), claims.length);
  const gaps = gapsOf(rulings);
  const [gap] = gaps;
  return {
    question: rubric.question.id,
    band,
    bandRange: [band, highest],
    state: highest - band > 1 ? "unsure" : "graded",
    ...(reading.doubt !== null && { doubt: doubtMessages[reading.doubt] }),
    points: rulings.map((ruling) => toGradedPoint(answer, ruling)),
    misconceptions: claims.map(toGradedMisconception),
    ...(gap !== undefined && { followUp: gap.followUp }),
    gaps: gaps.map(({ id }) => id),
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
    gaps: [],
  };
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

/** What an interviewer asks about: core points not made, the heaviest first, then what was unsure, then the rest. */
function gapsOf(rulings: readonly Ruling[]): Ruling["point"][] {
  const order = ({ point, verdict }: Ruling) => (verdict === "unsure" ? 1 : point.core ? 0 : 2);
  return rulings
    .filter(({ verdict }) => verdict !== "met")
    .toSorted((one, other) => order(one) - order(other) || other.point.weight - one.point.weight)
    .map(({ point }) => point);
}
