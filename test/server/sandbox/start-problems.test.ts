// Code that does not compile, load or start: the stage, the message and the exact place.
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { type Files, okHandler, start, tryStart } from "./support.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

interface Problem {
  readonly name: string;
  readonly files: Files;
  readonly stage: "compile" | "load" | "start";
  readonly message: RegExp;
  readonly place?: { file: string; line: number; column?: number };
}

const problems: readonly Problem[] = [
  {
    name: "a TypeScript syntax error",
    files: "const a: number = 1;\nconst b: = 2;\n",
    stage: "compile",
    message: /expected/i,
    place: { file: "handler.ts", line: 2, column: 10 },
  },
  {
    name: "a syntax error in a second file",
    files: { "handler.ts": 'import "./lib.ts";', "lib.ts": "\n\n  export function (\n" },
    stage: "compile",
    message: /./,
    place: { file: "lib.ts", line: 3 },
  },
  {
    name: "a JavaScript syntax error",
    files: { "handler.js": "const a = 1;\nlet b = ;\nexport default a;" },
    stage: "compile",
    message: /Unexpected token/,
    place: { file: "handler.js", line: 2, column: 9 },
  },
  {
    name: "a name declared twice, which only the engine finds",
    files: "let a = 1;\nlet a = 2;\nexport default a;",
    stage: "compile",
    message: /already been declared/,
    place: { file: "handler.ts", line: 2, column: 5 },
  },
  {
    name: "an enum",
    files: 'export default 1;\n\nenum Status { paid = "paid" }',
    stage: "compile",
    message: /enum is not available.*removed.*constant object/i,
    place: { file: "handler.ts", line: 3, column: 1 },
  },
  {
    name: "a parameter property",
    files: "class A {\n  constructor(private readonly a: number) {}\n}",
    stage: "compile",
    message: /parameter property is not available.*constructor/i,
    place: { file: "handler.ts", line: 2, column: 32 },
  },
  {
    name: "an import of a module that is not available",
    files: 'import express from "express";\nimport fs from "node:fs";\nexport default express();',
    stage: "load",
    message: /"node:fs" is not available here; you can import express.*shop.*node:crypto/,
    place: { file: "handler.ts", line: 2, column: 16 },
  },
  {
    name: "an import of a file that is not there",
    files: {
      "handler.ts": 'import "./lib.ts";',
      "lib.ts": 'export const a = 1;\nimport { b } from "./missing.ts";',
    },
    stage: "load",
    message: /"\.\/missing\.ts" is not one of your files.*\.\/handler\.ts/,
    place: { file: "lib.ts", line: 2, column: 19 },
  },
  {
    name: "an export that is not there",
    files: {
      "handler.ts": '\nimport { verify } from "./lib.ts";\nverify();',
      "lib.ts": "export const a = 1;",
    },
    stage: "load",
    message: /does not provide an export named 'verify'/,
    place: { file: "handler.ts", line: 2, column: 10 },
  },
  {
    name: "an export that the shop does not have",
    files: 'import { database } from "shop";\nexport default database;',
    stage: "load",
    message: /does not provide an export named 'database'/,
    place: { file: "handler.ts", line: 1, column: 10 },
  },
  {
    name: "an error thrown while loading",
    files: 'const secret = process.env.NOPE;\nif (!secret) {\n  throw new RangeError("no secret");\n}',
    stage: "load",
    message: /RangeError: no secret/,
    place: { file: "handler.ts", line: 3, column: 9 },
  },
  {
    name: "something that is no Error thrown while loading",
    files: "throw null;",
    stage: "load",
    message: /null was thrown/,
  },
  {
    name: "process.exit while loading",
    files: "process.exit(3);",
    stage: "load",
    message: /exit code 3/,
  },
  {
    name: "an unhandled rejection while loading",
    files: 'Promise.reject(new Error("lost"));\nawait new Promise(() => {});',
    stage: "load",
    message: /lost/,
    place: { file: "handler.ts", line: 1, column: 16 },
  },
  {
    name: "a top-level await that never ends",
    files: "await new Promise(() => {});\nexport default () => {};",
    stage: "load",
    message: /did not finish loading within 1 s/,
    place: { file: "handler.ts", line: 1 },
  },
  {
    name: "an endless loop while loading",
    files: "for (;;) {}",
    stage: "load",
    message: /no sign of life|did not finish loading/,
  },
  {
    name: "no default export",
    files: "export const app = () => {};",
    stage: "start",
    message: /no default export.*export default app/,
  },
  {
    name: "a default export that serves nothing",
    files: "export default { fetch() {} };",
    stage: "start",
    message: /default export of handler\.ts is object/,
  },
  {
    name: "no handler file",
    files: { "lib.ts": okHandler },
    stage: "compile",
    message: /handler\.ts or handler\.js/,
  },
];

test.each(problems)(
  "$name is told with its stage, message and place",
  async ({ files, stage, message, place }) => {
    const { result } = await tryStart(sandbox, files);
    if (result.ok) throw new Error("The receiver started.");
    expect(result.problem).toMatchObject({ stage, ...(place && { place }) });
    expect(result.problem.message).toMatch(message);
    expect(JSON.stringify(result.problem)).not.toContain("/receiver/");
  },
);

test("tables can be made while the module loads", async () => {
  const { calls } = await start(
    sandbox,
    'import { db } from "shop";\nawait db.query("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)");\nexport default () => {};',
  );
  expect(calls).toMatchObject([
    {
      service: "db",
      operation: "query",
      streamId: null,
      source: { file: "handler.ts", line: 2, column: 10 },
    },
  ]);
});
