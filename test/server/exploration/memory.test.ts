// Which handlers may tell one request of another through their own memory.
import { expect, it } from "vitest";
import { mayKeepMemory } from "../../../server/exploration/memory/memory.ts";

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
    "tables that are only read",
    'const after = new Map([["a", 1]]); const keys = ["a", "b"].map((one) => Buffer.from(one)).filter(({ length }) => length > 0);',
    "after.get('a'); keys.some((key) => key.length > 1); for (const key of keys) check(key); function check(key) { return key.length; }",
  ],
  [
    "a table without a prototype",
    "const handlers = Object.assign(Object.create(null), { paid: async () => 1 });",
    "const handle = handlers[req.body.type]; if (handle) await handle();",
  ],
  [
    "memory that ends with the request",
    "",
    "const all = []; [1].forEach((one) => all.push(one)); let sum = 0; all.forEach((one) => { sum += one; }); Object.assign({}, req.body);",
  ],
  [
    "an app from a factory",
    "function createRouter() { const router = express.Router(); const most = 5; router.get('/', (req, res) => res.json(most)); return router; }",
    "",
  ],
  [
    "calls of the shop",
    'await db.query("CREATE TABLE t(x)");',
    'await queue.add("job", 1); await db.query("DELETE FROM t");',
  ],
])("a handler with %s keeps none", (_what, top, inside) => {
  expect(keeps(frame(top, inside))).toBe(false);
});

it("a handler in CommonJS keeps none, unless it does", () => {
  const written = (top: string, inside: string) =>
    frame(top, inside)
      .replace(/import (.*) from (".*");/g, "const $1 = require($2);")
      .replace("export default", "module.exports =");
  const use = 'const hmac = crypto.createHmac("sha256", "k"); await db.query("DELETE FROM t");';
  const top = 'const crypto = require("node:crypto");';
  expect(keeps(written(top, use))).toBe(false);
  expect(keeps(written(`${top} const seen = new Set();`, `${use} seen.add(1);`))).toBe(true);
});

it.each([
  ["a set", "const seen = new Set();", "seen.add(1);"],
  ["a variable", "let last = 0;", "last = 1;"],
  ["a list that grows", "const all = [];", "all.push(1);"],
  [
    "what a table without a prototype is given",
    "const handlers = Object.assign(Object.create(null), { seen: new Set() });",
    "handlers.seen.add(1);",
  ],
  [
    "a prototype that counts",
    "const it = Object.assign(Object.create(express()), { paid: 1 });",
    "it.count();",
  ],
  ["a require of its own", "const require = () => new Set(); const it = require('shop');", "it.add(1);"],
  ["what another file gives by require", "const state = require('./state.js');", "state.seen.add(1);"],
  ["a map that is asked and filled at once", "const locks = new Map();", "locks.getOrInsert('a', 1);"],
  ["bytes that are written", "const flags = Buffer.from('0');", "flags.writeUInt8(1, 0);"],
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
  ["the app by a pattern", "", "const { app } = req; app.seen = 1;"],
  [
    "a set in a factory",
    "function createRouter() { const seen = new Set(); const router = express.Router(); router.get('/', (req) => { seen.add(req.url); }); return router; } express().use(createRouter());",
    "",
  ],
  [
    "a set in a factory of its own name",
    "const dedupe = () => { const seen = new Map(); return (id) => seen.set(id, 1); }; const make = dedupe; const first = make();",
    "first(1);",
  ],
  [
    "a set in a function that is run on the spot",
    "const once = (() => { const seen = new Map(); return (key) => seen.set(key, 1); })();",
    "once(1);",
  ],
  [
    "an instance",
    "express().use(new Inbox().listener()); class Inbox { constructor() { this.seen = new Set(); } listener() { return (req) => { this.seen.add(req.url); }; } }",
    "",
  ],
  [
    "an object that changes itself",
    "const service = { isBusy: false, run() { this.isBusy = true; } };",
    "service.run();",
  ],
  [
    "a list that is given to a helper",
    "const seen = []; function mark(list, id) { list.push(id); }",
    "mark(seen, 1);",
  ],
  ["an alias", "const state = { isBusy: false };", "const mine = state; mine.isBusy = true;"],
  ["an alias by a pattern", "const state = { ids: [] };", "const { ids } = state; ids.push(1);"],
  [
    "an element that is changed under another name",
    "const slots = Array.from({ length: 1 }, () => ({ n: 0 }));",
    "const slot = slots[0]; slot.n += 1;",
  ],
  ["an element that is changed", "const slots = [{ n: 0 }];", "slots[0].n += 1;"],
  ["Object.assign", "const state = { a: 0 };", "Object.assign(state, { a: 1 });"],
  ["Reflect.set", "const state = { a: 0 };", "Reflect.set(state, 'a', 1);"],
  ["delete", "const state = { a: 0 };", "delete state.a;"],
  ["a pattern that assigns", "const state = { a: 0 };", "[state.a] = [1];"],
  ["a property of a function", "function lookup() { lookup.cache ??= {}; }", "lookup();"],
  ["a property of a builtin", "", "Math.seen ??= new Set();"],
  ["a property of what has no name", "", "(req.a ?? req.b).seen = 1;"],
  ["a default parameter", "const bound = ((cache) => (id) => { cache[id] = 1; })({});", "bound(1);"],
  [
    "a generator",
    "function* count() { let n = 0; while (true) yield n++; } const numbers = count();",
    "numbers.next();",
  ],
  ["a chain of promises", "let tail = Promise.resolve();", "tail = tail.then(() => 1);"],
  ["a static field", "class Memory { static seen = 0; }", "Memory.seen;"],
  ["a package", "", "express.seen = 1;"],
])("a handler with %s may keep some", (_what, top, inside) => {
  expect(keeps(frame(top, inside))).toBe(true);
});

it("every file counts", () => {
  const memory = "export const seen = new Map();";
  expect(keeps(frame("", ""), `${memory} export const mark = (id) => { seen.set(id, 1); };`)).toBe(true);
  for (const use of ["seen.set(1, 1);", "mark(seen);", "const mine = seen;"])
    expect(
      keeps(frame('import { seen } from "./file-1.js"; const mark = (all) => all.set(1, 1);', use), memory),
    ).toBe(true);
});

it("is seen across files", () => {
  const make = "export function makeGuard() { const seen = new Set(); return (id) => { seen.add(id); }; }";
  expect(
    keeps(
      frame(
        'import { makeGuard as guard } from "./file-1.js"; app2.use(guard()); const app2 = express();',
        "",
      ),
      make,
    ),
  ).toBe(true);
  expect(keeps(frame('import { makeGuard as guard } from "./file-1.js";', "guard()(1);"), make)).toBe(false);
});

it("what cannot be read counts as keeping some", () => {
  expect(keeps("const express = require('express'); return 1;")).toBe(true);
});
