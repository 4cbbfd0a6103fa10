// The seeded bugs keep up with the code that they change, and are mistakes that somebody could run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { expect, test } from "vitest";
import { plant, seededBugs } from "./seeded-bugs.ts";

const root = join(import.meta.dirname, "..", "..");

test("every seeded bug changes code that stands exactly once in its file, and leaves TypeScript behind", () => {
  expect(seededBugs.length).toBeGreaterThanOrEqual(60);
  for (const bug of seededBugs) {
    const planted = plant(root, bug);
    expect(planted, bug.what).not.toBe(readFileSync(join(root, bug.file), "utf8"));
    expect(parseSync(bug.file, planted).errors, bug.what).toEqual([]);
  }
});
