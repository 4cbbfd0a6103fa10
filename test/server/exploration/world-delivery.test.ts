// A world delivers: attempts, retries, timeouts and lost replies, all at their exact virtual time.
import { describe, expect, it } from "vitest";
import type { FakeCode } from "./fake-receiver.ts";
import { checkThenAct, claimFirst, EPOCH_MS, naive, startFakeWorld } from "./fake-world.ts";
import {
  entriesOf,
  fates,
  HOUR_MS,
  MINUTE_MS,
  payment,
  playThrough,
  SECOND_MS,
  shipments,
} from "./histories.ts";

const answering = (...statuses: number[]): FakeCode => {
  const left = [...statuses];
  return { handle: async () => left.shift() ?? 200 };
};

describe("one genuine event", () => {
  it("is written down from its making to its delivery, in order and at virtual times", async () => {
    const { world } = await startFakeWorld(naive);
    await playThrough(world, world.sendEvent(payment));
    expect(world.history.map(({ seq, atMs, kind }) => [seq, atMs, kind])).toEqual([
      [0, 0, "receiver-started"],
      [1, 0, "event-created"],
      [2, 0, "attempt-started"],
      [3, 2, "shop-called"],
      [4, 22, "effect"],
      [5, 22, "shop-answered"],
      [6, 24, "attempt-finished"],
      [7, 24, "delivery-settled"],
    ]);
    expect(entriesOf(world.history, "attempt-finished")[0]).toMatchObject({ durationMs: 24 });
    const [attempt] = entriesOf(world.history, "attempt-started");
    expect(attempt).toMatchObject({ number: 1, trigger: "event", origin: "genuine", attack: null });
    for (const kind of ["shop-called", "shop-answered", "effect"] as const)
      expect(entriesOf(world.history, kind)[0]?.attemptId).toBe(attempt?.attemptId);
  });

  it("is passed on in batches, each entry once", async () => {
    const batches: number[][] = [];
    const { world } = await startFakeWorld(naive, {
      onEntries: (entries) => batches.push(entries.map(({ seq }) => seq)),
    });
    await playThrough(world, world.sendEvent(payment));
    expect(batches.flat()).toEqual(world.history.map(({ seq }) => seq));
    expect(batches.length).toBeLessThan(world.history.length);
  });

  it("gives the receiver its secret, and time that agrees with the signed timestamp", async () => {
    const seen: unknown[] = [];
    const { world } = await startFakeWorld({
      async handle(request, { env, nowMs }) {
        const timestamp = request.headers.find(([name]) => name === "webhook-timestamp")?.[1];
        seen.push(env.WEBHOOK_SECRET, Math.floor(nowMs() / 1000) === Number(timestamp));
        return 200;
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(seen).toEqual([world.receiverSecret, true]);
    expect(world.epochMs).toBe(EPOCH_MS);
  });

  it("plays the same again for the same seed, and carries other names for another", async () => {
    const play = async (seed: number) => {
      const { world } = await startFakeWorld(checkThenAct, { seed });
      await playThrough(world, world.sendEvent(payment));
      await playThrough(world, world.attack("overlapping-duplicate"));
      await world.advance("all");
      return world.history;
    };
    expect(await play(7)).toEqual(await play(7));
    expect(JSON.stringify(await play(7))).not.toBe(JSON.stringify(await play(8)));
  });
});

describe("retries", () => {
  it("come at the time of the schedule, counted from the failure, and end with the first 2xx", async () => {
    const { world } = await startFakeWorld(answering(500, 503, 302));
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual([500]);
    await world.advance("all");
    expect(fates(world)).toEqual([500, 503, 302, 200]);
    const starts = entriesOf(world.history, "attempt-started").map(({ atMs }) => atMs);
    const ends = entriesOf(world.history, "attempt-finished").map(({ atMs }) => atMs);
    expect(starts.map((atMs, index) => atMs - (ends[index - 1] ?? 0))).toEqual([
      0,
      5 * SECOND_MS,
      5 * MINUTE_MS,
      30 * MINUTE_MS,
    ]);
    expect(entriesOf(world.history, "delivery-settled")).toMatchObject([{ state: "delivered", attempts: 4 }]);
  });

  it("are announced with their number and time before they happen", async () => {
    const { world } = await startFakeWorld(answering(500));
    await playThrough(world, world.sendEvent(payment));
    const [retry] = entriesOf(world.history, "retry-scheduled");
    expect(retry).toMatchObject({ number: 2, dueMs: 5 * SECOND_MS + world.nowMs });
    expect(world.deliveries()).toMatchObject([
      { state: "waiting", attempts: 1, nextAttemptAtMs: retry?.dueMs },
    ]);
  });

  it("wait until the clock is moved, one by one with next", async () => {
    const { world } = await startFakeWorld(answering(500, 500, 200));
    await playThrough(world, world.sendEvent(payment));
    expect(await world.advance("next")).toBe(true);
    expect(fates(world)).toEqual([500, 500]);
    expect(await world.advance("next")).toBe(true);
    expect(fates(world)).toEqual([500, 500, 200]);
    expect(await world.advance("next")).toBe(false);
  });

  it("end in a dead letter after ten attempts and 75 h 35 m 05 s", async () => {
    const { world } = await startFakeWorld({ handle: async () => 500 });
    await playThrough(world, world.sendEvent(payment));
    await world.advance("all");
    expect(fates(world)).toHaveLength(10);
    expect(world.deliveries()).toMatchObject([{ state: "dead-letter", attempts: 10, nextAttemptAtMs: null }]);
    // Ten requests of 4 ms lie between the pauses.
    expect(world.nowMs).toBe(75 * HOUR_MS + 35 * MINUTE_MS + 5 * SECOND_MS + 10 * 4);
    expect(await world.advance("all")).toBe(false);
  });

  it("stop when a redelivery by hand succeeds first", async () => {
    const { world } = await startFakeWorld(answering(500, 200));
    await playThrough(world, world.sendEvent(payment));
    const [delivery] = world.deliveries();
    await playThrough(world, world.redeliver(delivery?.deliveryId ?? ""));
    expect(fates(world)).toEqual([500, 200]);
    expect(await world.advance("all")).toBe(false);
    expect(entriesOf(world.history, "attempt-started")[1]).toMatchObject({
      trigger: "redelivery",
      number: 2,
    });
  });

  it("honour Retry-After on 429", async () => {
    let answered = 0;
    const { world } = await startFakeWorld({
      async handle() {
        answered += 1;
        return answered === 1 ? 429 : 200;
      },
    });
    await playThrough(world, world.sendEvent(payment));
    expect(entriesOf(world.history, "retry-scheduled")[0]?.dueMs).toBe(world.nowMs + 5 * SECOND_MS);
  });
});

describe("a slow handler", () => {
  const slow = (ms: number): FakeCode => ({
    async handle(request, tools) {
      await tools.sleep(ms);
      return naive.handle(request, tools);
    },
  });

  it("is answered at its own virtual time, without waiting in real time", async () => {
    const { world } = await startFakeWorld(slow(2_000));
    await playThrough(world, world.sendEvent(payment));
    expect(entriesOf(world.history, "attempt-finished")[0]).toMatchObject({ atMs: 2_024, durationMs: 2_024 });
  });

  it("times out after exactly 15 s, and its late work is still written down", async () => {
    const { world } = await startFakeWorld(slow(30_000));
    await playThrough(world, world.sendEvent(payment));
    expect(entriesOf(world.history, "attempt-finished")).toMatchObject([
      { atMs: 15_000, durationMs: 15_000, outcome: { kind: "timed-out", timeoutMs: 15_000 } },
    ]);
    expect(shipments(world)).toEqual([]);
    await world.playTo(31_000);
    expect(shipments(world)).toEqual(["ship:ord_1"]);
    const [effect] = entriesOf(world.history, "effect");
    expect(effect).toMatchObject({
      atMs: 30_022,
      attemptId: entriesOf(world.history, "attempt-started")[0]?.attemptId,
    });
  });

  it("ships again with every retry that it is too slow for", async () => {
    const { world } = await startFakeWorld(slow(30_000));
    await playThrough(world, world.sendEvent(payment));
    await world.advance("all");
    expect(fates(world)).toEqual(Array(10).fill("timed-out"));
    expect(shipments(world)).toHaveLength(10);
    expect(world.deliveries()).toMatchObject([{ state: "dead-letter" }]);
  });

  it("never answers and is given up, again and again", async () => {
    const { world } = await startFakeWorld({ handle: () => new Promise(() => {}) });
    await playThrough(world, world.sendEvent(payment));
    expect(fates(world)).toEqual(["timed-out"]);
  });
});

describe("a reply that is lost", () => {
  it("makes a naive handler ship twice: once for the attempt, once for its retry", async () => {
    const { world } = await startFakeWorld(naive);
    await playThrough(world, world.attack("reply-lost"));
    expect(fates(world)).toEqual(["reply-lost"]);
    expect(shipments(world)).toHaveLength(1);
    await world.advance("next");
    expect(fates(world)).toEqual(["reply-lost", 200]);
    expect(entriesOf(world.history, "effect").map(({ repeat }) => repeat)).toEqual([0, 1]);
  });

  it("is harmless for a handler that remembers what it did", async () => {
    const { world } = await startFakeWorld(checkThenAct);
    await playThrough(world, world.attack("reply-lost"));
    await world.advance("next");
    expect(fates(world)).toEqual(["reply-lost", 200]);
    expect(shipments(world)).toHaveLength(1);
  });
});

describe("attempts that overlap", () => {
  it("really interleave, so that a handler which looks first and acts then ships twice", async () => {
    const { world } = await startFakeWorld(checkThenAct);
    await playThrough(world, world.attack("overlapping-duplicate"));
    expect(fates(world)).toEqual([200, 200]);
    expect(shipments(world)).toHaveLength(2);
    const [first, second] = entriesOf(world.history, "attempt-started").map(({ attemptId }) => attemptId);
    const calls = entriesOf(world.history, "shop-called").map(({ attemptId }) => attemptId);
    expect(calls).toEqual([first, second, first, second, first, second]);
    expect(entriesOf(world.history, "delivery-settled")).toHaveLength(1);
  });

  it("are one for a handler that claims the event before it acts", async () => {
    const { world } = await startFakeWorld(claimFirst);
    await playThrough(world, world.attack("overlapping-duplicate"));
    expect(fates(world)).toEqual([200, 200]);
    expect(shipments(world)).toHaveLength(1);
  });

  it("differ from copies one after another, which the same check holds against", async () => {
    const { world } = await startFakeWorld(checkThenAct);
    await playThrough(world, world.sendEvent(payment));
    await playThrough(world, world.attack("duplicate"));
    expect(fates(world)).toEqual([200, 200]);
    expect(shipments(world)).toHaveLength(1);
    expect(entriesOf(world.history, "attempt-started")[1]).toMatchObject({
      trigger: "attack",
      origin: "genuine",
      attack: "duplicate",
      number: 2,
    });
  });
});

describe("410 Gone", () => {
  it("ends the delivery, and new events are refused with the reason", async () => {
    const { world } = await startFakeWorld(answering(410));
    await playThrough(world, world.sendEvent(payment));
    expect(world.deliveries()).toMatchObject([{ state: "dead-letter" }]);
    expect(entriesOf(world.history, "note")[0]?.text).toMatch(/disabled the endpoint/);
    expect(world.sendEvent(payment)).toMatchObject({ ok: false, message: /disabled this endpoint/ });
    const [delivery] = world.deliveries();
    await playThrough(world, world.redeliver(delivery?.deliveryId ?? ""));
    expect(world.deliveries()).toMatchObject([{ state: "delivered" }]);
    expect(world.sendEvent(payment)).toMatchObject({ ok: true });
  });
});
