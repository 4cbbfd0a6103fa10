// What is wrong with a lab is said with file, rule and remedy, and nothing right is complained about.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLabs } from "../../../server/catalog/labs.ts";

const source = fileURLToPath(new URL("../../..", import.meta.url));
const folder = "content/labs/the-race";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-labs-"));
  for (const path of [folder, "content/library", "content/lessons/the-same-event-twice"])
    cpSync(join(source, path), join(root, path), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const path = () => join(root, folder, "lab.yaml");
const told = () =>
  readLabs(root).problems.map(({ unit, rule }) => `${unit.replace(`${folder}/`, "")}: ${rule}`);

test("the lab as it stands has no problem", () => {
  expect(told()).toEqual([]);
});

test.each<[string, string | RegExp, string, string]>([
  ["a field the schema does not know", "minutes: 20", "mintues: 20", "minutes fits the lab's schema."],
  ["two hints", /\n {6}- Send “Overlapping[^\n]*/, "", "goals.0.hints fits the lab's schema."],
  ["two solutions", /\n {2}- handler: inbox\n[^\n]*/, "", "solutions fits the lab's schema."],
  [
    "a link that is not https",
    "url: https://docs",
    "url: http://docs",
    "reading.0.url fits the lab's schema.",
  ],
  ["a solution that nobody shows", "- handler: inbox", "- handler: queue", 'The solution "inbox" is shown.'],
  [
    "a solution that is none",
    "- handler: inbox",
    "- handler: looks-first",
    'The solution "looks-first" exists.',
  ],
  [
    "a weak handler that does not exist",
    "weak: looks-first",
    "weak: nobody",
    'The weak handler "nobody" exists.',
  ],
  [
    "a goal that the weak handler does not break",
    "invariant: effect-at-most-once",
    "invariant: keeps-secrets",
    'The goal "two-parcels" breaks what the weak handler breaks.',
  ],
  [
    "a file that the library does not have",
    "library: [verify,",
    "library: [verifier,",
    'The file "verifier" of the library exists.',
  ],
  [
    "something before it that does not exist",
    "after: [the-same",
    "after: [not-the-same",
    'The lesson or lab "not-the-same-event-twice" that comes before it exists.',
  ],
  [
    "a region that does not exist",
    '        ship: "await',
    '        shop: "await',
    'The region "shop" that is changed exists.',
  ],
  [
    "too few defects",
    "    role: defect\n    label: Looks twice",
    "    role: solution\n    label: Looks twice",
    "looks-twice is solution and breaks nothing.",
  ],
  ["another name than its folder", "id: the-race", "id: a-race", "The id is the folder's name."],
])("%s is told", (_what, from, to, rule) => {
  const before = readFileSync(path(), "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(path(), after);
  expect(told().join("\n")).toContain(rule);
});

test("a folder that the lab does not name, and one that is missing, are told", () => {
  cpSync(join(root, folder, "handlers/inbox"), join(root, folder, "handlers/stray"), { recursive: true });
  rmSync(join(root, folder, "handlers/queue"), { recursive: true });
  expect(told()).toEqual([
    'handlers/queue: The handler "queue" has a file.',
    "handlers/stray: Every handler is named in lab.yaml.",
  ]);
});

test("a folder without lab.yaml, and one that is not YAML, are told", () => {
  writeFileSync(path(), "id: [");
  expect(told()).toEqual(["lab.yaml: It is YAML that can be read."]);
  rmSync(path());
  expect(told()).toEqual(["content/labs/the-race: A lab has lab.yaml."]);
});

test("two labs do not share a place", () => {
  cpSync(join(root, folder), join(root, "content/labs/another"), { recursive: true });
  const other = join(root, "content/labs/another/lab.yaml");
  writeFileSync(other, readFileSync(other, "utf8").replace("id: the-race", "id: another"));
  expect(told().join()).toContain("Every unit has its own place.");
});
