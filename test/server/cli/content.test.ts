// The command `content`: one JSON document or a report for people, and an exit code that scripts can trust.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { UsageError } from "../../../server/cli/arguments.ts";
import { content, describeReport } from "../../../server/cli/content.ts";
import { isWhole, testInWhole } from "../../parts.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const log = vi.spyOn(console, "log").mockImplementation(() => {});
const printed = () => log.mock.calls.flat().join("\n");
afterEach(() => log.mockClear());

testInWhole(
  "prints exactly one JSON document with counts, sections and problems",
  async () => {
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
  },
  60_000,
);

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

test("proves the units that are named, and refuses a name that none has", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const unit = isWhole ? "the-burst" : "https-only";
  expect(await content([unit], root)).toBe(0);
  expect(error.mock.calls.flat().join()).toContain(`${unit}: proved`);
  error.mockRestore();
  await expect(content(["nowhere"], root)).rejects.toThrow('no lesson, lab or design "nowhere"');
}, 60_000);

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
