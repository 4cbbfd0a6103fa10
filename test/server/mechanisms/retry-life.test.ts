// A delivery's life during a downtime: against what the schedules say, and against laws that hold for every downtime.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProfileId } from "../../../server/contract/mechanisms.ts";
import { DownAnswer, type Downtime, type RetryLife } from "../../../server/contract/retry-life.ts";
import { NETWORK_MS } from "../../../server/mechanisms/carrying.ts";
import { gatherHerd } from "../../../server/mechanisms/herd.ts";
import { liveThroughDowntime, RETRY_AFTER_SECONDS } from "../../../server/mechanisms/retry-life.ts";

const HOUR = 3_600;
const down = (changed: Partial<Downtime>): Downtime => ({
  ...{ beforeSeconds: 0, lastsSeconds: 0, answer: "nobody" },
  ...changed,
});

function lives(downtime: Downtime): Record<ProfileId, RetryLife> {
  const each = liveThroughDowntime(downtime).lives.map((life) => [life.profile, life] as const);
  return Object.fromEntries(each) as Record<ProfileId, RetryLife>;
}

const fates = ({ attempts }: RetryLife) => attempts.map(({ fate }) => fate);

describe("an event whose receiver is down", () => {
  it("is delivered with the first attempt when the receiver is up", () => {
    for (const life of Object.values(lives(down({})))) {
      expect(life.end).toEqual({ kind: "delivered", atMs: NETWORK_MS });
      expect(life.hundred).toEqual({ lost: 0, longestMs: NETWORK_MS });
    }
  });

  it("is delivered by the ninth attempt of Standard Webhooks after 42 hours, and by no short schedule", () => {
    const after = lives(down({ lastsSeconds: 42 * HOUR }));
    const standard = after["standard-webhooks"];
    expect(fates(standard)).toEqual([...Array(8).fill("failed"), "delivered", "not-made"]);
    const pausesMs = (5 + 300 + 1_800 + 7_200 + 18_000 + 36_000 + 50_400 + 72_000) * 1_000;
    // Each failure is known after the way there and back.
    expect(standard.end).toEqual({ kind: "delivered", atMs: pausesMs + 8 * 2 * NETWORK_MS + NETWORK_MS });
    expect(after.slack.end).toEqual({ kind: "dead-letter", atMs: 360_000 + 8 * NETWORK_MS });
    expect(after.github.end).toEqual({ kind: "dead-letter", atMs: 2 * NETWORK_MS });
    expect([after.shopify.end.kind, after.stripe.end.kind]).toEqual(["dead-letter", "delivered"]);
  });

  it("is delivered at once when the downtime ended before it", () => {
    const after = lives(down({ beforeSeconds: HOUR, lastsSeconds: HOUR }));
    expect(after.github.end.kind).toBe("delivered");
    // Those that happened during it are another matter.
    expect(after.github.hundred.lost).toBe(100);
  });

  it("waits for what Retry-After asks, where the provider listens to it", () => {
    const after = lives(down({ lastsSeconds: 600, answer: "unavailable" }));
    expect(after["standard-webhooks"].attempts[1]).toEqual({
      ...{ number: 2, atMs: RETRY_AFTER_SECONDS * 1_000 + 2 * NETWORK_MS, fate: "delivered" },
    });
    expect(after.slack).toEqual(lives(down({ lastsSeconds: 600 })).slack);
  });

  it("is lost at once with 410 where that disables the endpoint, and comes again elsewhere", () => {
    const after = lives(down({ lastsSeconds: 600, answer: "gone" }));
    expect(after["standard-webhooks"].end).toEqual({ kind: "refused-for-good", atMs: NETWORK_MS });
    expect(after["standard-webhooks"].hundred).toEqual({ lost: 100, longestMs: null });
    expect(after.stripe.end.kind).toBe("delivered");
  });

  it("is believed to be delivered by everybody when a page answers 200", () => {
    for (const { end, hundred } of Object.values(lives(down({ lastsSeconds: 600, answer: "page" })))) {
      expect([end.kind, hundred.lost]).toEqual(["believed", 100]);
    }
  });

  it("obeys what holds for every downtime", () => {
    const downtimes = fc.record({
      beforeSeconds: fc.integer({ min: 0, max: 604_800 }),
      lastsSeconds: fc.integer({ min: 0, max: 604_800 }),
      answer: fc.constantFrom(...DownAnswer.options),
    });
    fc.assert(
      fc.property(downtimes, (downtime) => {
        const upMs = (downtime.lastsSeconds - downtime.beforeSeconds) * 1_000;
        for (const { attempts, end, hundred } of liveThroughDowntime(downtime).lives) {
          const timesMs = attempts.map(({ atMs }) => atMs);
          expect(timesMs).toEqual(timesMs.toSorted((one, other) => one - other));
          for (const { fate, atMs } of attempts) {
            if (fate === "delivered") expect(atMs + NETWORK_MS).toBeGreaterThanOrEqual(upMs);
            if (fate === "failed") expect(atMs + NETWORK_MS).toBeLessThan(upMs);
          }
          // Whoever gives up has made every attempt, and all were in vain.
          expect(attempts.every(({ fate }) => fate === "failed")).toBe(end.kind === "dead-letter");
          expect(hundred.lost === 100).toBe(hundred.longestMs === null);
        }
      }),
      { seed: 20_261_127, numRuns: 60 },
    );
  });
});

describe("a herd", () => {
  it("comes back as one without jitter, and apart with it", () => {
    const busiest = (jitterPercent: number) =>
      gatherHerd({ deliveries: 500, jitterPercent }).waves.map(({ busiestSecond }) => busiestSecond);
    expect(busiest(0)).toEqual(Array(10).fill(500));
    const [first, second, third, fourth] = busiest(20);
    expect(first).toBe(500);
    expect(second).toBeGreaterThan(third ?? 0);
    expect(third).toBeGreaterThan(fourth ?? 0);
    expect(fourth).toBeLessThan(20);
  });

  it("keeps every pause within its share", () => {
    const [, second, third] = gatherHerd({ deliveries: 1_000, jitterPercent: 10 }).waves;
    expect(second?.fromMs).toBeGreaterThanOrEqual(4_500);
    expect(second?.toMs).toBeLessThanOrEqual(5_500);
    expect(third?.fromMs).toBeGreaterThanOrEqual(4_500 + 270_000);
    expect(third?.toMs).toBeLessThanOrEqual(5_500 + 330_000);
  });
});
