// Virtual time only moves forward, and names follow from the seed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createIds } from "../../../server/simulation/ids.ts";
import { createRandom } from "../../../server/simulation/random.ts";
import { createVirtualClock } from "../../../server/simulation/virtual-clock.ts";

describe("createVirtualClock", () => {
  it("stands still until it is moved and tells Unix time from its epoch", () => {
    const clock = createVirtualClock(1_614_265_330_250);
    expect([clock.nowMs, clock.unixMs, clock.unixSeconds]).toEqual([0, 1_614_265_330_250, 1_614_265_330]);
    clock.moveTo(750);
    expect([clock.nowMs, clock.unixMs, clock.unixSeconds]).toEqual([750, 1_614_265_331_000, 1_614_265_331]);
  });

  it("never goes back", () => {
    const clock = createVirtualClock(0);
    clock.moveTo(5);
    expect(() => clock.moveTo(4)).toThrow("Virtual time cannot go back from 5 ms to 4 ms.");
    expect(() => clock.moveTo(Number.NaN)).toThrow(RangeError);
    expect(clock.nowMs).toBe(5);
  });
});

describe("createIds", () => {
  const all = (seed: number) => {
    const ids = createIds(createRandom(seed));
    return {
      ...ids.event(),
      d: ids.delivery(),
      a: ids.attempt(),
      c: ids.call(),
      e: ids.effect(),
      u: ids.uuid(),
    };
  };

  it("names the same things for the same seed and other things for another", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        expect(all(seed)).toEqual(all(seed));
        expect(Object.values(all(seed))).not.toContain(all(seed + 1).eventId);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it("shows by the prefix what is named, and by the ending which message carries which event", () => {
    const ids = all(1);
    expect(ids.eventId).toMatch(/^evt_[0-9A-Za-z]{16}$/);
    expect(ids.messageId.slice(4)).toBe(ids.eventId.slice(4));
    expect([ids.messageId, ids.d, ids.a, ids.c, ids.e].map((id) => id.split("_")[0])).toEqual([
      "msg",
      "dlv",
      "att",
      "call",
      "eff",
    ]);
    expect(ids.u).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("never names two things alike", () => {
    const ids = createIds(createRandom(9));
    const names = Array.from({ length: 5_000 }, ids.attempt);
    expect(new Set(names).size).toBe(names.length);
  });
});
