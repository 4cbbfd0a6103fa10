// Holds a rubric to its own examples: what its author wrote as right must be found, and nothing else.
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { Question } from "../../content/schema/question.ts";
import { gradeAnswer } from "./grade.ts";
import { findEvidence, mayHold } from "./matching.ts";
import { findMisconceptions } from "./misconceptions.ts";
import { readAnswer } from "./reading.ts";
import { compileRubric, type Rubric } from "./rubric.ts";

/** Share of other questions' exemplars that may meet a point: some points are rightly shared between questions. */
const MAX_FOREIGN_SHARE = 0.05;
const MIN_SENIOR_BAND = 5;
/** A junior's answer shows what is enough at that level, not everything and not a failure. */
const JUNIOR_BANDS = [2, 4] as const;

/**
 * Everything that is wrong with the patterns of one question; an empty list when it may be used.
 * @param others the other questions, whose exemplars should earn next to nothing here
 */
export function lintQuestion(question: Question, others: readonly Question[] = []): ContentProblem[] {
  const rubric = compileRubric(question);
  const faults = [
    ...exemplarFaults(rubric),
    ...misconceptionFaults(rubric),
    ...questionTextFaults(rubric),
    ...seniorFaults(rubric),
    ...juniorFaults(rubric),
    ...foreignFaults(rubric, others),
  ];
  return faults.map((fault) => ({ unit: `content/questions/${question.id}/question.yaml`, ...fault }));
}

/** Lints questions, each against all the others. @param linted those of them that are looked at; all by default */
export function lintQuestions(questions: readonly Question[], linted = questions): ContentProblem[] {
  return linted.flatMap((question) =>
    lintQuestion(
      question,
      questions.filter((other) => other !== question),
    ),
  );
}

interface Fault {
  readonly rule: string;
  readonly remedy: string;
}

function exemplarFaults(rubric: Rubric): Fault[] {
  return rubric.points.flatMap((point) =>
    point.exemplars.flatMap((exemplar) => {
      const claims = findMisconceptions(readAnswer(exemplar, rubric.question.side), rubric);
      const faults: Fault[] = claims.map(({ misconception }) => ({
        rule: "An exemplar of a point triggers no misconception.",
        remedy: `"${exemplar}" (${point.id}) is taken for "${misconception.id}". Narrow the misconception's patterns.`,
      }));
      if (!meets(rubric, point, exemplar)) {
        const remedy = `"${exemplar}" does not meet "${point.id}". Add the words it uses to the match groups.`;
        faults.push({ rule: "Every exemplar meets its own point.", remedy });
      }
      return faults;
    }),
  );
}

function misconceptionFaults(rubric: Rubric): Fault[] {
  return rubric.misconceptions.flatMap(({ id, exemplars }) =>
    exemplars
      .filter(
        (text) =>
          !findMisconceptions(readAnswer(text, rubric.question.side), rubric).some(
            (claim) => claim.misconception.id === id,
          ),
      )
      .map((text) => ({
        rule: "Every exemplar of a misconception is found.",
        remedy: `"${text}" is not taken for "${id}". Add the words it uses to the match groups.`,
      })),
  );
}

function questionTextFaults(rubric: Rubric): Fault[] {
  // As a statement: what is only asked proves nothing anyhow.
  const stated = rubric.question.question.replaceAll("?", ".");
  return rubric.points
    .filter((point) => meets(rubric, point, stated))
    .map(({ id }) => ({
      rule: "The question's own text earns nothing.",
      remedy: `It meets "${id}". Ask for words that the question does not contain.`,
    }));
}

function seniorFaults(rubric: Rubric): Fault[] {
  const { band, points, misconceptions } = gradeAnswer(rubric.question.modelAnswers.senior, rubric);
  const open = points.filter(({ verdict }) => verdict !== "met").map(({ id }) => id);
  const found = misconceptions.map(({ id }) => id);
  if (band >= MIN_SENIOR_BAND && open.length === 0) return [];
  return [
    {
      rule: "The senior's model answer meets every point and holds no misconception.",
      remedy: `It gets band ${band}; not met: ${listOf(open)}; misconceptions: ${listOf(found)}.`,
    },
  ];
}

function juniorFaults(rubric: Rubric): Fault[] {
  const { band, points, misconceptions } = gradeAnswer(rubric.question.modelAnswers.junior, rubric);
  const open = points.filter(({ core, verdict }) => core && verdict !== "met").map(({ id }) => id);
  const found = misconceptions.map(({ id }) => id);
  const [lowest, highest] = JUNIOR_BANDS;
  if (band >= lowest && band <= highest && open.length === 0 && found.length === 0) return [];
  return [
    {
      rule: `The junior's model answer meets every core point and gets band ${lowest} to ${highest}.`,
      remedy: `It gets band ${band}; core points not met: ${listOf(open)}; misconceptions: ${listOf(found)}.`,
    },
  ];
}

function listOf(ids: readonly string[]): string {
  return ids.join(", ") || "none";
}

function foreignFaults(rubric: Rubric, others: readonly Question[]): Fault[] {
  const readings = others.flatMap(readExemplars);
  if (readings.length === 0) return [];
  const met = rubric.points.flatMap((point) =>
    readings
      .filter(({ reading }) => point.entries.some((entry) => isMet(reading, entry, rubric)))
      .map(({ text }) => `"${text}" (${point.id})`),
  );
  const share = met.length / (readings.length * rubric.points.length);
  if (share <= MAX_FOREIGN_SHARE) return [];
  return [
    {
      rule: `Other questions' exemplars meet at most ${MAX_FOREIGN_SHARE * 100} % of the points.`,
      remedy: `${(share * 100).toFixed(1)} % do, for example ${met.slice(0, 3).join(", ")}. Narrow the patterns.`,
    },
  ];
}

/** Of each point: enough to tell a share over hundreds of points. */
const EXEMPLARS_HELD = 2;

/** Each question is read once, though it is held against all others. */
const exemplarsRead = new WeakMap<Question, readonly ReadExemplar[]>();

interface ReadExemplar {
  readonly text: string;
  readonly reading: ReturnType<typeof readAnswer>;
}

function readExemplars(question: Question): readonly ReadExemplar[] {
  const known = exemplarsRead.get(question);
  if (known !== undefined) return known;
  const texts = question.points.flatMap(({ exemplars }) => exemplars.slice(0, EXEMPLARS_HELD));
  const read = texts.map((text) => ({ text, reading: readAnswer(text) }));
  exemplarsRead.set(question, read);
  return read;
}

function meets(rubric: Rubric, point: Rubric["points"][number], text: string): boolean {
  const reading = readAnswer(text, rubric.question.side);
  return point.entries.some((entry) => isMet(reading, entry, rubric));
}

function isMet(
  reading: ReturnType<typeof readAnswer>,
  entry: Rubric["points"][number]["entries"][number],
  rubric: Rubric,
) {
  if (!entry.every((group) => mayHold(reading, group))) return false;
  return findEvidence(reading, entry, rubric.questionStems)?.isComplete === true;
}
