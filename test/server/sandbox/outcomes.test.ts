// Every way in which a receiver can end, each brought about by a tiny program, and a fresh receiver that serves after it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { playedTiers } from "../../parts.ts";
import { handlerOf, okHandler, rawRequest, START_MS, start } from "./support.ts";

interface Ending {
  readonly name: string;
  readonly code: string;
  readonly kind: string;
  /** The limit that the message names, or what it says. */
  readonly message: RegExp;
  readonly detail?: RegExp;
  /** Also played in tier 3, because another layer ends it there, or the ending is read in another way. */
  readonly alsoInTier3?: true;
}

/** A statement that writes control frames to the channel by hand, all in one write, so that they arrive together. */
function forged(...frames: readonly (readonly [type: string, message: object])[]): string {
  const bytes = frames.flatMap(([type, message]) => {
    const text = JSON.stringify(message);
    const head = Buffer.alloc(9);
    head.writeUInt32LE(text.length);
    head.write(type, 4);
    return [head, Buffer.from(text)];
  });
  const text = Buffer.concat(bytes).toString("base64");
  return `process.getBuiltinModule("fs").writeSync(4, Buffer.from("${text}", "base64"));`;
}

const endings: readonly Ending[] = [
  {
    alsoInTier3: true,
    name: "loops for ever",
    code: handlerOf("for (;;) {}"),
    kind: "hung",
    message: /no sign of life for 1 s/,
  },
  {
    name: "loops for ever in microtasks",
    code: handlerOf("const again = () => { Promise.resolve().then(again); }; again();"),
    kind: "hung",
    message: /no sign of life/,
  },
  {
    name: "waits on a lock that nobody opens",
    code: handlerOf("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"),
    kind: "hung",
    message: /no sign of life/,
  },
  {
    name: "spins on the clock",
    code: handlerOf("const until = Date.now() + 1000; while (Date.now() < until) {}"),
    kind: "hung",
    message: /clock 1,000,000 times.*virtual.*setTimeout/,
  },
  {
    alsoInTier3: true,
    name: "exits",
    code: handlerOf("process.exit(7);"),
    kind: "exited",
    message: /exit code 7/,
  },
  {
    alsoInTier3: true,
    name: "fills the heap",
    code: handlerOf(
      "const all = []; for (;;) { all.push(new Array(500_000).fill(all.length)); await new Promise(setImmediate); }",
    ),
    kind: "out-of-memory",
    message: /300 MB/,
  },
  {
    alsoInTier3: true,
    name: "fills memory outside the heap",
    code: handlerOf(
      "const all = []; for (;;) { all.push(Buffer.alloc(20_000_000, 1)); await new Promise(setImmediate); }",
    ),
    kind: "out-of-memory",
    message: /300 MB/,
  },
  {
    alsoInTier3: true,
    name: "floods its output",
    code: handlerOf('for (;;) { console.log("x".repeat(10_000)); await new Promise(setImmediate); }'),
    kind: "flooded-output",
    message: /16 MB/,
  },
  {
    name: "floods the descriptor itself",
    code: handlerOf(
      'const { writeSync } = process.getBuiltinModule("fs"); for (;;) try { writeSync(1, "x".repeat(10_000)); } catch {}',
    ),
    kind: "flooded-output",
    message: /16 MB/,
  },
  {
    alsoInTier3: true,
    name: "throws late",
    code: handlerOf('response.end(); setImmediate(() => { throw new RangeError("too late"); });'),
    kind: "crashed",
    message: /RangeError: too late.*handler\.ts:1/,
    detail: /RangeError: too late\n {4}at .*handler\.ts:1/,
  },
  {
    name: "rejects late",
    code: handlerOf('response.end(); setImmediate(() => Promise.reject(new TypeError("nobody caught me")));'),
    kind: "crashed",
    message: /TypeError: nobody caught me/,
  },
  {
    name: "throws null",
    code: handlerOf("setImmediate(() => { throw null; });"),
    kind: "crashed",
    message: /null was thrown/,
  },
  {
    name: "makes shop calls without end",
    code: `import { db } from "shop"; ${handlerOf('for (;;) await db.query("SELECT 1");')}`,
    kind: "too-many-calls",
    message: /20,000/,
  },
  {
    name: "goes on for ever without blocking",
    code: handlerOf("const again = () => setImmediate(again); again();"),
    kind: "never-idle",
    message: /1\.5 s/,
    detail: /Immediate/,
  },
  {
    alsoInTier3: true,
    name: "leaves a port open",
    code: handlerOf("globalThis.channel = new MessageChannel(); channel.port1.on('message', () => {});"),
    kind: "never-idle",
    message: /1\.5 s/,
    detail: /MessagePort/,
  },
  {
    alsoInTier3: true,
    name: "corrupts the channel",
    code: handlerOf('process.getBuiltinModule("fs").writeSync(4, Buffer.from("garbage, and more of it"));'),
    kind: "broke-protocol",
    message: /own channel/,
    detail: /bytes/,
  },
  {
    name: "sends a frame of the wrong shape",
    code: handlerOf(forged(["C", { service: "db" }])),
    kind: "broke-protocol",
    message: /own channel/,
    detail: /wrong shape/,
  },
  {
    name: "claims to be idle without being asked",
    // The first may answer a question that is open; nobody asked for the second.
    code: handlerOf(forged(["Q", { nextTimerMs: null }], ["Q", { nextTimerMs: null }])),
    kind: "broke-protocol",
    message: /own channel/,
    detail: /nobody had asked for/,
  },
  {
    name: "sends megabytes with its calls",
    code: `import { queue } from "shop"; ${handlerOf('for (;;) await queue.add("job", "x".repeat(60_000));')}`,
    kind: "too-many-calls",
    message: /16 MB/,
  },
  {
    alsoInTier3: true,
    name: "closes the channel",
    code: handlerOf('process.getBuiltinModule("fs").closeSync(4);'),
    kind: "broke-protocol",
    message: /closed/,
  },
];

describe.each(playedTiers)("in tier %i a receiver that", (tier) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await createSandbox({ tier });
  });
  afterAll(() => sandbox.close());

  const played = endings.filter(({ alsoInTier3 }) => tier === 1 || alsoInTier3);
  test.concurrent.each(played)(
    "$name ends by that name, and the next one serves",
    async ({ code, kind, message, detail }) => {
      const { receiver } = await start(sandbox, code);
      const exchange = receiver.request(rawRequest({}));
      const settled = await receiver.settle();
      const outcome = await receiver.ended;
      expect(settled).toEqual({ kind: "ended", outcome });
      expect(outcome.kind).toBe(kind);
      expect(outcome.message).toMatch(message);
      if (detail !== undefined) expect(outcome.detail).toMatch(detail);
      expect(["connection-lost", "responded"]).toContain((await exchange.finished).kind);
      const next = await start(sandbox, okHandler);
      expect(await next.get("/")).toMatchObject({ status: 200, text: "fine" });
      await next.receiver.kill("stopped");
    },
  );

  test("never answers is idle, with its request still open", async () => {
    const { receiver } = await start(sandbox, handlerOf(""));
    const exchange = receiver.request(rawRequest({}));
    expect(await receiver.settle()).toEqual({ kind: "idle", nextTimerMs: null });
    const still = Symbol("still open");
    expect(await Promise.race([exchange.finished, Promise.resolve(still)])).toBe(still);
    await receiver.kill("stopped");
  });

  test("sets a tiny interval is ended by its timers, not by the days that pass", async () => {
    const { receiver } = await start(sandbox, `setInterval(() => {}, 10); ${okHandler}`);
    const ticking = receiver.tick(START_MS + 3 * 86_400_000);
    const outcome = await receiver.ended;
    await ticking;
    expect(outcome).toMatchObject({ kind: "too-many-timers", message: expect.stringContaining("20,000") });
  });
});
