// The crew: each stagehand plays one schedule at a time, and whoever finds none free waits for its turn.
import { describe, expect, it, test } from "vitest";
import { scheduleOf } from "../../../server/contract/schedule.ts";
import type { Policy } from "../../../server/exploration/run.ts";
import { StartFailure } from "../../../server/exploration/theatre.ts";
import type { OpenShop } from "../../../server/exploration/types.ts";
import { Crew, Pool, type ProvableScenario, type Stagehand } from "../../../server/grading/stagehands.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import type { ReceiverOptions } from "../../../server/sandbox/types.ts";
import { createFakeSandbox, type FakeSandbox } from "../exploration/fake-receiver.ts";
import { files } from "./provers.ts";
import { careful, openShop, racing, scenario } from "./shop.ts";

const payment = scheduleOf({ do: "event", type: "payment.succeeded", orderId: "ord_1" });
const setting = {
  ...{ files, scenario, seed: 5, profile: standardWebhooksProfile },
  schemeId: "standard-v1",
} as const;

interface Watched extends Stagehand {
  readonly sandbox: FakeSandbox;
  /** How many schedules it plays now, and at most at once. */
  readonly playing: number;
  readonly most: number;
  readonly plays: number;
  readonly started: readonly ReceiverOptions[];
  readonly openedFor: readonly ProvableScenario[];
}

function watched(code = careful): Watched {
  const sandbox = createFakeSandbox(code);
  const counts = { playing: 0, most: 0, plays: 0 };
  const started: ReceiverOptions[] = [];
  const openedFor: ProvableScenario[] = [];
  const opening: OpenShop = async (seams) => {
    counts.playing += 1;
    counts.plays += 1;
    counts.most = Math.max(counts.most, counts.playing);
    const shop = await openShop(seams);
    const close = async () => {
      counts.playing -= 1;
      await shop.close();
    };
    return { ...shop, close };
  };
  const watchedSandbox: FakeSandbox = {
    ...sandbox,
    startReceiver: (options) => {
      started.push(options);
      return sandbox.startReceiver(options);
    },
  };
  return {
    ...{ sandbox: watchedSandbox, started, openedFor },
    openShop: (one) => {
      openedFor.push(one);
      return opening;
    },
    get playing() {
      return counts.playing;
    },
    get most() {
      return counts.most;
    },
    get plays() {
      return counts.plays;
    },
  };
}

describe("playing", () => {
  it("shares schedules among all stagehands, never two at once on one", async () => {
    const all = [watched(), watched(), watched()];
    const crew = new Crew(all, setting);
    const runs = await Promise.all(Array.from({ length: 12 }, () => crew.play(payment)));
    expect(all.map(({ most }) => most)).toEqual([1, 1, 1]);
    expect(all.map(({ plays }) => plays)).toEqual([4, 4, 4]);
    for (const { history } of runs) expect(history).toEqual(runs[0]?.history);
  });

  it("takes those who wait in the order in which they came", async () => {
    const crew = new Crew([watched()], setting);
    const finished: number[] = [];
    await Promise.all([0, 1, 2, 3].map((index) => crew.play(payment).then(() => finished.push(index))));
    expect(finished).toEqual([0, 1, 2, 3]);
  });

  it("has the stagehand back after a failure, so that nobody waits for ever", async () => {
    const one = watched();
    one.sandbox.refuseStarts({ stage: "load", message: "It fell." });
    const crew = new Crew([one], setting);
    const ends = await Promise.allSettled([1, 2, 3].map(() => crew.play(payment)));
    expect(ends.map((end) => end.status === "rejected" && end.reason)).toEqual([
      ...[expect.any(StartFailure), expect.any(StartFailure), expect.any(StartFailure)],
    ]);
    expect([one.playing, one.plays]).toEqual([0, 3]);
  });

  it("hands on what the search is about, and who goes first", async () => {
    const one = watched(racing);
    const crew = new Crew([one], setting);
    const schedule = scheduleOf(...payment.actions, { do: "copy", of: 0 });
    const actorsOf = async (policy?: Policy) =>
      (await crew.play(schedule, policy)).choices.map(({ chosen }) => chosen).join("");
    expect(await actorsOf()).toBe("11112");
    expect(await actorsOf((enabled) => enabled.at(-1)?.actor ?? null)).toBe("22221");
    expect(one.openedFor).toEqual([scenario, scenario]);
    expect(one.started.map((options) => options.files)).toEqual([files, files]);
  });
});

describe("asking all", () => {
  it("asks each once while none of them plays, and lets them play on after that", async () => {
    const all = [watched(), watched()];
    const crew = new Crew(all, setting);
    const before = [1, 2, 3].map(() => crew.play(payment));
    const asked: Watched[] = [];
    const saying = crew.some(async (stagehand) => {
      expect(all.map(({ playing }) => playing)).toEqual([0, 0]);
      asked.push(stagehand);
      return false;
    });
    const after = [1, 2, 3].map(() => crew.play(payment));
    expect(await saying).toBe(false);
    expect(new Set(asked)).toEqual(new Set(all));
    expect(asked).toHaveLength(2);
    await Promise.all([...before, ...after]);
    expect(all.reduce((sum, { plays }) => sum + plays, 0)).toBe(6);
  });

  test.each([0, 1, 2])("hears of stagehand %i alone", async (index) => {
    const all = [watched(), watched(), watched()];
    expect(await new Crew(all, setting).some(async (one) => one === all[index])).toBe(true);
  });

  it("says no when there are none", async () => {
    expect(await new Crew([], setting).some(async () => true)).toBe(false);
  });

  it("has all of them back when one cannot be asked", async () => {
    const all = [watched(), watched()];
    const crew = new Crew(all, setting);
    await expect(crew.some(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    await Promise.all([crew.play(payment), crew.play(payment)]);
    expect(all.map(({ plays }) => plays)).toEqual([1, 1]);
  });
});

describe("a pool", () => {
  test("gives work to whoever did the same before, and else to whoever is free first", async () => {
    const pool = new Pool(["one", "other"]);
    const log: string[] = [];
    const gates = new Map<string, () => void>();
    const work = (name: string, about: string) =>
      pool.use(async (who) => {
        log.push(`${name} on ${who}`);
        await new Promise<void>((open) => gates.set(name, open));
      }, about);
    const first = work("a1", "a");
    const second = work("b1", "b");
    const rest = [work("a2", "a"), work("b2", "b"), work("c1", "c")];
    await Promise.resolve();
    gates.get("b1")?.();
    await second;
    gates.get("a1")?.();
    await first;
    await Promise.resolve();
    expect(log.slice(2)).toEqual(["b2 on one", "a2 on other"]);
    gates.get("b2")?.();
    await rest[1];
    gates.get("a2")?.();
    await rest[0];
    gates.get("c1")?.();
    await Promise.all(rest);
    expect(log).toHaveLength(5);
  });
});
