// A question with a fault is named with its unit, the rule, and what to do.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readAnswers, readQuestions } from "../../../server/catalog/questions.ts";

const ours = join(import.meta.dirname, "..", "..", "..");
const id = "server-down";
let root: string;
const at = (...parts: string[]) => join(root, "content", "questions", id, ...parts);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "questions-"));
  mkdirSync(join(root, "content", "questions"), { recursive: true });
  cpSync(join(ours, "content", "questions", id), at(), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const change = (file: string, edit: (text: string) => string) =>
  writeFileSync(at(file), edit(readFileSync(at(file), "utf8")));

test("a sound question is read with its answers", () => {
  const { questions, problems } = readQuestions(root);
  expect(questions.map((question) => question.id)).toEqual([id]);
  expect(problems).toEqual([]);
  expect(readAnswers(root, id).length).toBeGreaterThanOrEqual(12);
});

test("a misspelt field is named with its place, and the question is not used", () => {
  change("question.yaml", (text) => text.replace("    weight: 1\n", "    wieght: 1\n"));
  const { questions, problems } = readQuestions(root);
  expect(questions).toEqual([]);
  expect(problems.map(({ unit }) => unit)).toContain(`content/questions/${id}/question.yaml`);
  expect(problems.map(({ rule }) => rule).join()).toContain("points.0");
});

test("a misconception that contradicts nothing known is named", () => {
  change("question.yaml", (text) => text.replace("contradicts: [loss]", "contradicts: [lost]"));
  expect(readQuestions(root).problems[0]?.remedy).toBe(
    'A misconception contradicts "lost", which is no point.',
  );
});

test("unreadable YAML is told with its line", () => {
  change("question.yaml", (text) => `${text}\n  : [`);
  expect(readQuestions(root).problems[0]).toMatchObject({ rule: "It is YAML that can be read." });
});

test("a label that the rubric does not have is named with its line", () => {
  change("answers.jsonl", (text) => text.replace('"provider-retries"', '"provider-tries"'));
  expect(readQuestions(root).problems).toEqual([
    {
      unit: `content/questions/${id}/answers.jsonl:1`,
      rule: "Each line is a labelled answer.",
      remedy: 'The rubric has no "provider-tries".',
    },
  ]);
});

test("too few answers are a problem", () => {
  change("answers.jsonl", (text) => text.split("\n").slice(0, 3).join("\n"));
  expect(readQuestions(root).problems[0]?.rule).toBe("A question has at least 12 labelled answers.");
});

test("a folder of another name is a problem", () => {
  cpSync(at(), join(root, "content", "questions", "other-name"), { recursive: true });
  expect(readQuestions(root).problems.map(({ remedy }) => remedy)).toContain(
    'Call it "other-name", or rename the folder.',
  );
});

test("a folder without a question is a problem", () => {
  rmSync(at("question.yaml"));
  expect(readQuestions(root).problems[0]?.remedy).toBe("Add question.yaml.");
});
