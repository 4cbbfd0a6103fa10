// `grade`: grades an interview answer in the shell, with the same engine and evidence as the page.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { readQuestions } from "../catalog/questions.ts";
import { type Grade, MAX_ANSWER_CHARACTERS } from "../contract/interview.ts";
import { createQuestionBank } from "../interview/question-bank.ts";
import { readOptions, UsageError } from "./arguments.ts";

const options = {
  answer: { type: "string", default: "-" },
  json: { type: "boolean", default: false },
} as const;

/**
 * Reads the answer from a file or, by default, from standard input.
 * @returns 0 when it was looked at, whatever the grade
 * @throws UsageError for an unknown question, an unreadable file, or an answer that is too long
 */
export async function grade(args: readonly string[], root: string): Promise<number> {
  const { values, positionals } = readOptions(args, options);
  const bank = createQuestionBank(readQuestions(root).questions);
  const ids = bank.list().map(({ id }) => id);
  const [questionId, ...extra] = positionals;
  if (questionId === undefined || extra.length > 0) {
    throw new UsageError(`grade takes one question.\nQuestions: ${ids.join(", ")}`);
  }
  if (!ids.includes(questionId)) {
    throw new UsageError(`There is no question "${questionId}".\nQuestions: ${ids.join(", ")}`);
  }
  const answer = await readAnswer(values.answer);
  const reply = bank.grade(questionId, answer);
  if (reply === null) throw new Error(`The bank lists "${questionId}" but does not grade it.`);
  console.log(values.json ? JSON.stringify(reply.grade) : describeGrade(reply.grade, answer));
  return 0;
}

async function readAnswer(source: string): Promise<string> {
  const answer = source === "-" ? await text(process.stdin) : readAnswerFile(source);
  if (answer.length <= MAX_ANSWER_CHARACTERS) return answer;
  throw new UsageError(
    `The answer has ${answer.length} characters; at most ${MAX_ANSWER_CHARACTERS} are graded. Shorten it.`,
  );
}

function readAnswerFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The answer could not be read (${reason}). Name a file, or "-" for standard input.`);
  }
}

const marks = { met: "✓", unsure: "?", missed: "–", contradicted: "✕" } as const;

/** The grade as a person reads it: the band first, then each point with its reason. */
export function describeGrade(grade: Grade, answer: string): string {
  if (grade.state === "not-graded") return `Not graded. ${grade.gateMessage ?? ""}`;
  const [lowest, highest] = grade.bandRange;
  return [
    lowest === highest ? `Band ${lowest} of 5` : `Band ${lowest} to ${highest} of 5`,
    ...grade.points.map(
      ({ verdict, statement, explanation }) => `\n${marks[verdict]} ${statement}\n  ${explanation}`,
    ),
    ...grade.misconceptions.map(
      ({ statement, explanation, span }) =>
        `\n✕ Misconception, costs a band: ${statement}\n  You said “${answer.slice(...span)}”. ${explanation}`,
    ),
    ...(grade.followUp === undefined ? [] : [`\nFollow-up: ${grade.followUp}`]),
  ].join("\n");
}
