// Exact idleness: settle never resolves while anything that a handler started is still under way.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox, ServiceReply } from "../../../server/sandbox/types.ts";
import { rawRequest, type Started, start } from "./support.ts";

/** Handlers that finish only after work of a certain shape; all but the last need no answer and no time. */
const shapes: Readonly<Record<string, string>> = {
  synchronous: "",
  "one microtask": "await null;",
  "a thousand microtasks": "for (let n = 0; n < 1000; n += 1) await null;",
  "nested promises":
    "await Promise.all(Array.from({ length: 50 }, async (_, n) => { for (let m = 0; m < n; m += 1) await Promise.resolve().then(() => null); }));",
  "next ticks": "for (let n = 0; n < 100; n += 1) await new Promise((resolve) => process.nextTick(resolve));",
  "one immediate": "await new Promise(setImmediate);",
  "a chain of immediates": "for (let n = 0; n < 30; n += 1) await new Promise(setImmediate);",
  "immediates and microtasks by turns":
    "for (let n = 0; n < 20; n += 1) { await new Promise(setImmediate); await null; }",
  pbkdf2: 'await promisify(crypto.pbkdf2)("password", "salt", 20_000, 32, "sha256");',
  "pbkdf2 twice":
    'for (let n = 0; n < 2; n += 1) await promisify(crypto.pbkdf2)("password", "salt", 5_000, 32, "sha256");',
  scrypt: 'await promisify(crypto.scrypt)("password", "salt", 32);',
  "random bytes": "await promisify(crypto.randomBytes)(1000);",
  "a generated key": 'await promisify(crypto.generateKeyPair)("ed25519");',
  "an asynchronous signature":
    'const { privateKey } = crypto.generateKeyPairSync("ed25519"); await promisify(crypto.sign)(null, Buffer.from("x"), privateKey);',
  webcrypto: 'await crypto.subtle.digest("SHA-512", Buffer.alloc(2_000_000));',
  "webcrypto HMAC":
    'const key = await crypto.subtle.importKey("raw", Buffer.from("k"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]); await crypto.subtle.sign("HMAC", key, Buffer.from("x"));',
  gzip: "await promisify(zlib.gzip)(crypto.randomBytes(300_000));",
  "brotli, then gunzip":
    "await promisify(zlib.brotliCompress)(Buffer.alloc(50_000)); await promisify(zlib.gunzip)(zlib.gzipSync(Buffer.alloc(1_000_000)));",
  "a stream pipeline":
    "await pipeline(Readable.from([crypto.randomBytes(200_000), crypto.randomBytes(200_000)]), zlib.createGzip(), zlib.createGunzip(), new PassThrough().resume());",
  "a stream that is read to its end":
    "await buffer(Readable.from([crypto.randomBytes(200_000), crypto.randomBytes(200_000)]).pipe(zlib.createGzip()));",
  WebAssembly: "await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));",
  "pbkdf2, then immediates, then gzip":
    'await promisify(crypto.pbkdf2)("p", "s", 5_000, 32, "sha256"); for (let n = 0; n < 5; n += 1) await new Promise(setImmediate); await promisify(zlib.gzip)(crypto.randomBytes(100_000));',
  "an abort listener":
    'const abort = new AbortController(); setImmediate(() => abort.abort()); await new Promise((resolve) => abort.signal.addEventListener("abort", resolve));',
  "shop calls": 'for (let n = 0; n < 5; n += 1) await db.query("SELECT ?", [n]);',
};

const ROUNDS = 15;

let sandbox: Sandbox;
let shapeshifter: Started;
beforeAll(async () => {
  sandbox = await createSandbox();
  shapeshifter = await start(sandbox, code);
});
afterAll(() => sandbox.close());

const code = `import crypto from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { db } from "shop";
const shapes = {
${Object.entries(shapes)
  .map(([name, body]) => `${JSON.stringify(name)}: async () => { ${body} },`)
  .join("\n")}
};
export default async (request, response) => {
  const name = decodeURIComponent(request.url.slice(1));
  console.log("began");
  await shapes[name]();
  console.log("done");
  // Work that goes on after the answer counts too.
  response.end();
  await shapes[name]();
  console.log("done again");
};`;

describe("settle", () => {
  test.each(Object.keys(shapes))("is not early for a handler with %s", async (name) => {
    const { receiver, logs } = shapeshifter;
    for (let round = 0; round < ROUNDS; round += 1) {
      logs.length = 0;
      const exchange = receiver.request(rawRequest({ method: "GET", path: `/${encodeURIComponent(name)}` }));
      expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: null });
      expect(logs.map(({ text }) => text.trim())).toEqual(["began", "done", "done again"]);
      const open = Symbol("still open");
      expect(await Promise.race([exchange.finished, Promise.resolve(open)])).not.toBe(open);
    }
  });

  test("does not wait for a call that is held back", async () => {
    const { promise: answer, resolve } = Promise.withResolvers<ServiceReply>();
    const { receiver, logs, calls } = await start(
      sandbox,
      `import { db } from "shop";
       export default async (request, response) => { const rows = await db.query("SELECT 1"); console.log(rows.length); response.end(); };`,
      { answer: () => answer },
    );
    const exchange = receiver.request(rawRequest({}));
    expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: null });
    expect([calls.length, logs.length]).toEqual([1, 0]);
    resolve({ ok: true, value: [1, 2] });
    await answer;
    await receiver.settle();
    expect(logs.map(({ text }) => text)).toEqual(["2\n"]);
    expect((await exchange.finished).kind).toBe("responded");
  });

  test("can be asked many times at once", async () => {
    const { receiver } = await start(sandbox, "export default () => {};");
    const all = await Promise.all([receiver.settle(), receiver.settle(), receiver.settle()]);
    expect(all.map(({ kind }) => kind)).toEqual(["idle", "idle", "idle"]);
  });
});
