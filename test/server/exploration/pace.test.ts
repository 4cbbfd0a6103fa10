// How time goes on in a schedule: through polls and sweeps, through waits, and to an end that is not the schedule's own.
import { describe, expect, it } from "vitest";
import { type Action, scheduleOf } from "../../../server/contract/schedule.ts";
import { playSchedule, StoppedError } from "../../../server/exploration/theatre.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createFakeSandbox, type FakeCode } from "./fake-receiver.ts";
import { createFakeShop } from "./fake-shop.ts";
import { fakeScenario } from "./fake-world.ts";
import { entriesOf } from "./histories.ts";

const play = (code: FakeCode, actions: readonly Action[], signal?: AbortSignal) =>
  playSchedule(
    {
      ...{ files: {}, scenario: fakeScenario, schemeId: "standard-v1", seed: 1 },
      ...{ profile: standardWebhooksProfile, sandbox: createFakeSandbox(code) },
      openShop: async (seams) => createFakeShop(seams),
    },
    scheduleOf(...actions),
    { signal },
  );

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const event: Action = { do: "event", type: fakeScenario.mainEventType };

/** Acknowledges, and looks at the shop again and again. */
const polling = (everyMs: number, onLook: FakeCode["onLoad"] = async () => {}): FakeCode => ({
  handle: async () => 200,
  async onLoad(tools) {
    tools.every(everyMs, () => void tools.call("db", "has", { key: "work" }).then(() => onLook(tools)));
  },
});

const looksOf = (history: Parameters<typeof entriesOf>[0]) =>
  entriesOf(history, "shop-called").map(({ atMs }) => atMs);

describe("a receiver that polls", () => {
  it("is followed for a day with few looks, the first of them in time", async () => {
    const run = await play(polling(SECOND_MS), [event]);
    const looks = looksOf(run.history);
    const settledMs = entriesOf(run.history, "delivery-settled")[0]?.atMs ?? Number.NaN;
    expect(looks[0]).toBe(SECOND_MS);
    expect(looks.length).toBeLessThan(14);
    expect(looks.at(-1)).toBeGreaterThan(settledMs + 6 * 60 * MINUTE_MS);
    expect(run.isCut).toBe(false);
  });

  it("is in time again once a look has found something", async () => {
    let looks = 0;
    const code = polling(SECOND_MS, async ({ call }) => {
      looks += 1;
      if (looks === 4) await call("carrier", "ship", { key: "ord_1" });
    });
    const { history } = await play(code, [event]);
    const shippedMs = entriesOf(history, "effect")[0]?.atMs ?? Number.NaN;
    const next = looksOf(history).find((ms) => ms > shippedMs) ?? Number.NaN;
    expect(next - shippedMs).toBeLessThanOrEqual(SECOND_MS);
  });

  it("offers only its first looks for crashes and faults", async () => {
    const { choices, history } = await play(polling(SECOND_MS), [event]);
    expect(choices.length).toBeGreaterThanOrEqual(1);
    expect(choices.length).toBeLessThan(looksOf(history).length / 2);
  });

  it("has its looks answered while time passes, which still takes as long as it takes", async () => {
    const { history } = await play(polling(SECOND_MS), [
      ...[event, { do: "settle" } as const],
      ...[{ do: "wait", durationMs: 8 * DAY_MS } as const, { do: "copy", of: 0 } as const],
    ]);
    const answered = entriesOf(history, "shop-answered").filter(({ ok }) => ok);
    expect(answered).toHaveLength(entriesOf(history, "shop-called").length);
    const [first, copy] = entriesOf(history, "attempt-started").map(({ atMs }) => atMs);
    expect((copy ?? 0) - (first ?? 0)).toBeGreaterThan(8 * DAY_MS);
  });

  it("plays the same again by what was executed", async () => {
    const wait: Action = { do: "wait", durationMs: DAY_MS };
    const run = await play(polling(MINUTE_MS), [event, wait, { do: "copy", of: 0 }]);
    const again = await play(polling(MINUTE_MS), run.executed);
    expect(again.isInfeasible).toBe(false);
    expect(again.history.filter(({ kind }) => kind !== "clock-moved")).toEqual(
      run.history.filter(({ kind }) => kind !== "clock-moved"),
    );
  });
});

it("a receiver that notes every second that it lives is followed for a day with few notes", async () => {
  const code = polling(SECOND_MS, async ({ call }) => void (await call("carrier", "ship", { key: "alive" })));
  const { history, isCut } = await play(code, [event]);
  expect(entriesOf(history, "effect").length).toBeLessThan(50);
  expect(history.at(-1)?.atMs).toBeGreaterThan(DAY_MS);
  expect(isCut).toBe(false);
});

it("what is new is seen among notes that come for ever: it is tried with crashes, and time goes on from there", async () => {
  let looks = 0;
  const code = polling(SECOND_MS, async ({ call }) => {
    looks += 1;
    await call("carrier", "ship", { key: "alive" });
    if (looks === 12) await call("carrier", "ship", { key: "ord_1" });
  });
  const { choices, history } = await play(code, [event]);
  const shipped = entriesOf(history, "effect").find(({ subject }) => subject.includes("ord_1"));
  const tried = choices.flatMap(({ enabled }) => enabled.map(({ call }) => call.callId));
  expect(tried).toContain(shipped?.callId);
  const next = looksOf(history).find((ms) => ms > (shipped?.atMs ?? Number.NaN)) ?? Number.NaN;
  expect(next - (shipped?.atMs ?? 0)).toBeLessThanOrEqual(SECOND_MS);
});

it("a sweep once a day comes before the end", async () => {
  const code = polling(DAY_MS, async ({ call }) => void (await call("carrier", "ship", { key: "ord_1" })));
  const { history } = await play(code, [event]);
  expect(entriesOf(history, "effect").map(({ effect }) => effect)).toEqual(["shipped"]);
});

it("whoever answers late is not hurried: timers of a request underway come in time", async () => {
  const times: number[] = [];
  const code: FakeCode = {
    async handle(_request, { sleep, call, nowMs }) {
      for (let tries = 0; tries < 4; tries += 1) {
        await call("db", "has", { key: "work" });
        await sleep(SECOND_MS);
        times.push(nowMs());
      }
      return 200;
    },
  };
  await play(code, [event]);
  const gaps = times.slice(1).map((ms, index) => ms - (times[index] ?? 0));
  for (const gap of gaps) expect(gap).toBeLessThan(1.1 * SECOND_MS);
});

it("an event that nobody wanted is delivered again by hand once the receiver is up", async () => {
  const outage: Action = { do: "outage", durationMs: 4 * DAY_MS };
  const code: FakeCode = { handle: async () => 200 };
  const { history } = await play(code, [outage, event, { do: "settle" }, { do: "copy", of: 0 }]);
  expect(entriesOf(history, "attempt-finished").at(-1)?.outcome.kind).toBe("responded");
});

it("a history that is full is one that was cut off", async () => {
  const code: FakeCode = {
    async handle(_request, { log }) {
      for (let line = 0; line < 7_000; line += 1) log(`line ${line}`);
      return 200;
    },
  };
  expect(await play(code, [event])).toMatchObject({ isCut: true });
});

it("requests come when the receiver has done what it does by itself at its start, but not after a crash", async () => {
  const code: FakeCode = {
    handle: async () => (isReady ? 200 : 503),
    async onLoad({ call }) {
      isReady = false;
      void (async () => {
        for (const key of ["one", "two"]) await call("db", "put", { key });
        isReady = true;
      })();
    },
  };
  let isReady = false;
  const statuses = async (...actions: Action[]) =>
    entriesOf((await play(code, actions)).history, "attempt-finished").map(({ outcome }) =>
      outcome.kind === "responded" ? outcome.response.status : outcome.kind,
    );
  expect(await statuses(event)).toEqual([200]);
  expect((await statuses(event, { do: "rest" }, { do: "crash" }, { do: "copy", of: 0 }))[1]).toBe(503);
});

describe("a signal that is aborted", () => {
  it("ends what is played", async () => {
    const controller = new AbortController();
    const code: FakeCode = {
      async handle(_request, { call, sleep }) {
        await call("db", "has", { key: "work" });
        controller.abort();
        await sleep(MINUTE_MS);
        return 200;
      },
    };
    await expect(play(code, [event], controller.signal)).rejects.toThrow(StoppedError);
  });

  it("lets nothing begin", async () => {
    let requests = 0;
    const handle = async () => {
      requests += 1;
      return 200;
    };
    await expect(play({ handle }, [event], AbortSignal.abort())).rejects.toThrow(StoppedError);
    expect(requests).toBe(0);
  });
});
