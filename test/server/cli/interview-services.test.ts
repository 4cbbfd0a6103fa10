// While somebody writes questions, the server asks those that there are now, and says what is wrong with the others.
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ContentProblem } from "../../../content/schema/problem.ts";
import { createFollow } from "../../../server/catalog/follow.ts";
import { createInterviewServices } from "../../../server/cli/interview-services.ts";
import { openProgressStore, type ProgressStore } from "../../../server/progress/store.ts";

const ours = join(import.meta.dirname, "../../..");
let root: string;
let progress: ProgressStore;
let told: ContentProblem[];
let writes = 0;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-interview-"));
  for (const path of ["questions/replay-attacks", "questions/rotate-secrets", "interviews"])
    cpSync(join(ours, "content", path), join(root, "content", path), { recursive: true });
  progress = openProgressStore(join(root, "data"));
  told = [];
});
afterEach(() => {
  progress.close();
  rmSync(root, { recursive: true });
});

const open = (isWritten: boolean) =>
  createInterviewServices({
    ...{ root, progress, graderEndpoint: null, follow: createFollow(root, isWritten) },
    onFaults: (problems) => void told.push(...problems),
  });

function change(from: string | RegExp, to: string) {
  const path = join(root, "content/questions/replay-attacks/question.yaml");
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  // Two writes may fall into one tick of the file system's clock.
  writes += 1;
  utimesSync(path, writes, writes);
}

const anew = "question: What is sent twice, and what of it?";

test("an edited question is listed as it is now, graded by its new rubric, and told when it has a fault", () => {
  const { questions } = open(true);
  questions.list();
  change(/^question: .*$/m, anew);
  expect(questions.list().map(({ question }) => `question: ${question}`)).toContain(anew);
  expect(questions.grade("replay-attacks", "I do not know that.", {})).not.toBeNull();
  expect(told).toEqual([]);
  change(/^level: .*$/m, "level: none");
  expect(questions.list().map(({ id }) => id)).toEqual(["rotate-secrets"]);
  expect(told.map(({ rule }) => rule)).toEqual(["It fits the schema of a question: level."]);
});

test("a new question is asked, and one that is removed is not", () => {
  const { questions } = open(true);
  const folder = join(root, "content/questions");
  const ids = () => questions.list().map(({ id }) => id);
  cpSync(join(ours, "content/questions/trust-the-id"), join(folder, "trust-the-id"), { recursive: true });
  expect(ids()).toContain("trust-the-id");
  rmSync(join(folder, "rotate-secrets"), { recursive: true });
  expect(ids()).not.toContain("rotate-secrets");
});

test("a server that only serves keeps the questions that it began with", () => {
  const { questions, readNow } = open(false);
  readNow();
  change(/^question: .*$/m, anew);
  expect(questions.list().map(({ question }) => `question: ${question}`)).not.toContain(anew);
});
