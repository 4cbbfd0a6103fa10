// `new`: what it makes passes its schema under a place of its own, and it writes over nothing.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { readLabs } from "../../../server/catalog/labs.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import { readAnswers, readQuestions } from "../../../server/catalog/questions.ts";
import { UsageError } from "../../../server/cli/arguments.ts";
import { newUnit } from "../../../server/cli/new.ts";

let root: string;
let log: MockInstance;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-new-"));
  cpSync(fileURLToPath(new URL("../../../content", import.meta.url)), join(root, "content"), {
    recursive: true,
  });
  log = vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

test.each([
  ["lesson", "lessons/a-late-refund/lesson.yaml"],
  ["lab", "labs/a-late-refund/lab.yaml"],
  ["question", "questions/a-late-refund/question.yaml"],
])("a new %s passes its schema", async (kind, file) => {
  const before = problems();
  expect(await newUnit([kind, "a-late-refund"], root)).toBe(0);
  expect(problems()).toEqual(before);
  expect(readFileSync(join(root, "content", file), "utf8")).toMatch(/^id: a-late-refund$/m);
});

test("it begins from another unit when it is asked to", async () => {
  await newUnit(["lab", "a-late-refund", "--like", "no-verification"], root);
  const made = readLabs(root).units.at(-1);
  expect(made?.lab).toMatchObject({ id: "a-late-refund", title: "A late refund", weak: "trusting" });
});

test.each([
  ["lesson", "lesson.mdx"],
  ["lab", "handlers/"],
  ["question", "answers.jsonl first"],
])("it says what of a new %s there is to write", async (kind, what) => {
  await newUnit([kind, "a-late-refund"], root);
  expect(log.mock.calls.join()).toContain(what);
  expect(log.mock.calls.join()).toContain("content a-late-refund");
});

test("a question without --like is of the usual length", async () => {
  await newUnit(["question", "a-late-refund"], root);
  const yaml = readFileSync(join(root, "content/questions/a-late-refund/question.yaml"), "utf8");
  expect(yaml.split("\n").length).toBeLessThan(400);
});

test("of a question's answers only those of the first round come along", async () => {
  await newUnit(["question", "a-late-refund", "--like", "what-is-a-webhook"], root);
  const rounds = (id: string) => new Set(readAnswers(root, id).map(({ round }) => round));
  expect(rounds("what-is-a-webhook").size).toBeGreaterThan(1);
  expect([...rounds("a-late-refund")]).toEqual([1]);
  expect(readAnswers(root, "a-late-refund").length).toBeGreaterThanOrEqual(12);
});

test("a text that is folded over several lines is replaced as a whole", async () => {
  const path = join(root, "content/questions/replay-attacks/question.yaml");
  const folded = "question: >-\n  A request is sent\n\n  again. What now?\n\nwhy: >-";
  writeFileSync(path, readFileSync(path, "utf8").replace(/^question: .*\nwhy: >-/m, folded));
  expect(readFileSync(path, "utf8")).toContain(folded);
  await newUnit(["question", "a-late-refund"], root);
  const made = readQuestions(root).questions.at(-1);
  const why = readQuestions(root).questions.find(({ id }) => id === "replay-attacks")?.why;
  expect(made).toMatchObject({ question: "A late refund, and why?", why });
});

test.each([
  [["song", "a-late-refund"], "new takes one of lesson, lab, question"],
  [["lab"], 'lower-case words joined by "-"'],
  [["lab", "../elsewhere"], 'lower-case words joined by "-"'],
  [["lab", "the-race"], "exists already"],
  [["lab", "a-late-refund", "the-race"], "npm run new lab a-late-refund -- --like the-race"],
  [["lab", "a-late-refund", "--like", "nothing"], "is no lab to begin from"],
])("%j is refused", async (args, why) => {
  await expect(newUnit(args, root)).rejects.toThrow(UsageError);
  await expect(newUnit(args, root)).rejects.toThrow(why);
});

test("an option that npm kept for itself is not lost in silence", async () => {
  const env = { npm_config_like: "no-dedupe" };
  await expect(newUnit(["lab", "a-late-refund"], root, env)).rejects.toThrow("-- --like no-dedupe");
  expect(await newUnit(["lab", "a-late-refund", "--like", "no-dedupe"], root, env)).toBe(0);
});

const problems = () => [
  ...readLessons(root).problems,
  ...readLabs(root).problems,
  ...readQuestions(root).problems,
];
