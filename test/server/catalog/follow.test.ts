// What is kept of content is read once by a server that serves, and anew in one beside which somebody writes.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFollow } from "../../../server/catalog/follow.ts";

let root: string;
const file = (name: string) => join(root, "content/questions", name);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hookproof-follow-"));
  mkdirSync(join(root, "content/questions"), { recursive: true });
  writeFileSync(file("one.yaml"), "");
});
afterEach(() => rmSync(root, { recursive: true }));

/** @returns how often it has been read by now. */
const followed = (isWritten: boolean) => {
  let reads = 0;
  return createFollow(root, isWritten)(["questions"], () => {
    reads += 1;
    return reads;
  });
};

test("it is read when it is first asked for, and again when a file is written, made or removed", () => {
  const reads = followed(true);
  expect([reads(), reads()]).toEqual([1, 1]);
  utimesSync(file("one.yaml"), 1, 1);
  expect([reads(), reads()]).toEqual([2, 2]);
  writeFileSync(file("two.yaml"), "");
  expect([reads(), reads()]).toEqual([3, 3]);
  rmSync(file("two.yaml"));
  expect(reads()).toBe(4);
});

test("it is read once where nobody writes", () => {
  const reads = followed(false);
  reads();
  utimesSync(file("one.yaml"), 1, 1);
  expect(reads()).toBe(1);
});

test("other folders do not matter", () => {
  const reads = followed(true);
  reads();
  mkdirSync(join(root, "content/labs"));
  expect(reads()).toBe(1);
});
