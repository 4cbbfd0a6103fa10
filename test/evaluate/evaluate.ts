// `npm run evaluate`: how well the grader agrees with people, per question and pooled, with 95 % intervals.
// Quality is told by the newest round only: its answers were written when the rubrics were frozen.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readAnswers, readQuestions } from "../../server/catalog/questions.ts";
import { gradeAnswer } from "../../server/interview/grade.ts";
import { compileRubric } from "../../server/interview/rubric.ts";
import { createRandom } from "../../server/simulation/random.ts";
import {
  type Agreement,
  agreementOf,
  describeAgreement,
  type Marked,
  markAll,
  tableHead,
} from "../content/evaluation.ts";

const root = join(import.meta.dirname, "..", "..");
const RESAMPLES = 1_000;
const { values } = parseArgs({ options: { round: { type: "string" } } });
const { questions } = readQuestions(root);

const all = questions.map((question) => ({
  question,
  marked: markAll(question, readAnswers(root, question.id)),
}));
const newest = Math.max(...all.flatMap(({ marked }) => marked.map(({ answer }) => answer.round)));
const round = values.round === undefined ? newest : Number(values.round);
const rows = all
  .map(({ question, marked }) => ({
    question,
    marked: marked.filter(({ answer }) => answer.round === round),
  }))
  .filter(({ marked }) => marked.length > 0);
if (rows.length === 0) {
  console.error(`No answer belongs to round ${values.round}. There are rounds 1 to ${newest}.`);
  process.exit(2);
}

const pooled = rows.flatMap(({ marked }) => marked);
console.log(
  `Round ${round}${round === newest ? ", the newest" : ""}: ${pooled.length} answers to ${rows.length} questions.\n`,
);
console.log(tableHead);
for (const { question, marked } of rows) console.log(describeAgreement(question.id, agreementOf(marked)));
console.log(describeAgreement("natural", agreementOf(ofKind(pooled, "natural"))));
console.log(describeAgreement("attacks", agreementOf(ofKind(pooled, "attack"))));
console.log(describeAgreement("pooled", agreementOf(pooled)));

/** What a release demands of answers that the rubrics' authors had not seen. */
const floors: readonly Floor[] = [
  { name: "precision of points", kind: "natural", of: ({ precision }) => precision, least: 0.93 },
  { name: "recall of points", kind: "natural", of: ({ recall }) => recall, least: 0.82 },
  { name: "F1 of points", kind: "natural", of: ({ f1 }) => f1, least: 0.87 },
  { name: "quadratic weighted kappa", kind: "all", of: ({ kappa }) => kappa, least: 0.72 },
  { name: "within one band", kind: "all", of: ({ withinOne }) => withinOne, least: 0.9 },
  { name: "exact band", kind: "all", of: ({ exactBand }) => exactBand },
  {
    name: "attacks over-graded by two bands",
    kind: "attack",
    of: ({ overGraded }) => overGraded,
    most: 0.08,
  },
  { name: "unsure points", kind: "natural", of: ({ unsure }) => unsure, most: 0.25 },
];

interface Floor {
  readonly name: string;
  readonly kind: "natural" | "attack" | "all";
  readonly least?: number;
  readonly most?: number;
  of(agreement: Agreement): number;
}

console.log("\nfigure                              value   95 % interval      floor");
let isBelow = false;
for (const { name, kind, of, least, most } of floors) {
  const answers = kind === "all" ? pooled : ofKind(pooled, kind);
  const value = of(agreementOf(answers));
  const holds = (least === undefined || value >= least) && (most === undefined || value <= most);
  isBelow ||= !holds;
  const floor = least === undefined ? (most === undefined ? "" : `<= ${most}`) : `>= ${least}`;
  const interval = bootstrap(answers, of).map((edge) => edge.toFixed(3));
  console.log(
    `${name.padEnd(34)}  ${value.toFixed(3)}   ${interval.join(" to ")}   ${floor}${holds ? "" : "   BROKEN"}`,
  );
}
const ms = millisecondsAnAnswer();
isBelow ||= ms > 2;
console.log(
  `${"an answer, milliseconds".padEnd(34)}  ${ms.toFixed(3)}                      <= 2${ms > 2 ? "   BROKEN" : ""}`,
);
process.exitCode = isBelow ? 1 : 0;

function ofKind(marked: readonly Marked[], kind: "natural" | "attack"): Marked[] {
  return marked.filter(({ answer }) => answer.kind === kind);
}

/** The middle 95 % of the figure over answers drawn anew, with a fixed seed. */
function bootstrap(marked: readonly Marked[], of: Floor["of"]): [number, number] {
  const random = createRandom(1);
  const figures = Array.from({ length: RESAMPLES }, () => {
    const drawn = marked.flatMap(() => marked[random.below(marked.length)] ?? []);
    return of(agreementOf(drawn));
  }).sort((one, other) => one - other);
  const at = (share: number) => figures[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}

/** Warm: each answer of the round is graded once before the clock starts. */
function millisecondsAnAnswer(): number {
  const work = rows.map(({ question, marked }) => ({ rubric: compileRubric(question), marked }));
  const gradeAll = () => {
    for (const { rubric, marked } of work) for (const { answer } of marked) gradeAnswer(answer.text, rubric);
  };
  gradeAll();
  const startedAt = performance.now();
  gradeAll();
  return (performance.now() - startedAt) / pooled.length;
}
