// The grade command: one JSON document, the exit codes, and errors that say what to do.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Grade } from "../../../server/contract/interview.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const answer = "The provider can send the same event twice, so I store the event id under a unique key.";

function run(args: string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "server", "main.ts"), "grade", ...args],
    {
      input,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

test("grades what comes in on standard input, as exactly one JSON document", () => {
  const { status, stdout } = run(["idempotent-handlers", "--json"], answer);
  const grade = Grade.parse(JSON.parse(stdout));
  expect(status).toBe(0);
  expect(grade.question).toBe("idempotent-handlers");
  const met = grade.points.filter(({ verdict }) => verdict === "met");
  expect(met.map(({ id }) => id)).toEqual(["at-least-once", "unique-key"]);
  expect(met.map(({ span }) => span && answer.slice(...span))[1]).toBe(
    "I store the event id under a unique key",
  );
});

test("grades a file, readable for people", () => {
  const folder = mkdtempSync(join(tmpdir(), "answer-"));
  writeFileSync(join(folder, "answer.txt"), answer);
  const { status, stdout } = run(["idempotent-handlers", "--answer", join(folder, "answer.txt")]);
  rmSync(folder, { recursive: true });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Band \d/);
  expect(stdout).toContain("✓ Record the event id under a unique constraint");
});

test("says what to do when nothing can be graded", () => {
  const { status, stdout } = run(["idempotent-handlers"], "");
  expect(status).toBe(0);
  expect(stdout).toContain("Not graded. There is nothing here to grade yet.");
});

test("names the questions when one is unknown, with exit code 2 and nothing on stdout", () => {
  const { status, stdout, stderr } = run(["no-such-question", "--json"], answer);
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain('There is no question "no-such-question"');
  expect(stderr).toContain("guarantee-delivery");
});

test("refuses a file that cannot be read, an answer that is too long, and no question", () => {
  expect(run(["idempotent-handlers", "--answer", "/nowhere/answer.txt"])).toMatchObject({
    status: 2,
    stdout: "",
  });
  expect(run(["idempotent-handlers"], "a ".repeat(2_001)).stderr).toContain("at most 4000 are graded");
  expect(run([]).status).toBe(2);
});
