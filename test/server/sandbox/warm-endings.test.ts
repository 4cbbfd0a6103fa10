// Receivers of a warm sandbox that end by themselves are named as everywhere, and what lives on does not grow.
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { budgets } from "../../../server/sandbox/budgets.ts";
import { bootChild } from "../../../server/sandbox/pool.ts";
import { createSandbox, startOn } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { createWarmSandbox } from "../../../server/sandbox/warm.ts";
import { WarmChild } from "../../../server/sandbox/warm-child.ts";
import { isWhole, playedTiers } from "../../parts.ts";
import { handlerOf, rawRequest, START_MS, start } from "./support.ts";

/** Serves, except where a path asks for an end. */
const handler = `import { db } from "shop";
let requests = 0;
const ends = {
  "/hang": () => { for (;;) {} },
  "/exit": () => process.exit(7),
  "/throw": () => setImmediate(() => { throw new RangeError("too late"); }),
  "/reject": () => void Promise.reject(new TypeError("nobody caught me")),
  "/spin": () => { while (Date.now() < Infinity) {} },
  "/never-idle": () => { const again = () => setImmediate(again); again(); },
  "/memory": async () => { const all = []; for (;;) { all.push(Buffer.alloc(20_000_000, 1)); await new Promise(setImmediate); } },
  "/forge": () => process.getBuiltinModule("fs").writeSync(4, Buffer.from("garbage, and more of it")),
  "/calls": async () => { for (;;) await db.query("SELECT 1"); },
};
export default async (request, response) => {
  requests += 1;
  const end = ends[request.url];
  if (end === undefined) response.end(String(requests));
  else await end();
};`;
const files = { "handler.ts": handler };

describe.each(playedTiers)("in tier %i", (tier) => {
  let warm: Sandbox;
  let cold: Sandbox;
  beforeAll(async () => {
    [warm, cold] = await Promise.all([createWarmSandbox({ tier }), createSandbox({ tier })]);
  });
  afterAll(() => Promise.all([warm.close(), cold.close()]));

  const endOf = async (sandbox: Sandbox, path: string) => {
    const { receiver, get } = await start(sandbox, files);
    expect((await get("/")).text).toBe("1");
    receiver.request(rawRequest({ path }));
    const settled = await receiver.settle();
    const outcome = await receiver.ended;
    expect(settled).toEqual({ kind: "ended", outcome });
    return outcome;
  };

  const paths = ["/exit", "/hang", "/forge"];
  // The tiers differ in what is around the process, and not in how its end is noticed.
  const more = ["/throw", "/spin", ...(isWhole ? ["/reject", "/never-idle", "/calls", "/memory"] : [])];
  test.each(tier === 1 ? [...paths, ...more] : paths)(
    "a receiver that ends by %s in a warm child is named as in a cold one, and the next one serves",
    async (path) => {
      const expected = await endOf(cold, path);
      await (await start(warm, files)).receiver.kill("stopped");
      expect(await endOf(warm, path)).toEqual(expected);
      const { get, receiver } = await start(warm, files);
      expect([(await get("/")).text, (await get("/")).text]).toEqual(["1", "2"]);
      expect((await receiver.kill("crash-point")).kind).toBe("crash-point");
    },
  );

  test("a kill in the middle of an endless loop counts, and the next receiver is not blamed for it", async () => {
    const first = await start(warm, files);
    first.receiver.request(rawRequest({ path: "/hang" }));
    expect((await first.receiver.kill("crash-point")).kind).toBe("crash-point");
    const next = await start(warm, files);
    expect((await next.get("/")).text).toBe("1");
    expect(await next.receiver.settle()).toEqual({ kind: "idle", nextTimerMs: null });
  });
});

const crowded = {
  "handler.ts": `import express from "express";
    import { carrier } from "shop";
    const app = express();
    app.use(express.json());
    app.post("/webhooks/payment", async (request, response) => {
      const kept = Buffer.alloc(500_000, 1);
      setInterval(() => kept.fill(2), 1_000);
      await carrier.ship(request.body.id);
      response.json({ kept: kept.length });
    });
    app.listen(3000);
    export default app;`,
};

test("300 receivers, each killed while it waits, leave no memory and no descriptor behind", async () => {
  const child = await bootChild(3);
  const warm = await WarmChild.of(child);
  const modules = new Map(Object.entries(crowded));
  const descriptors = () => readdirSync("/proc/self/fd").length;
  const play = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      expect(await warm.isReadyFor(modules)).toBe(true);
      const options = { files: {}, env: {}, nowMs: START_MS, onLog: () => {} };
      const compiled = { ok: true, modules, entry: "handler.ts" } as const;
      const started = await startOn(warm.lease(), compiled, {
        ...options,
        onCall: () => Promise.withResolvers<never>().promise,
      });
      if (!started.ok) throw new Error(started.problem.message);
      const headers: [string, string][] = [
        ["Host", "a"],
        ["Content-Type", "application/json"],
      ];
      started.receiver.request(rawRequest({ headers, body: '{"id":"ord_1"}' }));
      await started.receiver.settle();
      await started.receiver.kill("crash-point");
    }
    return { bytes: child.process.residentBytes() ?? 0, descriptors: descriptors() };
  };
  const before = await play(50);
  const after = await play(300);
  expect(after.descriptors).toBe(before.descriptors);
  expect(after.bytes - before.bytes).toBeLessThan(budgets.epochGrowthBytes / 2);
  warm.kill();
  await child.process.ended;
});

test("a child that has served its number of receivers, or has grown, is followed by another", async () => {
  const pids: unknown[] = [];
  const warm = await createWarmSandbox({ tier: 3 });
  const grower = {
    "handler.ts": handlerOf(
      "process.seen ??= { pid: process.pid, all: [] }; process.seen.all.push(Buffer.alloc(4_000_000, 1)); response.end(String(process.seen.pid));",
    ),
  };
  for (let round = 0; round < 41; round += 1) {
    const { get, receiver } = await start(warm, grower);
    pids.push((await get("/")).text);
    await receiver.kill("stopped");
  }
  expect(new Set(pids).size).toBeGreaterThan(1);
  // What it did to the first child is not forgotten with it.
  expect([await warm.isContaminated(), await warm.isContaminated()]).toEqual([true, false]);
  await warm.close();
});
