// Whatever one receiver leaves behind in a warm child: the next one does not find it, or the sandbox says so.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWarmSandbox, type WarmSandbox } from "../../../server/sandbox/warm.ts";
import { handlerOf, rawRequest, START_MS, start } from "./support.ts";

let warm: WarmSandbox;
beforeAll(async () => {
  warm = await createWarmSandbox();
});
afterAll(() => warm.close());

/** What the second of two receivers of the same process answers, and whether the sandbox calls that process spoilt. */
async function secondOf(handler: string) {
  const files = { "handler.ts": handler };
  const answers: string[] = [];
  for (let round = 0; round < 2; round += 1) {
    const { get, receiver } = await start(warm, files);
    answers.push((await get("/")).text);
    await receiver.tick(START_MS + 60_000);
    await receiver.settle();
  }
  return { answers, isContaminated: await warm.isContaminated() };
}

/** Statements of a module, and an expression that would show the trace of an earlier receiver before them. */
const traces: Readonly<Record<string, readonly [left: string, found: string]>> = {
  "a global": ["globalThis.seen = new Set();", "globalThis.seen"],
  "a symbol of the registry": ["globalThis[Symbol.for('pool')] = 1;", "globalThis[Symbol.for('pool')]"],
  "a fixed global": ["Object.defineProperty(globalThis, 'fixed', { value: 1 });", "globalThis.fixed"],
  "a variable of the environment": ["process.env.SEEN = '1';", "process.env.SEEN"],
  "a property of the process": ["process.seen = 1;", "process.seen"],
  "a listener of the process": [
    "process.on('message', () => {});",
    "process.listenerCount('message') || undefined",
  ],
  "an array method": ["Array.prototype.last = function () { return this.at(-1); };", "[].last"],
  "a getter of every object": [
    "Object.defineProperty(Object.prototype, 'me', { get() { return this; }, configurable: true });",
    "Object.prototype.me",
  ],
  "another JSON.stringify": [
    "const { stringify } = JSON; JSON.stringify = (...args) => stringify(...args);",
    "undefined",
  ],
  "another Date.now": ["const { now } = Date; Date.now = () => now();", "undefined"],
  "another Date": [
    "globalThis.Date = class Mine extends Date {};",
    "Date.name === 'Mine' ? 'Mine' : undefined",
  ],
  "another then": [
    "const { then } = Promise.prototype; Promise.prototype.then = function (...args) { return Reflect.apply(then, this, args); };",
    "undefined",
  ],
  "another console.log": [
    "const { log } = console; console.log = (...args) => log('mine', ...args);",
    "undefined",
  ],
  "a prototype that no global names": [
    "Object.getPrototypeOf(async () => {}).mine = 1;",
    "(async () => {}).mine",
  ],
  "a method of Express's response": [
    "express.response.fail = function () { this.sendStatus(500); };",
    "express.response.fail",
  ],
  "a method of Node's response": [
    "http.ServerResponse.prototype.sendJson = () => {};",
    "http.ServerResponse.prototype.sendJson",
  ],
  "a map on one of Node's modules": ["crypto.seen = new Map();", "crypto.seen"],
  "a setting behind a getter": [
    "EventEmitter.defaultMaxListeners = 50;",
    "EventEmitter.defaultMaxListeners === 50 || undefined",
  ],
  "a setting of a shared agent": [
    "http.globalAgent.maxSockets = 3;",
    "http.globalAgent.maxSockets === 3 || undefined",
  ],
  "a class of a package": ["Stripe.seen = new Set();", "Stripe.seen"],
  "a method of a package's class": ["Webhook.prototype.mine = () => {};", "Webhook.prototype.mine"],
  "a function's own property": ["express.json.seen = 1;", "express.json.seen"],
};

describe("what a receiver leaves behind is forgotten or seen:", () => {
  test.each(Object.entries(traces))("%s", async (_name, [left, found]) => {
    const { answers, isContaminated } = await secondOf(`
      import crypto from "node:crypto"; import { EventEmitter } from "node:events"; import http from "node:http";
      import express from "express"; import { Webhook } from "standardwebhooks"; import Stripe from "stripe";
      const found = typeof (${found}); ${left}
      ${handlerOf("response.end(found);")}`);
    const isForgotten = answers[1] === "undefined" && found !== "undefined";
    expect({ first: answers[0], isForgottenOrSeen: isForgotten || isContaminated }).toEqual({
      first: "undefined",
      isForgottenOrSeen: true,
    });
    // A spoilt process is given up, so the answer concerns what came after it.
    expect(await warm.isContaminated()).toBe(false);
  });

  test("a global and a patched method are told apart: one is undone, the other is not", async () => {
    const undone = await secondOf(`globalThis.seen = 1; ${handlerOf("response.end('fine');")}`);
    const patched = await secondOf(`Array.prototype.seen = 1; ${handlerOf("response.end('fine');")}`);
    expect([undone.isContaminated, patched.isContaminated]).toEqual([false, true]);
  });
});

test("a process that has ended is not asked", async () => {
  const handler = `Array.prototype.seen = 1; ${handlerOf("process.exit(1);")}`;
  const { receiver } = await start(warm, { "handler.ts": handler });
  receiver.request(rawRequest({}));
  expect((await receiver.ended).kind).toBe("exited");
  expect(await warm.isContaminated()).toBe(false);
});

/** Handlers that do much and leave nothing. */
const ordinary: Readonly<Record<string, string>> = {
  "an Express app": `import express from "express"; const app = express();
    app.set("etag", false); app.use(express.json()); app.use(express.urlencoded({ extended: true })); app.use(express.text());
    app.get("/", (request, response) => { response.set("A", "b").cookie("c", "d").status(201).json({ ip: request.ip }); });
    app.use((error, request, response, next) => response.status(500).end()); app.listen(3000, () => console.log("up")); export default app;`,
  "every official package": `import { sign, verify } from "@octokit/webhooks-methods"; import { Webhook } from "standardwebhooks";
    import Stripe from "stripe"; import { Webhook as Svix } from "svix";
    const secret = "whsec_" + Buffer.from("a secret of good length").toString("base64"); const stripe = new Stripe("sk_test_1");
    export default async (request, response) => {
      const body = '{"id":"evt_1"}'; const webhook = new Webhook(secret); const now = Math.floor(Date.now() / 1000);
      const headers = { "webhook-id": "m1", "webhook-timestamp": String(now), "webhook-signature": webhook.sign("m1", new Date(), body) };
      webhook.verify(body, headers); new Svix(secret).verify(body, headers);
      const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret: "s" });
      await stripe.webhooks.constructEventAsync(body, header, "s");
      try { stripe.webhooks.constructEvent(body, header, "other"); } catch (error) { console.error(error); }
      response.end(String(await verify("s", body, await sign("s", body)))); };`,
  "every module of Node's": `const names = ["assert", "async_hooks", "buffer", "console", "crypto", "diagnostics_channel", "events", "http", "path", "perf_hooks", "process", "punycode", "querystring", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder", "timers", "timers/promises", "url", "util", "util/types", "zlib"];
    const all = await Promise.all(names.map((name) => import("node:" + name)));
    ${handlerOf("response.end(String(all.flatMap((module) => Object.keys(module)).length));")}`,
  cryptography: `import crypto from "node:crypto"; import { promisify } from "node:util";
    ${handlerOf(`await promisify(crypto.pbkdf2)("a", "b", 100, 32, "sha256"); await promisify(crypto.scrypt)("a", "b", 32);
      await promisify(crypto.generateKeyPair)("ed25519"); crypto.createHash("md5").update("x").digest("hex"); crypto.randomUUID();
      const key = await crypto.subtle.importKey("raw", Buffer.from("k"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
      await crypto.subtle.sign("HMAC", key, Buffer.from("x")); await globalThis.crypto.subtle.digest("SHA-256", Buffer.from("x"));
      response.end("fine");`)}`,
  "streams and compression": `import { PassThrough, Readable } from "node:stream"; import { buffer, json } from "node:stream/consumers"; import { pipeline } from "node:stream/promises"; import zlib from "node:zlib";
    ${handlerOf(`await pipeline(Readable.from(["a", "b"]), zlib.createGzip(), zlib.createGunzip(), new PassThrough().resume());
      await json(Readable.from(['{"a":', "1}"])); console.log((await buffer(Readable.from([Buffer.alloc(9)]))).length);
      for await (const part of request) console.log(part.length); new CompressionStream("gzip"); new ReadableStream(); response.end("fine");`)}`,
  "timers and signals": `import { setTimeout as sleep } from "node:timers/promises"; import { AsyncLocalStorage } from "node:async_hooks";
    const storage = new AsyncLocalStorage(); setInterval(() => {}, 5_000).unref();
    ${handlerOf(`AbortSignal.timeout(20); const abort = new AbortController(); setTimeout(() => abort.abort(), 10); queueMicrotask(() => {});
      process.nextTick(() => {}); storage.run(1, () => setImmediate(() => {})); void sleep(30_000).then(() => console.log("slept")); response.end("fine");`)}`,
  "output of all kinds":
    handlerOf(`console.log("%s %o", 1, {}); console.table([{ a: 1 }]); console.time("t"); console.timeEnd("t"); console.count();
      console.group(); console.warn("w"); console.groupEnd(); console.error(new Error("e")); console.trace(); console.assert(false, "a");
      process.stdout.write("x", () => {}); process.stderr.write("y"); response.end("fine");`),
  "caught and late errors": `process.on("unhandledRejection", (error) => console.log(error.message)); process.on("uncaughtException", () => {});
    ${handlerOf(`try { JSON.parse("{"); } catch (error) { console.log(error); } try { await fetch("http://a.test/"); } catch {}
      try { await import("./none.ts"); } catch {} setImmediate(() => { throw new Error("late"); }); Promise.reject(new Error("x")); response.end("fine");`)}`,
  "the web's own classes":
    handlerOf(`new URL("http://a.test/?b=c").searchParams.get("b"); new TextDecoder("utf-16le").decode(Buffer.from("ab"));
      await new Blob(["a"]).text(); atob(btoa("x")); new Headers({ a: "b" }); new Response("x"); new Request("http://a.test/"); new FormData(); navigator.userAgent;
      new EventTarget().dispatchEvent(new Event("x")); structuredClone({ a: new Date() }); new MessageChannel().port1.close(); response.end("fine");`),
  "formats and patterns":
    handlerOf(`new Intl.NumberFormat("de").format(1.5); new Date().toLocaleString("de"); "abc".replace(/b/g, "x"); "ä".normalize("NFD");
      "ab".localeCompare("ba"); [3, 1].toSorted(); Object.groupBy([1, 2], (n) => n % 2); response.end(String(/(.)/.exec("x")));`),
  "its own manners": `process.on("SIGTERM", () => process.exit(0)); process.once("exit", () => {}); process.env.TZ ??= "UTC"; process.exitCode = 0;
    globalThis.config = { retries: 3 }; process.emitWarning("careful");
    ${handlerOf("process.memoryUsage(); process.hrtime.bigint(); process.uptime(); process.cwd(); response.end('fine');")}`,
  "the shop": `import { carrier, db, mail, queue } from "shop"; await queue.process("job", async () => {});
    ${handlerOf(`await db.query("SELECT 1"); await db.transaction(async (tx) => { await tx.query("SELECT 1"); }); await queue.add("job", { a: 1 });
      await carrier.ship("ord_1"); await mail.send({ to: "a@b.test", subject: "s", text: "t" }); response.end("fine");`)}`,
};

describe("nothing is seen where nothing is left:", () => {
  test.each(Object.entries(ordinary))("%s", async (_name, handler) => {
    const { answers, isContaminated } = await secondOf(handler);
    expect([answers[1], isContaminated]).toEqual([answers[0], false]);
  });
});
