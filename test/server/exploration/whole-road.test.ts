// The whole road with nothing faked: real Express in the sandbox, real SQL in the shop, virtual time around both.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SessionAction, type SessionState, StartSession } from "../../../server/contract/session.ts";
import { createLiveSession } from "../../../server/exploration/live-session.ts";
import type { LiveSession } from "../../../server/exploration/types.ts";
import { startWorld } from "../../../server/exploration/world.ts";
import type { World } from "../../../server/exploration/world-types.ts";
import { entriesOf, fates, HOUR_MS, payment, playThrough, shipments } from "./histories.ts";
import { EPOCH_MS, mustStart, openRealParts, type RealParts, worldOptions } from "./real-parts.ts";

let parts: RealParts;
beforeAll(async () => {
  parts = await openRealParts();
});
afterAll(() => parts.close());

const handler = (body: string) => `
  import express from "express";
  import { Webhook } from "standardwebhooks";
  import { carrier, db, queue } from "shop";
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const app = express();
  app.post("/webhooks/payment", express.raw({ type: "application/json" }), async (req, res) => {
    const event = JSON.parse(req.body.toString("utf8"));
    ${body}
  });
  await db.query("CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY)");
  export default app;
`;
const ship = "await carrier.ship(event.data.orderId);";
const naive = handler(`${ship} res.sendStatus(200);`);
const checkThenAct = handler(`
  const seen = await db.query("SELECT id FROM seen WHERE id = ?", [event.id]);
  if (seen.length > 0) return res.sendStatus(200);
  ${ship}
  await db.query("INSERT INTO seen (id) VALUES (?)", [event.id]);
  res.sendStatus(200);
`);
const transactional = handler(`
  await db.transaction(async (tx) => {
    const isNew = await tx.query("INSERT INTO seen (id) VALUES (?) ON CONFLICT DO NOTHING RETURNING id", [event.id]);
    if (isNew.length > 0) await queue.add("fulfil", { orderId: event.data.orderId }, { jobId: event.id });
  });
  res.sendStatus(202);
`).replace(
  "export default",
  'queue.process("fulfil", async ({ orderId }: { orderId: string }) => {\n' +
    "await carrier.ship(orderId, { idempotencyKey: orderId }); });\n" +
    "export default",
);
const verifying = handler(`
  try {
    new Webhook(process.env.WEBHOOK_SECRET ?? "").verify(req.body, req.headers as Record<string, string>);
  } catch {
    return res.sendStatus(401);
  }
  ${ship}
  res.sendStatus(200);
`);

/** Plays one world and closes it. */
async function inWorld(code: string, play: (world: World) => Promise<void>): Promise<void> {
  const world = await mustStart(worldOptions(parts, code));
  try {
    await play(world);
  } finally {
    await world.close();
  }
}

describe("a receiver outage", () => {
  it("of 42 hours is survived by the retries", () =>
    inWorld(naive, async (world) => {
      await world.outage(42 * HOUR_MS);
      await playThrough(world, world.sendEvent(payment));
      await world.advance("all");
      expect(fates(world)).toEqual([...Array(8).fill("connection-refused"), 200]);
      expect(shipments(world)).toEqual(["ship:ord_1042"]);
      expect(world.nowMs).toBeGreaterThan(51 * HOUR_MS);
    }));

  it("keeps the shop: what was remembered before is still known after", () =>
    inWorld(checkThenAct, async (world) => {
      await playThrough(world, world.sendEvent(payment));
      await world.restart();
      await playThrough(world, world.attack("duplicate"));
      expect(fates(world)).toEqual([200, 200]);
      expect(shipments(world)).toHaveLength(1);
    }));
});

describe("a three-day retry life", () => {
  it("ends in a dead letter, in no noticeable real time", () =>
    inWorld(handler("res.sendStatus(500);"), async (world) => {
      const startedMs = performance.now();
      await playThrough(world, world.sendEvent(payment));
      await world.advance("all");
      expect(fates(world)).toEqual(Array(10).fill(500));
      expect(world.deliveries()).toMatchObject([{ state: "dead-letter", attempts: 10 }]);
      // The benchmark holds 0.3 s; this only says that nothing here waits for real time.
      expect(performance.now() - startedMs).toBeLessThan(3_000);
    }));
});

describe("time", () => {
  it("lets a handler that sleeps 30 s time out at 15 s, with its late work written down", () =>
    inWorld(handler(`await sleep(30_000); ${ship} res.sendStatus(200);`), async (world) => {
      await playThrough(world, world.sendEvent(payment));
      expect(entriesOf(world.history, "attempt-finished")).toMatchObject([
        { atMs: 15_000, outcome: { kind: "timed-out" } },
      ]);
      await world.playTo(40_000);
      const [effect] = entriesOf(world.history, "effect");
      expect(effect).toMatchObject({ effect: "shipped", atMs: 30_022 });
      expect(effect?.attemptId).toBe(entriesOf(world.history, "attempt-started")[0]?.attemptId);
    }));

  it("shows a handler that its sender has given up", () =>
    inWorld(handler('res.on("close", () => console.log("gone")); await sleep(20_000);'), async (world) => {
      await playThrough(world, world.sendEvent(payment));
      expect(entriesOf(world.history, "log")).toMatchObject([{ atMs: 15_000, text: "gone\n" }]);
    }));

  it("makes a handler that looks at the age of a signature refuse a replay attack", () =>
    inWorld(verifying, async (world) => {
      await playThrough(world, world.sendEvent(payment));
      for (const attack of [
        "unsigned",
        "wrong-secret",
        "tampered-body",
        "tampered-timestamp",
        "replay-attack",
      ] as const)
        await playThrough(world, world.attack(attack));
      expect(fates(world)).toEqual([200, 401, 401, 401, 401, 401]);
      expect(shipments(world)).toHaveLength(1);
    }));
});

describe("copies of one event", () => {
  it("ship twice in a naive handler when the reply was lost, and once in an idempotent one", async () => {
    const outcome = { naive: 0, checkThenAct: 0 };
    for (const [name, code] of [
      ["naive", naive],
      ["checkThenAct", checkThenAct],
    ] as const)
      await inWorld(code, async (world) => {
        await playThrough(world, world.attack("reply-lost"));
        await world.advance("next");
        expect(fates(world)).toEqual(["reply-lost", 200]);
        outcome[name] = shipments(world).length;
      });
    expect(outcome).toEqual({ naive: 2, checkThenAct: 1 });
  });

  it("ship twice in a handler that looks first when they overlap, and once with a transaction and a queue", async () => {
    const outcome = { checkThenAct: 0, transactional: 0 };
    for (const [name, code] of [
      ["checkThenAct", checkThenAct],
      ["transactional", transactional],
    ] as const)
      await inWorld(code, async (world) => {
        await playThrough(world, world.attack("overlapping-duplicate"));
        outcome[name] = shipments(world).length;
        expect(fates(world)).toHaveLength(2);
      });
    expect(outcome).toEqual({ checkThenAct: 2, transactional: 1 });
  });
});

describe("the receiver's own faults", () => {
  it("are named, and the retry finds it up again", () =>
    inWorld(handler("setTimeout(() => { throw new Error('late'); }, 100);"), async (world) => {
      await playThrough(world, world.sendEvent(payment));
      expect(fates(world)).toEqual(["connection-lost"]);
      expect(entriesOf(world.history, "receiver-ended")).toMatchObject([
        { outcome: { kind: "crashed", detail: expect.stringContaining("handler.ts") } },
      ]);
    }));

  it("in SQL that never ends take the receiver down by name, and the shop lives on", () =>
    inWorld(
      handler(`
        if (event.type === "payment.failed")
          await db.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
        ${ship}
        res.sendStatus(200);
      `),
      async (world) => {
        await playThrough(world, world.sendEvent({ type: "payment.failed" }));
        expect(entriesOf(world.history, "receiver-ended")).toMatchObject([
          { outcome: { kind: "endless-query" } },
        ]);
        await playThrough(world, world.sendEvent(payment));
        expect(fates(world)).toEqual(["connection-lost", 200]);
      },
    ));

  it("of compilation come back as data, with their place", async () => {
    const started = await startWorld(worldOptions(parts, "export default {\n  oops"));
    expect(started).toMatchObject({
      ok: false,
      problem: { stage: "compile", place: { file: "handler.ts" } },
    });
  });
});

describe("the same seed", () => {
  it("gives the same history again, byte for byte, also with real processes", async () => {
    const play = async () => {
      let text = "";
      await inWorld(transactional, async (world) => {
        await playThrough(world, world.sendEvent(payment));
        await playThrough(world, world.attack("overlapping-duplicate"));
        await world.outage(HOUR_MS);
        await playThrough(world, world.sendEvent(payment));
        await world.advance("all");
        text = JSON.stringify(world.history);
      });
      return text;
    };
    expect(await play()).toBe(await play());
  });
});

describe("a live session", () => {
  const until = (session: LiveSession, isReached: (state: SessionState) => boolean) =>
    new Promise<void>((resolve) => {
      session.subscribe((event) => {
        if (event.type === "state" && isReached(event.state)) resolve();
      });
    });

  it("is attacked, asked by curl and looked into", async () => {
    const session = createLiveSession({
      id: "live",
      request: StartSession.parse({ submission: { files: { "handler.ts": checkThenAct } } }),
      ...parts,
      liveUrl: "http://127.0.0.1:1",
      epochMs: EPOCH_MS,
    });
    for (const action of [
      { kind: "send-event", type: "payment.succeeded" },
      { kind: "attack", attack: "unsigned" },
    ])
      session.act(SessionAction.parse(action));
    const body = Buffer.from(JSON.stringify({ id: "evt_curl", data: { orderId: "ord_1046" } })).toString(
      "base64",
    );
    const answer = await session.externalRequest({
      method: "POST",
      path: "/webhooks/payment",
      headers: [
        ["Host", "127.0.0.1:1"],
        ["Content-Type", "application/json"],
        ["Transfer-Encoding", "chunked"],
      ],
      bodyBase64: body,
    });
    expect(answer).toMatchObject({ kind: "responded", response: { status: 200 } });
    const hasSeenThree = (state: SessionState) =>
      state.state === "running" &&
      state.shop.tables.some(({ name, totalRows }) => name === "seen" && totalRows === 3);
    await until(session, hasSeenThree);
    await session.close();
    expect(session.state).toMatchObject({ state: "finished" });
  });
});
