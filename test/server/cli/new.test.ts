// `new`: what it makes passes its schema under a place of its own, and it writes over nothing.
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readLabs } from "../../../server/catalog/labs.ts";
import { readLessons } from "../../../server/catalog/lessons.ts";
import { readQuestions } from "../../../server/catalog/questions.ts";
import { UsageError } from "../../../server/cli/arguments.ts";
import { newUnit } from "../../../server/cli/new.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-new-"));
  cpSync(fileURLToPath(new URL("../../../content", import.meta.url)), join(root, "content"), {
    recursive: true,
  });
  vi.spyOn(console, "log").mockImplementation(() => {});
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
  [["song", "a-late-refund"], "new takes one of lesson, lab, question"],
  [["lab"], 'lower-case words joined by "-"'],
  [["lab", "../elsewhere"], 'lower-case words joined by "-"'],
  [["lab", "the-race"], "exists already"],
  [["lab", "a-late-refund", "--like", "nothing"], "is no lab to begin from"],
])("%j is refused", async (args, why) => {
  await expect(newUnit(args, root)).rejects.toThrow(UsageError);
  await expect(newUnit(args, root)).rejects.toThrow(why);
});

const problems = () => [
  ...readLessons(root).problems,
  ...readLabs(root).problems,
  ...readQuestions(root).problems,
];
