// A warm sandbox: what is forgotten between two receivers of one process equals what dies with a process.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox, ServiceCall, ServiceReply, Settled } from "../../../server/sandbox/types.ts";
import { createWarmSandbox } from "../../../server/sandbox/warm.ts";
import { playedTiers } from "../../parts.ts";
import { handlerOf, rawRequest, START_MS, start } from "./support.ts";

let cold: Sandbox;
beforeAll(async () => {
  cold = await createSandbox();
});
afterAll(() => cold.close());

/** Everything that can be seen of one receiver from outside, until it is killed in the middle of its work. */
async function observe(sandbox: Sandbox, files: Readonly<Record<string, string>>) {
  const { promise: never } = Promise.withResolvers<ServiceReply>();
  const answer = (call: ServiceCall) =>
    call.operation === "ship" ? never : { ok: true as const, value: [] };
  const { receiver, calls, logs } = await start(sandbox, files, { answer, env: { WEBHOOK_SECRET: "whsec" } });
  const settled: Settled[] = [await receiver.settle()];
  const exchanges = ["/a", "/b"].map((path) => receiver.request(rawRequest({ path, body: "{}" })));
  settled.push(await receiver.settle());
  await receiver.tick(START_MS + 1_000);
  settled.push(await receiver.settle());
  const job = await receiver.runJob("job", "job_1", { n: 1 });
  const outcome = await receiver.kill("crash-point");
  const answers = await Promise.all(exchanges.map(({ finished }) => finished));
  return { calls, logs, settled, job, outcome, answers };
}

/** Handlers that would tell a second start in the same process from a first one. */
const handlers: Readonly<Record<string, string>> = {
  "module state": `let seen = 0; const all = new Map();
    ${handlerOf("seen += 1; all.set(seen, request.url); response.end(JSON.stringify([seen, [...all]]));")}`,
  "global names": handlerOf(
    "globalThis.seen = (globalThis.seen ?? 0) + 1; globalThis[Symbol.for('s')] = (globalThis[Symbol.for('s')] ?? 0) + 1; response.end(JSON.stringify([seen, globalThis[Symbol.for('s')]]));",
  ),
  "a replaced global": `globalThis.Date = class Mine extends Date {}; delete globalThis.structuredClone;
    ${handlerOf("response.end(Date.name + Object.getPrototypeOf(Date).name);")}`,
  "its environment": handlerOf(
    "const before = JSON.stringify(Object.keys(process.env).filter((name) => name !== 'PWD')); process.env.SEEN = '1'; delete process.env.WEBHOOK_SECRET; response.end(before);",
  ),
  "listeners of the process": `process.on("unhandledRejection", (error) => console.log(error.message));
    process.once("SIGTERM", () => {}); process.on("warning", () => {});
    ${handlerOf("Promise.reject(new Error('nobody')); response.end(String(process.eventNames().map((name) => [String(name), process.listenerCount(name)])));")}`,
  timers: `setInterval(() => console.log("tick", performance.now(), Date.now()), 400); let late = 0;
    ${handlerOf("setTimeout(() => console.log('late', late), 5_000); late += 1; response.end(JSON.stringify([performance.now(), process.hrtime()]));")}`,
  "calls that are never answered": `import { carrier, db } from "shop";
    ${handlerOf("await db.query('SELECT 1'); console.log('asked'); await carrier.ship('ord_1'); console.log('shipped'); response.end();")}`,
  transactions: `import { db } from "shop";
    ${handlerOf("response.end(await db.transaction(async (tx) => { await tx.query('SELECT 1'); return 'done'; }));")}`,
  "workers of the queue": `import { queue } from "shop"; let runs = 0;
    await queue.process("job", async (data) => { runs += 1; console.log("run", runs, data); });
    ${handlerOf("await queue.add('job', 1); response.end();")}`,
  "a listening server": `import express from "express"; const app = express(); let hits = 0;
    app.use((request, response) => response.json({ hits: (hits += 1), port: server.address().port }));
    const server = app.listen(8080, () => console.log("up"));`,
  "open connections": `${handlerOf("response.on('close', () => console.log('closed')); response.write('part');")}`,
  "errors and their places": `function fail() { throw new RangeError("no"); }
    ${handlerOf("try { fail(); } catch (error) { console.error(error); response.end(error.stack); }")}`,
  "its own address": handlerOf("response.end(JSON.stringify([import.meta.filename, process.argv]));"),
  "imports while it runs": handlerOf(
    'const { count } = await import("./part.ts"); response.end(String(count()));',
  ),
  "a package": `import Stripe from "stripe"; const stripe = new Stripe("sk_test_1"); let n = 0;
    ${handlerOf("const header = stripe.webhooks.generateTestHeaderString({ payload: '{}', secret: 's' }); response.end(JSON.stringify([n += 1, header]));")}`,
  "its exit code": `process.exitCode ??= 3; ${handlerOf("response.end(String(process.exitCode));")}`,
};

const filesOf = (handler: string) => ({
  "handler.ts": handler,
  "part.ts": "let n = 0; export const count = (): number => (n += 1);",
});

describe.each(playedTiers)(
  "in tier %i a receiver that is killed leaves nothing to the next one of",
  (tier) => {
    let warm: Sandbox;
    beforeAll(async () => {
      warm = await createWarmSandbox({ tier });
    });
    afterAll(() => warm.close());

    const played = Object.entries(handlers).filter((_entry, index) => tier === 1 || index % 4 === 0);
    test.each(played)("%s", async (_name, handler) => {
      const files = filesOf(handler);
      const expected = await observe(cold, files);
      for (let round = 0; round < 3; round += 1) expect(await observe(warm, files)).toEqual(expected);
    });
  },
);

describe("a warm sandbox", () => {
  let warm: Sandbox;
  beforeAll(async () => {
    warm = await createWarmSandbox();
  });
  afterAll(() => warm.close());

  test("starts CommonJS files anew, required ones and the shop too", async () => {
    const files = {
      "handler.js": `const { count } = require("./part"); const { db } = require("shop"); let n = 0;
        module.exports = async (request, response) => { await db.query("SELECT 1"); response.end([(n += 1), count()].join()); };`,
      "part.js": "let n = 0; exports.count = () => (n += 1);",
    };
    for (let round = 0; round < 3; round += 1) {
      const { get, calls } = await start(warm, files);
      expect([(await get("/")).text, (await get("/")).text]).toEqual(["1,1", "2,2"]);
      expect(calls).toHaveLength(2);
    }
  });

  test("keeps what runs on after a kill away from the next receiver", async () => {
    const handler = `import { db } from "shop"; import { promisify } from "node:util"; import { pbkdf2 } from "node:crypto";
      export default async (request, response) => {
        if (request.url !== "/work") return response.end("fine");
        setTimeout(() => console.log("timer"), 10);
        console.log("began");
        await promisify(pbkdf2)("password", "salt", 60_000, 32, "sha256");
        for (let n = 0; n < 50; n += 1) await new Promise(setImmediate);
        console.log("worked");
        process.env.WORKED = "1";
        setTimeout(() => console.log("late timer"), 10);
        void db.query("SELECT 1");
        response.end("worked");
      };`;
    const files = { "handler.ts": handler };
    for (let round = 0; round < 3; round += 1) {
      const first = await start(warm, files);
      first.receiver.request(rawRequest({ path: "/work" }));
      await first.get("/");
      await first.receiver.kill("crash-point");
      const second = await start(warm, files);
      expect((await second.get("/")).text).toBe("fine");
      await second.receiver.tick(START_MS + 60_000);
      expect(await second.receiver.settle()).toEqual({ kind: "idle", nextTimerMs: null });
      expect([first.calls, second.calls, second.logs]).toEqual([[], [], []]);
    }
  });

  test("drops what is said to a receiver after its end", async () => {
    const { promise: answer, resolve } = Promise.withResolvers<ServiceReply>();
    const handler = `import { db } from "shop";
      ${handlerOf("const rows = await db.query('SELECT 1'); response.end(JSON.stringify(rows));")}`;
    const files = { "handler.ts": handler };
    const first = await start(warm, files, { answer: () => answer });
    const exchange = first.receiver.request(rawRequest({}));
    await first.receiver.settle();
    const second = await start(warm, files, { answer: () => ({ ok: true, value: ["second"] }) });
    expect(await first.receiver.ended).toMatchObject({ kind: "stopped" });
    resolve({ ok: true, value: ["first"] });
    await answer;
    exchange.abort();
    const late = first.receiver.request(rawRequest({}));
    await first.receiver.tick(START_MS + 5_000);
    expect(await first.receiver.runJob("job", "job_1", null)).toMatchObject({ ok: false });
    expect((await late.finished).kind).toBe("connection-lost");
    expect((await first.receiver.settle()).kind).toBe("ended");
    expect((await second.get("/")).text).toBe('["second"]');
  });

  test("ends the receiver that runs when another one is started", async () => {
    const files = { "handler.ts": handlerOf("response.end('fine');") };
    const [first, second] = [await start(warm, files), await start(warm, files)];
    expect((await first.receiver.ended).kind).toBe("stopped");
    expect((await second.get("/")).text).toBe("fine");
  });

  test("gives other files another process", async () => {
    const dirty = { "handler.ts": `Array.prototype.mine = 1; ${handlerOf("response.end('fine');")}` };
    await (await start(warm, dirty)).receiver.kill("stopped");
    const { get } = await start(warm, { "handler.ts": handlerOf("response.end(String([].mine));") });
    expect((await get("/")).text).toBe("undefined");
  });

  test("names problems of the code as a cold one does", async () => {
    const broken = [
      "export default (request, response) => {",
      "throw new TypeError('at once');\nexport default () => {};",
      'import { nothing } from "shop";\nexport default () => {};',
      'import fs from "node:fs";\nexport default () => {};',
      "export default 7;",
    ];
    for (const handler of broken) {
      const files = { "handler.ts": handler };
      const options = { files, env: {}, nowMs: START_MS, onCall: async () => refusal, onLog: () => {} };
      const expected = await cold.startReceiver(options);
      expect(expected.ok).toBe(false);
      for (let round = 0; round < 2; round += 1) {
        expect(await warm.startReceiver(options)).toEqual(expected);
      }
    }
  });
});

describe("a warm sandbox for code of our own", () => {
  let warm: Sandbox;
  beforeAll(async () => {
    warm = await createWarmSandbox({ isOwnCode: true });
  });
  afterAll(() => warm.close());

  test("serves other files, and has forgotten the last ones", async () => {
    const first = {
      "handler.ts": handlerOf("response.end('first');"),
      "extra.ts": "export const extra = 1;",
    };
    await (await start(warm, first)).receiver.kill("stopped");
    const { get } = await start(warm, { "handler.ts": handlerOf("response.end('second');") });
    expect((await get("/")).text).toBe("second");
    const options = { env: {}, nowMs: START_MS, onCall: async () => refusal, onLog: () => {} };
    const files = { "handler.ts": `import { extra } from "./extra.ts"; export default () => extra;` };
    expect(await warm.startReceiver({ ...options, files })).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining("extra.ts") },
    });
  });

  test("gives them another process when something was left behind", async () => {
    const dirty = { "handler.ts": `Array.prototype.mine = 1; ${handlerOf("response.end('fine');")}` };
    await (await start(warm, dirty)).receiver.kill("stopped");
    const { get } = await start(warm, { "handler.ts": handlerOf("response.end(String([].mine));") });
    expect((await get("/")).text).toBe("undefined");
  });
});

const refusal: ServiceReply = { ok: false, error: { name: "Error", message: "no" } };
