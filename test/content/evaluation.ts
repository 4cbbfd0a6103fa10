// Compares grades with the labels of a careful human marker, and prints how well they agree.
import type { LabelledAnswer, Question } from "../../content/schema/question.ts";
import type { Grade } from "../../server/contract/interview.ts";
import { gradeAnswer } from "../../server/interview/grade.ts";
import { compileRubric } from "../../server/interview/rubric.ts";

export interface Marked {
  readonly answer: LabelledAnswer;
  readonly grade: Grade;
}

export interface Agreement {
  readonly answers: number;
  /** Points called met that are labelled so, of all called met. */
  readonly precision: number;
  /** Points labelled met that are called met, of all labelled met. */
  readonly recall: number;
  /** The harmonic mean of both. */
  readonly f1: number;
  /** Labelled points called neither met nor unsure. */
  readonly missedOutright: number;
  /** Share of point decisions left to the learner. */
  readonly unsure: number;
  /** Share of the decided points that are decided as labelled. */
  readonly accuracy: number;
  readonly exactBand: number;
  readonly withinOne: number;
  /** Share of answers that get two bands more than their label, or above. */
  readonly overGraded: number;
  /** Cohen's kappa with quadratic weights. */
  readonly kappa: number;
  readonly misconceptionsFound: readonly [found: number, labelled: number];
  readonly falseMisconceptions: number;
}

export function markAll(question: Question, answers: readonly LabelledAnswer[]): Marked[] {
  const rubric = compileRubric(question);
  return answers.map((answer) => ({ answer, grade: gradeAnswer(answer.text, rubric) }));
}

export function agreementOf(marked: readonly Marked[]): Agreement {
  const decisions = marked.flatMap(({ answer, grade }) =>
    grade.points.map(({ id, verdict }) => ({ isLabelled: answer.points.includes(id), verdict })),
  );
  const count = (wanted: (one: (typeof decisions)[number]) => boolean) => decisions.filter(wanted).length;
  const called = count(({ verdict }) => verdict === "met");
  const labelled = marked.reduce((sum, { answer }) => sum + answer.points.length, 0);
  const right = count(({ verdict, isLabelled }) => verdict === "met" && isLabelled);
  const unsure = count(({ verdict }) => verdict === "unsure");
  const decided = decisions.length - unsure;
  const agreeing = count(
    ({ verdict, isLabelled }) => verdict !== "unsure" && (verdict === "met") === isLabelled,
  );
  const claims = marked.flatMap(({ answer, grade }) =>
    grade.misconceptions.map(({ id }) => answer.misconceptions.includes(id)),
  );
  const distance = ({ answer, grade }: Marked) => Math.abs(answer.band - bandOf(grade));
  const [precision, recall] = [ratio(right, called), ratio(right, labelled)];
  return {
    answers: marked.length,
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    missedOutright: labelled - right - count(({ verdict, isLabelled }) => verdict === "unsure" && isLabelled),
    unsure: ratio(unsure, decisions.length),
    accuracy: ratio(agreeing, decided),
    exactBand: ratio(marked.filter((one) => distance(one) === 0).length, marked.length),
    withinOne: ratio(marked.filter((one) => distance(one) <= 1).length, marked.length),
    overGraded: ratio(
      marked.filter(({ answer, grade }) => bandOf(grade) - answer.band >= 2).length,
      marked.length,
    ),
    kappa: weightedKappa(marked.map(({ answer, grade }) => [answer.band, bandOf(grade)])),
    misconceptionsFound: [
      claims.filter(Boolean).length,
      marked.reduce((sum, { answer }) => sum + answer.misconceptions.length, 0),
    ],
    falseMisconceptions: claims.filter((isRight) => !isRight).length,
  };
}

/** An answer that could not be graded gave its author no band; for comparison it counts as 0. */
export function bandOf(grade: Grade): number {
  return grade.state === "not-graded" ? 0 : grade.band;
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

const BANDS = [0, 1, 2, 3, 4, 5];

function weightedKappa(pairs: readonly (readonly [number, number])[]): number {
  const share = (side: 0 | 1, band: number) =>
    pairs.filter((pair) => pair[side] === band).length / pairs.length;
  const weight = (one: number, other: number) => (one - other) ** 2;
  const observed = pairs.reduce((sum, [one, other]) => sum + weight(one, other), 0) / pairs.length;
  const expected = BANDS.reduce(
    (sum, one) =>
      sum + BANDS.reduce((inner, other) => inner + weight(one, other) * share(0, one) * share(1, other), 0),
    0,
  );
  return expected === 0 ? 1 : 1 - observed / expected;
}

export function describeAgreement(name: string, agreement: Agreement): string {
  const percent = (value: number) => `${(value * 100).toFixed(0)} %`.padStart(5);
  const { answers, precision, recall, unsure, accuracy, exactBand, withinOne, kappa } = agreement;
  const [found, labelled] = agreement.misconceptionsFound;
  return [
    name.padEnd(24),
    `${answers}`.padStart(4),
    percent(precision),
    percent(recall),
    `${agreement.missedOutright}`.padStart(4),
    percent(unsure),
    percent(accuracy),
    percent(exactBand),
    percent(withinOne),
    kappa.toFixed(2),
    `${found}/${labelled}`.padStart(6),
    `${agreement.falseMisconceptions}`.padStart(4),
    percent(agreement.overGraded),
  ].join("  ");
}

export const tableHead =
  "question                 n    prec  recall miss unsure  acc   exact  ±1     QWK   misc   false  over";
