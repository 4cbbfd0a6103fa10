// Spelling: what readers see is checked, and names, code and patterns are left alone.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findSpellingFaults } from "../../../server/catalog/spelling.ts";

function faultsOf(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), "hookproof-spelling-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, "content", path)), { recursive: true });
    writeFileSync(join(root, "content", path), text);
  }
  const faults = findSpellingFaults(root).map(({ unit, remedy }) => `${unit}: ${remedy.split(".")[0]}`);
  rmSync(root, { recursive: true });
  return faults;
}

test("a misspelt word is told with its unit, in prose and in data", () => {
  expect(
    faultsOf({
      "lessons/one/lesson.mdx": "The reciever answers.\n\n<Step>A hidden mistkae.</Step>\n",
      "labs/two/lab.yaml": "title: A right title\nhints:\n  - Look at the ansewr.\nstory: [It was lte.]\n",
    }),
  ).toEqual([
    'content/labs/two/lab.yaml: "ansewr" is in none',
    'content/labs/two/lab.yaml: "lte" is in none',
    'content/lessons/one/lesson.mdx: "reciever" is in none',
    'content/lessons/one/lesson.mdx: "mistkae" is in none',
  ]);
});

test("the best guess is told with it", () => {
  const root = mkdtempSync(join(tmpdir(), "hookproof-spelling-"));
  mkdirSync(join(root, "content/labs/a"), { recursive: true });
  writeFileSync(join(root, "content/labs/a/lab.yaml"), "title: They recieve it\n");
  expect(findSpellingFaults(root)[0]?.remedy).toContain('Did you mean "receive"?');
  rmSync(root, { recursive: true });
});

test("code, names, addresses, ids and patterns are nobody's prose", () => {
  expect(
    faultsOf({
      "labs/one/lab.yaml":
        "id: qwrtz\ntitle: Call `isGenuine` or jsonParse, see https://exmaple.test/abc, CVE-2026-1 and ord_1042\nmatch: [[[idempot*]]]\n",
    }),
  ).toEqual([]);
});

test("terms of the field are known by the project's own list", () => {
  const files = { "labs/one/lab.yaml": "title: A webhook's flurbles\n" };
  expect(faultsOf(files)).toHaveLength(2);
  expect(faultsOf({ ...files, "dictionary.txt": "# terms\nwebhook\nflurbles # a name\n" })).toEqual([]);
});
