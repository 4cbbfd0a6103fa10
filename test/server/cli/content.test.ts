// The command `content`: one JSON document or a report for people, and an exit code that scripts can trust.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { UsageError } from "../../../server/cli/arguments.ts";
import { content, describeReport } from "../../../server/cli/content.ts";
import { isWhole, testInWhole } from "../../parts.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const log = vi.spyOn(console, "log").mockImplementation(() => {});
const printed = () => log.mock.calls.flat().join("\n");
afterEach(() => log.mockClear());

testInWhole("prints exactly one JSON document with counts, sections and problems", async () => {
  const code = await content(["--json", "--shape"], root);
  const report = JSON.parse(printed());
  expect(Object.keys(report).sort()).toEqual(
    ["lessons", "sections", "labs", "questions", "designs", "solutions", "defects", "problems"].sort(),
  );
  expect(report).toMatchObject({
    questions: readdirSync(join(root, "content", "questions")).length,
    problems: [],
  });
  expect(code).toBe(0);
});

test("names unit, rule and remedy of what is wrong, and exits with 1", async () => {
  const broken = mkdtempSync(join(tmpdir(), "hookproof-content-"));
  mkdirSync(join(broken, "content/lessons/half"), { recursive: true });
  writeFileSync(join(broken, "content/lessons/half/lesson.yaml"), "id: half\n");
  expect(await content([], broken)).toBe(1);
  rmSync(broken, { recursive: true });
  expect(printed()).toContain(
    "content/lessons/half\n  A lesson has lesson.yaml and lesson.mdx.\n  → Add lesson.mdx.",
  );
});

test("proves the units that are named", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const unit = isWhole ? "the-burst" : "https-only";
  expect(await content([unit], root)).toBe(0);
  expect(error.mock.calls.flat().join()).toContain(`${unit}: proved`);
  error.mockRestore();
});

test("refuses a name that no unit has, and says which one may be meant", async () => {
  for (const options of [[], ["--shape"]])
    await expect(content(["nowhere", ...options], root)).rejects.toThrow(
      'no lesson, lab, design or question "nowhere". The names are those of the folders',
    );
  await expect(content(["the-rase"], root)).rejects.toThrow("Did you mean the-race?");
});

describe("of the units that are named", () => {
  let some: string;
  beforeEach(() => {
    some = mkdtempSync(join(tmpdir(), "hookproof-content-"));
    for (const path of ["questions/replay-attacks", "questions/rotate-secrets", "scenarios", "interviews"])
      cpSync(join(root, "content", path), join(some, "content", path), { recursive: true });
    cpSync(join(root, "content/dictionary.txt"), join(some, "content/dictionary.txt"));
  });
  afterEach(() => rmSync(some, { recursive: true }));
  const change = (id: string, from: string | RegExp, to: string) => {
    const path = join(some, "content/questions", id, "question.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  };

  test("only their faults are told", async () => {
    change("rotate-secrets", /^level: .*$/m, "level: none");
    expect(await content(["--shape", "replay-attacks"], some)).toBe(0);
    expect(printed()).toMatch(/Everything holds in replay-attacks\.$/);
    expect(await content(["--shape", "rotate-secrets"], some)).toBe(1);
    expect(await content(["--shape"], some)).toBe(1);
  });

  test("a question is held to its own examples, and there is no code of it to run", async () => {
    change("replay-attacks", /(exemplars:\n\s+- ).*/, "$1Bananas are yellow and rather sweet.");
    expect(await content(["replay-attacks"], some)).toBe(1);
    expect(printed()).toContain("Every exemplar meets its own point.");
  });

  test("a copied question that nobody has reworded is told", async () => {
    cpSync(join(some, "content/questions/replay-attacks"), join(some, "content/questions/mine"), {
      recursive: true,
    });
    change("mine", /^id: .*$/m, "id: mine");
    change("mine", /^number: .*$/m, "number: 999");
    expect(await content(["--shape", "mine"], some)).toBe(1);
    expect(printed()).toContain("`question` is still the one of replay-attacks: write your own.");
    expect(printed()).toContain("`why` is still the one of replay-attacks: write your own.");
  });
});

test("says that everything holds when it does", () => {
  const none = {
    lessons: 1,
    sections: [1],
    labs: 0,
    questions: 0,
    designs: 0,
    solutions: 0,
    defects: 0,
    problems: [],
  };
  expect(describeReport(none)).toMatch(/Everything holds\.$/);
});

test("takes no options that it does not know", async () => {
  await expect(content(["--jsn"], root)).rejects.toThrow(UsageError);
});
