// A design with a fault is named with its unit, the rule, and what to do; and it is not offered.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDesigns } from "../../../server/catalog/designs.ts";

const ours = join(import.meta.dirname, "..", "..", "..");
const id = "dedupe-in-memory";
let root: string;
const at = (...parts: string[]) => join(root, "content", "designs", id, ...parts);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "designs-"));
  mkdirSync(join(root, "content", "designs"), { recursive: true });
  cpSync(join(ours, "content", "designs", id), at(), { recursive: true });
  cpSync(join(ours, "content", "library"), join(root, "content", "library"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const told = () => readDesigns(root).problems.map(({ unit, rule }) => `${unit}: ${rule}`);

function change(from: string | RegExp, to: string) {
  const before = readFileSync(at("design.yaml"), "utf8");
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(at("design.yaml"), after);
}

test("a sound design is read with its handler and its files of the library", () => {
  const { units, problems } = readDesigns(root);
  expect(problems).toEqual([]);
  expect(units.map(({ design, files }) => [design.id, Object.keys(files)])).toEqual([
    [id, ["handler.ts", "verify.ts", "event.ts"]],
  ]);
});

test.each([
  ["a missing field", /^asks: .*\n/m, "", "asks fits the design's schema."],
  [
    "an invariant that nobody knows",
    "breaks: [effect",
    "breaks: [effects",
    "breaks.0 fits the design's schema.",
  ],
  [
    "one shown that it does not break",
    "shows: effect-at-most-once",
    "shows: keeps-secrets",
    "shows fits the design's schema.",
  ],
  ["nothing shown of what it breaks", /^shows: .*\n/m, "", "shows fits the design's schema."],
  ["something shown of what holds", /^breaks: .*\n/m, "breaks: []\n", "shows fits the design's schema."],
  [
    "too few that sound alike",
    /^near:\n(?: {2}- .*\n)+/m,
    "near: [It is in memory and elsewhere.]\n",
    "near fits the design's schema.",
  ],
  [
    "a library file that nobody wrote",
    "library: [verify",
    "library: [verifier",
    'The file "verifier" of the library exists.',
  ],
  ["another name than its folder", `id: ${id}`, "id: memory", "The id is the folder's name."],
  ["what is no YAML", "title: ", "title: [", "It is YAML that can be read."],
])("%s is told, and the design is not offered", (_what, from, to, rule) => {
  change(from, to);
  expect(told()).toEqual([`content/designs/${id}/design.yaml: ${rule}`]);
  expect(readDesigns(root).units).toEqual([]);
});

test("a folder without a handler is told", () => {
  rmSync(at("handler.ts"));
  expect(told()).toEqual([`content/designs/${id}: A design has design.yaml and handler.ts.`]);
});
