// The roles of the mock interview are read, and a faulty one is named with its place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readInterviewRoles } from "../../../server/catalog/interview-roles.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "roles-"));
  mkdirSync(join(root, "content", "interviews"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));
const write = (text: string) => writeFileSync(join(root, "content/interviews/roles.yaml"), text);

test("ours are five, without a problem", () => {
  const { roles, problems } = readInterviewRoles(join(import.meta.dirname, "..", "..", ".."));
  expect(problems).toEqual([]);
  expect(roles.map(({ id }) => id)).toEqual(["junior", "backend", "payments", "platform", "security"]);
});

test.each([
  ["- id: x\n  : [", /YAML/],
  [
    "- { id: dev, title: Developer, summary: Whoever writes what others run., levels: [mid], topics: { cooking: 1 } }",
    /0\.topics/,
  ],
  ["[]", /as a whole/],
])("a fault in %j is named", (text, rule) => {
  write(text);
  const { roles, problems } = readInterviewRoles(root);
  expect(roles).toEqual([]);
  expect(problems[0]?.unit).toBe("content/interviews/roles.yaml");
  expect(problems[0]?.rule).toMatch(rule);
});
