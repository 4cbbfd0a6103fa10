// Reads every interview question of content/, and says what is wrong with it: unit, rule and remedy.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { LabelledAnswer, Question } from "../../content/schema/question.ts";
import { parseYaml } from "../../content/schema/yaml.ts";

export interface ReadQuestions {
  /** In the order of their numbers; only those that can be used. */
  readonly questions: readonly Question[];
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root, where `content/` lies. */
export function readQuestions(root: string): ReadQuestions {
  const folders = globSync("content/questions/*/", { cwd: root }).map((folder) => folder.replace(/\/$/, ""));
  const read = folders.sort().map((folder) => readQuestion(root, folder));
  const questions = read.flatMap(({ question }) => (question === null ? [] : [question]));
  return {
    questions: questions.sort((one, other) => one.number - other.number),
    problems: [...read.flatMap(({ problems }) => problems), ...numberProblems(questions)],
  };
}

/** The labelled answers of a question that `readQuestions` found without problems. */
export function readAnswers(root: string, questionId: string): LabelledAnswer[] {
  const path = join(root, "content", "questions", questionId, "answers.jsonl");
  return linesOf(path).map(({ text }) => LabelledAnswer.parse(JSON.parse(text)));
}

function readQuestion(
  root: string,
  folder: string,
): { question: Question | null; problems: ContentProblem[] } {
  const unit = `${folder}/question.yaml`;
  if (!existsSync(join(root, unit))) {
    return broken({
      unit: folder,
      rule: "A question has question.yaml and answers.jsonl.",
      remedy: "Add question.yaml.",
    });
  }
  const data = readYaml(join(root, unit));
  if ("fault" in data) return broken({ unit, rule: "It is YAML that can be read.", remedy: data.fault });
  const parsed = Question.safeParse(data.value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({
      unit,
      rule: `It fits the schema of a question: ${path.join(".") || "as a whole"}.`,
      remedy: message,
    }));
    return { question: null, problems };
  }
  const question = parsed.data;
  const problems = answerProblems(root, folder, question);
  if (question.id !== basename(folder)) {
    const remedy = `Call it "${basename(folder)}", or rename the folder.`;
    problems.push({ unit, rule: "The id is the folder's name.", remedy });
  }
  return { question, problems };
}

const MIN_ANSWERS = 12;

function answerProblems(root: string, folder: string, question: Question): ContentProblem[] {
  const unit = `${folder}/answers.jsonl`;
  const lines = existsSync(join(root, unit)) ? linesOf(join(root, unit)) : [];
  const problems = lines.flatMap(({ text, number }) => {
    const fault = findAnswerFault(text, question);
    return fault === null
      ? []
      : [{ unit: `${unit}:${number}`, rule: "Each line is a labelled answer.", remedy: fault }];
  });
  if (lines.length >= MIN_ANSWERS) return problems;
  const remedy = `It has ${lines.length}. Write more, in other voices and levels, and attacks.`;
  return [...problems, { unit, rule: `A question has at least ${MIN_ANSWERS} labelled answers.`, remedy }];
}

function findAnswerFault(line: string, { points, misconceptions }: Question): string | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const parsed = LabelledAnswer.safeParse(value);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(" ");
  const unknown = [
    ...parsed.data.points.filter((label) => !points.some(({ id }) => id === label)),
    ...parsed.data.misconceptions.filter((label) => !misconceptions.some(({ id }) => id === label)),
  ];
  return unknown.length === 0 ? null : `The rubric has no ${unknown.map((id) => `"${id}"`).join(", ")}.`;
}

function numberProblems(questions: readonly Question[]): ContentProblem[] {
  return questions
    .filter(({ number, id }) => questions.some((other) => other.number === number && other.id < id))
    .map(({ id, number }) => ({
      unit: `content/questions/${id}/question.yaml`,
      rule: "Every question has its own number.",
      remedy: `${number} is taken. Choose another one.`,
    }));
}

function linesOf(path: string): { text: string; number: number }[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .map((text, index) => ({ text, number: index + 1 }))
    .filter(({ text }) => text.trim() !== "");
}

function readYaml(path: string): { value: unknown } | { fault: string } {
  try {
    return { value: parseYaml(readFileSync(path, "utf8")) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function broken(problem: ContentProblem) {
  return { question: null, problems: [problem] };
}
