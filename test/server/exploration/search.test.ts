// The search: every order of calls once, none left out that differs, and what fails shrunk to what matters.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { History, ShopService } from "../../../server/contract/history.ts";
import { type Action, Schedule, scheduleOf } from "../../../server/contract/schedule.ts";
import { conduct } from "../../../server/exploration/conductor.ts";
import type { Expansion, Family } from "../../../server/exploration/families/family.ts";
import { heldPacing } from "../../../server/exploration/pacing.ts";
import { oneAfterTheOther, type Policy, type Run } from "../../../server/exploration/run.ts";
import { search } from "../../../server/exploration/search.ts";
import { type Attempt, shrink } from "../../../server/exploration/shrink.ts";
import type { ExploredScenario } from "../../../server/exploration/types.ts";
import type { FakeCode } from "./fake-receiver.ts";
import { checkThenAct, claimFirst, fakeScenario, naive, orderOf, startFakeWorld } from "./fake-world.ts";
import { entriesOf } from "./histories.ts";

const scenario: ExploredScenario = {
  ...fakeScenario,
  eventTypes: [{ id: "payment.succeeded", about: "pending" }],
  orders: [{ id: "ord_1", status: "pending", amount: 4900, currency: "EUR" }],
};
const payment: Action = { do: "event", type: "payment.succeeded", orderId: "ord_1" };
const copy: Action = { do: "copy", of: 0 };

function playerOf(code: FakeCode) {
  return async (schedule: Schedule, policy: Policy = oneAfterTheOther): Promise<Run> => {
    const { world } = await startFakeWorld(code, { pacing: heldPacing });
    const run = await conduct(world, schedule, { retryArrivesMs: 20_005, policy });
    await world.close();
    return run;
  };
}

const familyOf = (expand: readonly Expansion[], ...actions: readonly Action[]): Family => ({
  id: "overlaps",
  most: 5_000,
  cases: () => [{ schedule: scheduleOf(...actions), expand }],
});

interface Found {
  readonly runs: readonly { readonly schedule: Schedule; readonly run: Run }[];
  readonly isComplete: boolean;
  readonly note: string | undefined;
}

async function searchFor(code: FakeCode, family: Family, reduces = false, lanes = 1): Promise<Found> {
  const runs: { schedule: Schedule; run: Run }[] = [];
  const [report] = await search({
    ...{ scenario, play: playerOf(code), lanes, reduces, isStopped: () => false, families: [family] },
    onPlayed: (_family, schedule, run) => runs.push({ schedule, run }),
  });
  return { runs, isComplete: report?.complete === true, note: report?.note };
}

const parcels = (history: History) =>
  entriesOf(history, "effect").filter(({ effect }) => effect === "shipped").length;
const orderOfCalls = ({ executed }: Run) =>
  executed.map((action) => (action.do === "call" ? action.actor : "")).join("");

/** Calls the shop one time after the other, whatever it is told. */
const calling = (...services: readonly ShopService[]): FakeCode => ({
  async handle(_request, { call }) {
    for (const service of services)
      await call(service, service === "carrier" ? "ship" : "put", { key: `${service}` });
    return 200;
  },
});

describe("interleavings", () => {
  it.each([
    [2, 6],
    [3, 20],
    [4, 70],
  ])("of two attempts with %i calls each are %i, and each is played once", async (calls, orders) => {
    const code = calling(...Array.from({ length: calls }, () => "db" as const));
    const { runs, isComplete } = await searchFor(code, familyOf(["interleavings"], payment, copy));
    expect(new Set(runs.map(({ run }) => orderOfCalls(run))).size).toBe(orders);
    expect(runs).toHaveLength(orders);
    expect(isComplete).toBe(true);
  });

  it("are cut at the family's bound, and the report says so", async () => {
    const family = { ...familyOf(["interleavings"], payment, copy), most: 5 };
    const { runs, isComplete } = await searchFor(calling("db", "db", "db"), family);
    expect(runs).toHaveLength(5);
    expect(isComplete).toBe(false);
  });

  it("are complete when the bound is just reached", async () => {
    const family = { ...familyOf(["interleavings"], payment, copy), most: 20 };
    const { runs, isComplete } = await searchFor(calling("db", "db", "db"), family);
    expect([runs.length, isComplete]).toEqual([20, true]);
  });

  it("come in the same order whatever the number of lanes", async () => {
    const family = familyOf(["interleavings"], payment, copy);
    const [one, three] = await Promise.all(
      [1, 3].map((lanes) => searchFor(checkThenAct, family, false, lanes)),
    );
    expect(three?.runs.map(({ run }) => orderOfCalls(run))).toEqual(
      one?.runs.map(({ run }) => orderOfCalls(run)),
    );
  });
});

describe("a lock", () => {
  const locked: FakeCode = {
    async handle(_request, { call }) {
      for (const operation of ["lock", "put", "unlock"]) await call("db", operation);
      return 200;
    },
  };

  it("leaves no choice while it is held: whoever would only wait for it is not asked", async () => {
    const { runs } = await searchFor(locked, familyOf(["interleavings"], payment, copy));
    expect(runs.map(({ run }) => orderOfCalls(run))).toEqual(["111222", "222111"]);
  });
});

describe("a handler that never stops calling", () => {
  const endless: FakeCode = {
    async handle(_request, { call }) {
      for (;;) await call("db", "put");
    },
  };

  it("is cut off when a schedule can hold no more of it", async () => {
    const run = await playerOf(endless)(scheduleOf(payment));
    expect(run).toMatchObject({ isCut: true, executed: { length: 400 } });
    expect(Schedule.safeParse(scheduleOf(...run.executed)).success).toBe(true);
  });

  it("leaves its family incomplete, and the report says why", async () => {
    const { runs, isComplete, note } = await searchFor(endless, familyOf([], payment));
    expect(runs).toHaveLength(1);
    expect(isComplete).toBe(false);
    expect(note).toBe("1 of them went on for too long and were cut off.");
  });
});

describe("the reduction", () => {
  const step = fc.constantFrom("look", "mark", "claim", "ship");
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  /** A handler made of a few steps; `look` and `claim` end it when the mark is there. */
  const handlerOf = (steps: readonly Step[]): FakeCode => ({
    async handle(_request, { call }) {
      for (const one of steps) {
        if (one === "look" && (await call("db", "has", { key: "mark" }))) return 200;
        if (one === "claim" && !(await call("db", "put-new", { key: "mark" }))) return 200;
        if (one === "mark") await call("db", "put", { key: "mark" });
        if (one === "ship") await call("carrier", "ship", { key: "ord_1" });
      }
      return 200;
    },
  });
  const outcomes = ({ runs }: Found) =>
    new Set(
      runs.map(({ run }) => `${parcels(run.history)} ${entriesOf(run.history, "attempt-finished").length}`),
    );

  it("leaves no outcome out that the whole search finds", async () => {
    let saved = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const family = familyOf(["interleavings"], payment, copy);
        const whole = await searchFor(handlerOf(steps), family);
        const reduced = await searchFor(handlerOf(steps), family, true);
        expect(outcomes(reduced)).toEqual(outcomes(whole));
        expect(reduced.runs.length).toBeLessThanOrEqual(whole.runs.length);
        saved += whole.runs.length - reduced.runs.length;
      }),
      { numRuns: 40 },
    );
    expect(saved).toBeGreaterThan(0);
  });

  it("plays one order where only calls to different services meet", async () => {
    const family = familyOf(["interleavings"], payment, copy);
    const whole = await searchFor(calling("db", "carrier"), family);
    const reduced = await searchFor(calling("db", "carrier"), family, true);
    expect([whole.runs.length, reduced.runs.length]).toEqual([6, 4]);
  });
});

describe("a case that two families have", () => {
  it("is played once, and told of and followed up in both", async () => {
    const played: Schedule[] = [];
    const told: string[] = [];
    const play = playerOf(calling("db"));
    const one = familyOf([], payment, copy);
    const other: Family = { ...familyOf(["interleavings"], payment, copy), id: "crashes" };
    await search({
      ...{ scenario, lanes: 2, reduces: false, isStopped: () => false, families: [one, other] },
      play(schedule, policy) {
        played.push(schedule);
        return play(schedule, policy);
      },
      onPlayed: (family, schedule) => told.push(`${family} ${JSON.stringify(schedule)}`),
    });
    const name = JSON.stringify(scheduleOf(payment, copy));
    expect(told.filter((line) => line.endsWith(name))).toEqual([`overlaps ${name}`, `crashes ${name}`]);
    expect(played.filter((schedule) => JSON.stringify(schedule) === name)).toHaveLength(1);
    // Only what is different is played again: the other order of the two calls.
    expect(told).toHaveLength(3);
    expect(played).toHaveLength(2);
  });
});

describe("crash points", () => {
  it("are before and after each call, and before and after the reply", async () => {
    const { runs } = await searchFor(claimFirst, familyOf(["crash-points"], payment));
    const kills = runs.map(
      ({ run }) =>
        entriesOf(run.history, "receiver-ended").filter(({ outcome }) => outcome.kind === "crash-point")
          .length,
    );
    expect(kills).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });

  it("lose an event that was claimed before its work was done", async () => {
    const { runs } = await searchFor(claimFirst, familyOf(["crash-points"], payment));
    expect(runs.some(({ run }) => parcels(run.history) === 0)).toBe(true);
  });
});

describe("a receiver that says 2xx although its call has failed", () => {
  /** Ships, and after so many failures in a row says that it is done. */
  const stubborn = (tries: number): FakeCode => ({
    async handle(request, { call }) {
      for (let left = tries; left > 0; left -= 1) {
        const parcel = await call("carrier", "ship", { key: orderOf(request) }).catch(() => null);
        if (parcel !== null) break;
      }
      return 200;
    },
  });
  /** Says that it is done, and tries again by itself until it is. */
  const promising: FakeCode = {
    async handle(request, { call, sleep }) {
      const ship = async (): Promise<unknown> => call("carrier", "ship", { key: orderOf(request) });
      const shipLater = (): Promise<unknown> => sleep(1_000).then(ship).catch(shipLater);
      await ship().catch(() => void shipLater());
      return 200;
    },
  };
  const followedBy = (...trouble: readonly Action[]) => [payment, ...trouble];
  const refused: Action = { do: "call", actor: 1, fate: "refused" };
  const down: Action = { do: "call", actor: 1, fate: "down" };
  const dies: Action = { do: "reply", actor: 1, fate: "crash-after" };
  const family = familyOf(["call-faults", "said-done"], payment);
  const lost = ({ runs }: Found) =>
    runs.filter(({ run }) => parcels(run.history) === 0).map(({ schedule }) => schedule.actions);

  it("is killed at once: what it wanted to do by itself is lost", async () => {
    expect(lost(await searchFor(promising, family))).toEqual([followedBy(dies, refused)]);
  });

  it("meets a service that stays down for longer than it tries", async () => {
    expect(lost(await searchFor(stubborn(3), family))).toEqual([followedBy(down)]);
    expect(lost(await searchFor(stubborn(1), family))).toContainEqual(followedBy(refused));
  });

  it("gets nothing more when it says that it failed", async () => {
    const { runs } = await searchFor(naive, family);
    const fates = runs.flatMap(({ schedule }) =>
      schedule.actions.flatMap((action) => (action.do === "call" ? [action.fate] : [])),
    );
    expect(fates).toEqual(["refused", "answer-lost"]);
  });

  it("is served again when the minute is over", async () => {
    const run = await playerOf(naive)(scheduleOf(payment, down));
    const attempts = entriesOf(run.history, "attempt-started").map(({ atMs }) => atMs);
    expect(attempts.length).toBeGreaterThan(2);
    expect(parcels(run.history)).toBe(1);
    const shipped = entriesOf(run.history, "effect")[0]?.atMs ?? 0;
    expect(shipped).toBeGreaterThan(60_000);
  });
});

describe("a failing schedule", () => {
  const failing = (code: FakeCode, fails: (history: History) => boolean): Attempt => {
    const play = playerOf(code);
    return async (schedule) => {
      const run = await play(schedule);
      return !run.isInfeasible && fails(run.history) ? { schedule, run, seq: 0 } : null;
    };
  };

  const cases = [
    [
      "a race",
      checkThenAct,
      ["interleavings"],
      [payment, copy],
      (history: History) => parcels(history) > 1,
      8,
    ],
    [
      "a lost event",
      claimFirst,
      ["crash-points"],
      [payment],
      (history: History) => parcels(history) === 0 && entriesOf(history, "delivery-settled").length > 0,
      7,
    ],
  ] as const;

  it.each(cases)(
    "that shows %s shrinks to what cannot be left out",
    async (_what, code, expand, actions, fails, most) => {
      const { runs } = await searchFor(code, familyOf(expand, ...actions));
      const found = runs.find(({ run }) => fails(run.history));
      if (found === undefined) throw new Error("The search found nothing.");
      const attempt = failing(code, fails);
      const { schedule } = await shrink({ ...found, seq: 0 }, attempt);
      expect(schedule.actions.length).toBeLessThanOrEqual(most);
      for (const index of schedule.actions.keys())
        expect(await attempt({ ...schedule, actions: schedule.actions.toSpliced(index, 1) })).toBeNull();
    },
  );
});
