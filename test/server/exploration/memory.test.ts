// Which handlers may tell one request of another through their own memory.
import { expect, it } from "vitest";
import { mayKeepMemory } from "../../../server/exploration/memory.ts";

const keeps = (...texts: readonly string[]) =>
  mayKeepMemory(new Map(texts.map((text, index) => [`file-${index}.js`, text])));

const frame = (top: string, inside: string) => `
import express from "express";
import { db, queue } from "shop";
${top}
const app = express();
app.disable("x-powered-by");
app.post("/", express.raw(), async (req, res) => { ${inside} res.sendStatus(200); });
export default app;`;

it.each([
  ["nothing at all", "", ""],
  ["constants", 'const TABLE = "seen"; const LIMITS = { most: 5 }; const pattern = /^a/;', ""],
  [
    "secrets that are read",
    "const secrets = [process.env.A, process.env.B].filter(Boolean);",
    "secrets.some((s) => s === req.get('x'));",
  ],
  [
    "what the request made",
    "",
    "const seen = new Set(); seen.add(1); let n = 0; n += 1; const o = {}; o.x = 1;",
  ],
  [
    "calls of the shop",
    'await db.query("CREATE TABLE t(x)");',
    'await queue.add("job", 1); await db.query("DELETE FROM t");',
  ],
])("a handler with %s keeps none", (_what, top, inside) => {
  expect(keeps(frame(top, inside))).toBe(false);
});

it.each([
  ["a set", "const seen = new Set();", "seen.add(1);"],
  ["a variable", "let last = 0;", "last = 1;"],
  ["a list that grows", "const all = [];", "all.push(1);"],
  ["an object that is written to", "const cache = {};", "cache.x = 1;"],
  ["a pattern that remembers", "const pattern = /a/g;", "pattern.test('a');"],
  [
    "something made by a function",
    "const limit = makeLimit(); function makeLimit() { let n = 0; return () => n++; }",
    "limit();",
  ],
  ["globals", "", "globalThis.seen = 1;"],
  ["the app's own settings", "", "app.locals.seen = 1;"],
  ["the app's settings by call", "", "app.set('seen', 1);"],
  ["the environment", "", "process.env.SEEN = '1';"],
  ["a static field", "class Memory { static seen = 0; }", "Memory.seen;"],
  ["a package", "", "express.seen = 1;"],
])("a handler with %s may keep some", (_what, top, inside) => {
  expect(keeps(frame(top, inside))).toBe(true);
});

it("every file counts", () => {
  expect(keeps(frame("", ""), "export const seen = new Map();")).toBe(true);
});

it("what cannot be read counts as keeping some", () => {
  expect(keeps("const express = require('express'); return 1;")).toBe(true);
});
