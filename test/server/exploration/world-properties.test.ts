// Whatever is done in a world, in whatever order: its history stays a history, and its bounds hold.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AttackId, HistoryEntry } from "../../../server/contract/history.ts";
import type { Pacing } from "../../../server/exploration/pacing.ts";
import { liveSessionPacing } from "../../../server/exploration/pacing.ts";
import type { World } from "../../../server/exploration/world-types.ts";
import type { ShopCall } from "../../../server/shop/types.ts";
import type { FakeCode } from "./fake-receiver.ts";
import { createFakeShop } from "./fake-shop.ts";
import { checkThenAct, naive, startFakeWorld } from "./fake-world.ts";
import { entriesOf, fates, payment, playThrough, shipments } from "./histories.ts";

/** Answers, refuses, sleeps, works late, dies or never answers, by the orders it is told about. */
const moody: FakeCode = {
  async handle(request, tools) {
    const mood = request.bodyBase64.length % 7;
    if (mood === 0) return 500;
    if (mood === 1) await tools.sleep(20_000);
    if (mood === 2) return tools.die();
    if (mood === 3) return new Promise(() => {});
    tools.log("at work");
    return checkThenAct.handle(request, tools);
  },
};

const anything = fc.oneof(
  fc.record({ kind: fc.constant("event" as const), orderId: fc.stringMatching(/^o{1,9}$/) }),
  fc.record({ kind: fc.constant("attack" as const), attack: fc.constantFrom(...AttackId.options) }),
  fc.record({ kind: fc.constant("outage" as const), ms: fc.integer({ min: 1, max: 10_000_000 }) }),
  fc.record({ kind: fc.constant("move" as const), ms: fc.integer({ min: 1, max: 10_000_000 }) }),
  fc.record({ kind: fc.constantFrom("restart" as const, "next" as const, "all" as const) }),
);

async function act(
  world: World,
  action: typeof anything extends fc.Arbitrary<infer Action> ? Action : never,
) {
  switch (action.kind) {
    case "event":
      return playIfBegun(world, world.sendEvent({ ...payment, orderId: action.orderId }));
    case "attack":
      return playIfBegun(world, world.attack(action.attack));
    case "outage":
      return world.outage(action.ms);
    case "move":
      return world.playTo(world.nowMs + action.ms);
    case "restart":
      return playIfBegun(world, await world.restart());
    default:
      return void (await world.advance(action.kind));
  }
}

async function playIfBegun(world: World, begun: ReturnType<World["sendEvent"]>) {
  if (begun.ok) await world.playUntilAnswered(begun.sendings);
}

describe("any history", () => {
  it("is numbered without gaps, never goes back in time, and fits its schema", async () => {
    const property = fc.asyncProperty(
      fc.array(anything, { maxLength: 12 }),
      fc.nat(),
      async (actions, seed) => {
        const { world } = await startFakeWorld(moody, { seed });
        for (const action of actions) await act(world, action);
        const { history } = world;
        expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index));
        for (const [index, entry] of history.entries()) {
          expect(entry.atMs).toBeGreaterThanOrEqual(history[index - 1]?.atMs ?? 0);
          expect(HistoryEntry.safeParse(entry).success).toBe(true);
        }
      },
    );
    await fc.assert(property, { seed: 1, numRuns: 40 });
  });

  it("ends every attempt exactly once, answers no call twice, and settles every delivery, when it is played to its end", async () => {
    const property = fc.asyncProperty(fc.array(anything, { maxLength: 12 }), async (actions) => {
      const { world } = await startFakeWorld(moody);
      for (const action of actions) await act(world, action);
      await world.advance("all");
      const ids = (kind: "attempt-started" | "attempt-finished") =>
        entriesOf(world.history, kind).map(({ attemptId }) => attemptId);
      expect(ids("attempt-finished").toSorted()).toEqual(ids("attempt-started").toSorted());
      const answered = entriesOf(world.history, "shop-answered").map(({ callId }) => callId);
      expect(new Set(answered).size).toBe(answered.length);
      for (const { state } of world.deliveries()) expect(["delivered", "dead-letter"]).toContain(state);
      expect(await world.advance("all")).toBe(false);
    });
    await fc.assert(property, { seed: 2, numRuns: 40 });
  });

  it("is the same again for the same actions and seed", async () => {
    const property = fc.asyncProperty(
      fc.array(anything, { maxLength: 8 }),
      fc.nat(),
      async (actions, seed) => {
        const play = async () => {
          const { world } = await startFakeWorld(moody, { seed });
          for (const action of actions) await act(world, action);
          return world.history;
        };
        expect(await play()).toEqual(await play());
      },
    );
    await fc.assert(property, { seed: 3, numRuns: 20 });
  });
});

describe("the bound of a history", () => {
  it("ends the world with a note, and nothing is written behind it", async () => {
    const { world } = await startFakeWorld(
      {
        async handle(_request, { log }) {
          for (let line = 0; line < 500; line += 1) log("more");
          return 200;
        },
      },
      { bounds: { entries: 100, bytes: 1_000_000 } },
    );
    await playThrough(world, world.sendEvent(payment));
    expect(world.history).toHaveLength(100);
    expect(world.history.at(-1)).toMatchObject({ kind: "note", text: /bound of 100 entries or 1 MB/ });
    expect(world.ended).toMatchObject({ kind: "stopped" });
  });
});

describe("the weight of a history", () => {
  it("is bounded, too: large arguments end the world before they fill the memory", async () => {
    const { world } = await startFakeWorld(
      {
        async handle(_request, { call }) {
          for (;;) await call("db", "put", { key: "k".repeat(50_000) });
        },
      },
      { bounds: { entries: 20_000, bytes: 1_000_000 } },
    );
    await playThrough(world, world.sendEvent(payment));
    expect(world.ended).toMatchObject({ kind: "stopped" });
    expect(entriesOf(world.history, "shop-called")).toHaveLength(19);
  });
});

describe("a pacing without delays", () => {
  it("plays a whole attempt in one moment, however long the shop takes in real time", async () => {
    const pacing: Pacing = { networkMs: () => 0, shopCallMs: () => 0 };
    const unhurried: FakeCode = {
      async handle(request, tools) {
        await new Promise(setImmediate);
        return checkThenAct.handle(request, tools);
      },
    };
    const { world } = await startFakeWorld(unhurried, {
      pacing,
      openShop: async (seams) => {
        const shop = createFakeShop(seams);
        const slowly = async (call: ShopCall) => {
          for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
          return shop.call(call);
        };
        return { ...shop, call: slowly };
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([200]);
    expect(world.nowMs).toBe(0);
  });
});

describe("a pacing that holds calls", () => {
  const holding: Pacing = { ...liveSessionPacing, shopCallMs: () => "held" };

  it("chooses the interleaving: the order of release decides which copy ships", async () => {
    const play = async (choose: (waiting: readonly string[]) => string | undefined) => {
      const { world } = await startFakeWorld(checkThenAct, { pacing: holding });
      const begun = world.attack("overlapping-duplicate");
      if (!begun.ok) throw new Error(begun.message);
      await world.playTo(100);
      for (;;) {
        const chosen = choose(world.held().map(({ callId }) => callId));
        if (chosen === undefined) break;
        world.carryOut(chosen, { kind: "answered" });
        await world.playTo(world.nowMs + 10);
      }
      expect(fates(world)).toEqual([200, 200]);
      return shipments(world).length;
    };
    // Always the oldest call: the copies take turns. Always the newest: one runs to its end before the other looks.
    expect(await play((waiting) => waiting.at(0))).toBe(2);
    expect(await play((waiting) => waiting.at(-1))).toBe(1);
  });

  it("knows no call that was not held", async () => {
    const { world } = await startFakeWorld(naive);
    expect(() => world.carryOut("call_none", { kind: "answered" })).toThrow("No call call_none is held.");
  });
});
