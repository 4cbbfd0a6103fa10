// The receiver's clock: everything a handler can read the time from, or wait by, follows the virtual one.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { handlerOf, rawRequest, START_MS, start } from "./support.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const DAY_MS = 86_400_000;

/** Ways to wait for a time; each must not go on a millisecond early, and must go on at the time. */
const waits: readonly (readonly [name: string, code: string])[] = [
  ["setTimeout", "await new Promise((resolve) => setTimeout(resolve, ms));"],
  [
    "node:timers",
    'const timers = await import("node:timers"); await new Promise((resolve) => timers.setTimeout(resolve, ms));',
  ],
  [
    "node:timers/promises",
    'const { setTimeout } = await import("node:timers/promises"); await setTimeout(ms);',
  ],
  ["scheduler.wait", 'const { scheduler } = await import("node:timers/promises"); await scheduler.wait(ms);'],
  [
    "promisify(setTimeout)",
    'const { promisify } = await import("node:util"); await promisify(setTimeout)(ms);',
  ],
  [
    "AbortSignal.timeout",
    'await new Promise((resolve) => AbortSignal.timeout(ms).addEventListener("abort", resolve));',
  ],
  [
    "setInterval",
    "await new Promise((resolve) => { const timer = setInterval(() => { clearInterval(timer); resolve(); }, ms); });",
  ],
  [
    "setInterval of node:timers/promises",
    'const { setInterval } = await import("node:timers/promises"); for await (const _ of setInterval(ms)) break;',
  ],
];

describe("waiting", () => {
  test.each(waits)("%s ends exactly at its time, three days away", async (_name, wait) => {
    const { receiver, get: _get } = await start(
      sandbox,
      handlerOf(`const ms = ${3 * DAY_MS}; ${wait} response.end(String(Date.now()));`),
    );
    const exchange = receiver.request(rawRequest({ method: "GET" }));
    const due = START_MS + 3 * DAY_MS;
    expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: due });
    await receiver.tick(due - 1);
    expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: due });
    await receiver.tick(due);
    await receiver.settle();
    const outcome = await exchange.finished;
    if (outcome.kind !== "responded") throw new Error(outcome.detail);
    expect(Buffer.from(outcome.response.bodyBase64, "base64").toString()).toBe(String(due));
    await receiver.kill("stopped");
  });
});

test("every reading of the time is the virtual one and moves with it", async () => {
  const { receiver, get } = await start(
    sandbox,
    `import { performance as hooked } from "node:perf_hooks";
     const from = { performance: performance.now(), hooked: hooked.now(), hrtime: process.hrtime.bigint() };
     ${handlerOf(`response.end(JSON.stringify({
       now: Date.now(), date: new Date().toISOString(), called: Date(), text: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC" }).format(),
       performance: performance.now() - from.performance, hooked: hooked.now() - from.hooked,
       hrtime: Number(process.hrtime.bigint() - from.hrtime) / 1e6,
     }));`)}`,
  );
  await receiver.tick(START_MS + 5_000);
  const answer = await get("/");
  const reading = JSON.parse(answer.text);
  expect(reading).toMatchObject({
    now: START_MS + 5_000,
    date: "2030-01-01T00:00:05.000Z",
    called: expect.stringContaining("2030"),
    text: "01/01/2030",
    performance: 5_000,
    hooked: 5_000,
    hrtime: 5_000,
  });
  expect(answer.headers).toContainEqual(["Date", "Tue, 01 Jan 2030 00:00:05 GMT"]);
  expect((await get("/")).text).toBe(answer.text);
});

test("the next timer is known exactly, also after one is cleared", async () => {
  const { receiver, get } = await start(
    sandbox,
    `const timers = {};
     export default (request, response) => {
       const [, command, ms] = request.url.split("/");
       if (command === "set") timers[ms] = setTimeout(() => {}, Number(ms));
       if (command === "clear") clearTimeout(timers[ms]);
       if (command === "every") setInterval(() => {}, Number(ms));
       response.end();
     };`,
  );
  const next = async (path: string) => {
    await get(path);
    const settled = await receiver.settle();
    return settled.kind === "idle" && settled.nextTimerMs !== null ? settled.nextTimerMs - START_MS : null;
  };
  expect(await next("/none")).toBe(null);
  expect(await next("/set/500")).toBe(500);
  expect(await next("/set/200")).toBe(200);
  expect(await next("/clear/200")).toBe(500);
  expect(await next("/every/60")).toBe(60);
  await receiver.tick(START_MS + 70);
  expect(await next("/none")).toBe(120);
});

test("timers due within one move fire in order, each at its own instant", async () => {
  const { receiver, logs } = await start(
    sandbox,
    `const at = (name) => console.log(name, Date.now() - ${START_MS});
     setTimeout(() => { at("b"); setTimeout(() => at("c"), 50); Promise.resolve().then(() => at("micro")); }, 200);
     setTimeout(() => at("a"), 100);
     setTimeout(() => at("same"), 200);
     export default () => {};`,
  );
  await receiver.tick(START_MS + 1_000);
  expect(logs.map(({ text }) => text.trim())).toEqual(["a 100", "b 200", "micro 200", "same 200", "c 250"]);
});

test("an error in a timer crashes the receiver as it does in plain Node", async () => {
  const { receiver } = await start(
    sandbox,
    'setTimeout(() => { throw new Error("in a timer"); }, 10); export default () => {};',
  );
  await receiver.tick(START_MS + 10);
  expect(await receiver.ended).toMatchObject({
    kind: "crashed",
    message: expect.stringContaining("in a timer"),
  });
});

test("a retry life of three days plays in a fraction of a second", async () => {
  const { receiver, post } = await start(
    sandbox,
    `import { setTimeout } from "node:timers/promises";
     ${handlerOf("await setTimeout(2000); response.statusCode = 503; response.end(new Date().toISOString());")}`,
  );
  const before = performance.now();
  let nowMs = START_MS;
  for (let attempt = 0; attempt < 16; attempt += 1) {
    nowMs += 4.5 * 3_600_000;
    await receiver.tick(nowMs);
    const answer = post("{}");
    await receiver.settle();
    await receiver.tick(nowMs + 2_000);
    expect((await answer).text).toBe(new Date(nowMs + 2_000).toISOString());
  }
  expect(performance.now() - before).toBeLessThan(1_000);
});

test("after a sleep each timer that was due fires once, late, and an interval goes on from there", async () => {
  const { receiver } = await start(
    sandbox,
    `const fired = [];
    setInterval(() => fired.push("every " + Date.now()), 1_000);
    setTimeout(() => fired.push("once " + Date.now()), 2_500);
    ${handlerOf("response.end(fired.join());")}`,
  );
  await receiver.settle();
  const wakeMs = START_MS + DAY_MS;
  await receiver.tick(wakeMs, true);
  expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: wakeMs + 1_000 });
  const exchange = receiver.request(rawRequest({ method: "GET" }));
  await receiver.settle();
  const outcome = await exchange.finished;
  if (outcome.kind !== "responded") throw new Error(outcome.detail);
  expect(Buffer.from(outcome.response.bodyBase64, "base64").toString()).toBe(
    `every ${wakeMs},once ${wakeMs}`,
  );
});
