// Grades the answer to a follow-up question: one point only, and the follow-up's own words prove nothing.
import type { FollowUpReply } from "../contract/interview.ts";
import { findGate, gateMessages } from "./gates.ts";
import { findMisconceptions } from "./misconceptions.ts";
import { readAnswer } from "./reading.ts";
import type { Rubric } from "./rubric.ts";
import { rule, toGradedMisconception, toGradedPoint } from "./ruling.ts";
import { tokenize } from "./text.ts";

/**
 * Grades `answer`, any text at all, to the follow-up question of one point. Spans are offsets into `answer`.
 * @returns null when the rubric has no such point
 */
export function gradeFollowUp(answer: string, rubric: Rubric, pointId: string): FollowUpReply | null {
  const point = rubric.points.find(({ id }) => id === pointId);
  if (point === undefined) return null;
  const reading = readAnswer(answer, rubric.question.side);
  const asked = new Set([...rubric.questionStems, ...tokenize(point.followUp).map(({ stem }) => stem)]);
  const gate = findGate(reading, { ...rubric, questionStems: asked });
  if (gate !== null)
    return { asked: point.followUp, gateMessage: gateMessages[gate], point: null, misconceptions: [] };
  const claims = findMisconceptions(reading, rubric);
  return {
    asked: point.followUp,
    point: toGradedPoint(answer, rule(reading, { ...rubric, questionStems: asked }, point, claims)),
    misconceptions: claims.map(toGradedMisconception),
  };
}
