// A world keeps the receiver as a process manager does: through crashes, outages, restarts and jobs.
import { describe, expect, it } from "vitest";
import type { FakeCode } from "./fake-receiver.ts";
import { naive, orderOf, startFakeWorld } from "./fake-world.ts";
import { entriesOf, fates, HOUR_MS, payment, playThrough, shipments } from "./histories.ts";

describe("an outage", () => {
  it("of 42 hours refuses connections and is survived by the retries", async () => {
    const { world } = await startFakeWorld(naive);
    await world.outage(42 * HOUR_MS);
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual(["connection-refused"]);
    expect(shipments(world)).toEqual([]);
    await world.advance("all");
    expect(fates(world)).toEqual([...Array(8).fill("connection-refused"), 200]);
    expect(shipments(world)).toHaveLength(1);
    expect(world.history.map(({ kind }) => kind).slice(0, 3)).toEqual([
      "receiver-started",
      "outage-started",
      "receiver-ended",
    ]);
    expect(entriesOf(world.history, "outage-ended")[0]?.atMs).toBe(42 * HOUR_MS);
    expect(entriesOf(world.history, "receiver-started").map(({ reason }) => reason)).toEqual([
      "start",
      "restart",
    ]);
  });

  it("cuts what is underway", async () => {
    const { world } = await startFakeWorld({ handle: () => new Promise(() => {}) });
    const begun = world.sendEvent(payment);
    await world.playTo(5);
    await world.outage(HOUR_MS);
    await playThrough(world, begun);
    expect(fates(world)).toEqual(["connection-lost"]);
  });

  it("during an outage makes it longer, never shorter", async () => {
    const { world } = await startFakeWorld(naive);
    await world.outage(2 * HOUR_MS);
    await world.outage(HOUR_MS);
    await world.advance("all");
    expect(entriesOf(world.history, "outage-ended").map(({ atMs }) => atMs)).toEqual([2 * HOUR_MS]);
  });

  it("refuses a restart until it ends", async () => {
    const { world } = await startFakeWorld(naive);
    await world.outage(HOUR_MS);
    expect(await world.restart()).toMatchObject({ ok: false, message: /Advance the clock past it/ });
  });
});

describe("a restart", () => {
  it("gives a new process on the same shop", async () => {
    const { world, sandbox, shop } = await startFakeWorld(naive);
    await playThrough(world, world.sendEvent(payment));
    await world.restart();
    expect(sandbox.starts).toBe(2);
    expect(shop.receiversGone).toBe(1);
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([200, 200]);
  });

  it("never carries out what the dead process had asked for and the shop had not begun", async () => {
    const { world } = await startFakeWorld(naive);
    const begun = world.sendEvent(payment);
    await world.playTo(10);
    await world.restart();
    await playThrough(world, begun);
    expect(shipments(world)).toEqual([]);
    expect(entriesOf(world.history, "shop-answered")).toMatchObject([
      { ok: false, summary: /Never carried out/ },
    ]);
  });
});

describe("a receiver that dies by itself", () => {
  const dying: FakeCode = { handle: (_request, { die }) => die() };

  it("is written down with its end, and started again for the next request", async () => {
    let deaths = 0;
    const { world, sandbox } = await startFakeWorld({
      async handle(request, tools) {
        deaths += 1;
        return deaths === 1 ? tools.die() : naive.handle(request, tools);
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual(["connection-lost"]);
    expect(entriesOf(world.history, "receiver-ended")).toMatchObject([{ outcome: { kind: "crashed" } }]);
    await world.advance("next");
    await world.advance("all");
    expect(fates(world)).toEqual(["connection-lost", 200]);
    expect(sandbox.starts).toBe(2);
  });

  it("on every request is a crash loop: the process manager stops, and each request starts it once more", async () => {
    const { world, sandbox } = await startFakeWorld(dying);
    await playThrough(world, world.sendEvent(payment));
    await world.advance("all");
    expect(fates(world)).toEqual(Array(10).fill("connection-lost"));
    expect(sandbox.starts).toBe(10);
    expect(world.ended).toBeNull();
  });

  it("now and then is always started again: an answer in between ends the loop", async () => {
    const { world, sandbox } = await startFakeWorld({
      handle: (request, tools) => (orderOf(request) === "deadly" ? tools.die() : Promise.resolve(200)),
    });
    for (let death = 1; death <= 3; death += 1) {
      await playThrough(world, world.sendEvent({ ...payment, orderId: "deadly" }));
      expect(sandbox.starts).toBe(death);
      await world.playTo(world.nowMs + 1_500);
      expect(sandbox.starts).toBe(death + 1);
      await playThrough(world, world.sendEvent(payment));
    }
  });

  it("and does not start any more ends the world after three tries", async () => {
    const { world, sandbox } = await startFakeWorld(dying);
    sandbox.refuseStarts({ stage: "start", message: "It throws while it starts." });
    await playThrough(world, world.sendEvent(payment));
    await world.advance("all");
    expect(world.ended).toMatchObject({ kind: "crashed", message: /did not start: It throws/ });
    expect(sandbox.starts).toBe(4);
  });
});

describe("jobs", () => {
  const queueing = (work: NonNullable<FakeCode["work"]>): FakeCode => ({
    onLoad: async ({ call }) => void (await call("queue", "process", { key: "fulfil" })),
    async handle(_request, { call }) {
      await call("queue", "add", { key: "fulfil" });
      return 202;
    },
    work,
  });
  const fulfil: NonNullable<FakeCode["work"]> = async (_job, _data, { call }) =>
    void (await call("carrier", "ship", { key: "ord_1" }));

  it("that are due run as part of the action, after the answer", async () => {
    const { world } = await startFakeWorld(queueing(fulfil));
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([202]);
    expect(shipments(world)).toEqual(["ship:ord_1"]);
    expect(entriesOf(world.history, "effect")[0]?.attemptId).toBeNull();
  });

  it("that fail are told and run again when their time comes", async () => {
    let runs = 0;
    const { world } = await startFakeWorld(
      queueing(async (...args) => {
        runs += 1;
        if (runs < 3) throw new Error("The label printer is out of paper.");
        return fulfil(...args);
      }),
    );
    await playThrough(world, world.sendEvent(payment));
    expect(runs).toBe(1);
    expect(entriesOf(world.history, "note")[0]?.text).toMatch(
      /Run 1 of the job fulfil .* out of paper.* run again/,
    );
    await world.advance("all");
    expect(runs).toBe(3);
    expect(shipments(world)).toHaveLength(1);
  });

  it("that were running when the receiver died run again in the next one", async () => {
    let runs = 0;
    const { world } = await startFakeWorld(
      queueing(async (job, data, tools) => {
        runs += 1;
        if (runs === 1) return tools.die();
        return fulfil(job, data, tools);
      }),
    );
    await playThrough(world, world.sendEvent(payment));
    expect(shipments(world)).toEqual([]);
    await world.advance("all");
    expect(runs).toBe(2);
    expect(shipments(world)).toHaveLength(1);
  });

  it("that never end keep no action from ending, and make no retry come early", async () => {
    const hanging = queueing(() => new Promise(() => {}));
    let answered = 0;
    const { world } = await startFakeWorld({
      ...hanging,
      async handle(request, tools) {
        answered += 1;
        return answered === 1 ? 500 : hanging.handle(request, tools);
      },
    });
    await playThrough(world, world.sendEvent(payment));
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([500, 202]);
    expect(world.nowMs).toBeLessThan(1_000);
  });

  it("that were running when the receiver was restarted run again, too", async () => {
    let runs = 0;
    const { world } = await startFakeWorld(
      queueing(async (job, data, tools) => {
        runs += 1;
        if (runs === 1) await tools.sleep(HOUR_MS);
        return fulfil(job, data, tools);
      }),
    );
    await playThrough(world, world.sendEvent(payment));
    await world.restart();
    await world.advance("all");
    expect(runs).toBe(2);
    expect(shipments(world)).toHaveLength(1);
  });
});

describe("work behind an answer", () => {
  it("that has begun is played to its end with the action", async () => {
    const { world } = await startFakeWorld({
      async handle(request, { call }) {
        void call("db", "put", { key: "a" }).then(() => call("carrier", "ship", { key: orderOf(request) }));
        return 200;
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([200]);
    expect(shipments(world)).toEqual(["ship:ord_1"]);
  });
});

describe("a receiver's own timers", () => {
  it("run while time passes, and do not keep an advance to the end going for ever", async () => {
    let ticks = 0;
    const { world } = await startFakeWorld({
      ...naive,
      onLoad: async ({ every }) =>
        every(1_000, () => {
          ticks += 1;
        }),
    });
    await world.playTo(10_000);
    expect(ticks).toBe(10);
    await world.advance("all");
    expect(ticks).toBeLessThanOrEqual(10 + 600);
  });

  it("keep an acknowledged event's late work going until it is done", async () => {
    const { world } = await startFakeWorld({
      async handle(request, { sleep, call }) {
        void sleep(60_000).then(() => call("carrier", "ship", { key: orderOf(request) }));
        return 200;
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(shipments(world)).toEqual([]);
    await world.advance("all");
    expect(shipments(world)).toEqual(["ship:ord_1"]);
  });
});

describe("a transaction that others wait for", () => {
  it("does not hold up the world: waiting calls are answered when it ends", async () => {
    const locking: FakeCode = {
      async handle(request, { call, sleep }) {
        await call("db", "lock");
        await sleep(100);
        await call("carrier", "ship", { key: orderOf(request) });
        await call("db", "unlock");
        return 200;
      },
    };
    const { world } = await startFakeWorld(locking);
    await playThrough(world, world.attack("overlapping-duplicate"));
    expect(fates(world)).toEqual([200, 200]);
    const locks = entriesOf(world.history, "shop-answered").filter((_, index) => [0, 3].includes(index));
    expect(locks.map(({ atMs }) => atMs)).toEqual([8, 134]);
  });
});

describe("a statement that does not end", () => {
  it("takes the receiver with it, by name", async () => {
    const { world } = await startFakeWorld({
      async handle(_request, { call }) {
        await call("db", "endless");
        return 200;
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(entriesOf(world.history, "receiver-ended")).toMatchObject([
      { outcome: { kind: "endless-query" } },
    ]);
  });
});
