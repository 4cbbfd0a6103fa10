// What an outcome means to a provider, and when the next attempt is due.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttemptOutcome, HeaderPairs } from "../../../server/contract/history.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { judgeOutcome, nextDelayMs, readRetryAfterMs } from "../../../server/provider/retry.ts";
import { createRandom } from "../../../server/simulation/random.ts";

const profile = standardWebhooksProfile;
const responded = (status: number, headers: HeaderPairs = []): AttemptOutcome => ({
  kind: "responded",
  response: { status, headers, bodyBase64: "" },
});
const delay = (outcome: AttemptOutcome, automaticAttempts: number, changed: Partial<typeof profile> = {}) =>
  nextDelayMs({ outcome, automaticAttempts, unixMs: 0 }, { ...profile, ...changed }, createRandom(1));

describe("the schedule of Standard Webhooks", () => {
  it("makes ten attempts in 75 h 35 m 05 s", () => {
    const total = profile.attemptDelaysMs.reduce((sum, ms) => sum + ms, 0);
    expect(profile.attemptDelaysMs).toHaveLength(10);
    expect(total).toBe(((75 * 60 + 35) * 60 + 5) * 1000);
  });

  it("waits within the 15 to 30 s of the specification", () => {
    expect(profile.timeoutMs).toBeGreaterThanOrEqual(15_000);
    expect(profile.timeoutMs).toBeLessThanOrEqual(30_000);
  });

  it("pauses 5 s after the first failure and gives up after the tenth", () => {
    expect(delay(responded(500), 1)).toBe(5_000);
    expect(delay(responded(500), 2)).toBe(5 * 60_000);
    expect(delay(responded(500), 9)).toBe(24 * 3_600_000);
    expect(delay(responded(500), 10)).toBeNull();
  });
});

describe("judgeOutcome", () => {
  it("takes exactly the statuses 200 to 299 for a success, and 410 for an endpoint that is gone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const expected =
          status >= 200 && status <= 299 ? "delivered" : status === 410 ? "endpoint-gone" : "failed";
        expect(judgeOutcome(responded(status), profile)).toBe(expected);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it("takes an answer that never arrived for a failure, whatever it said", () => {
    const response = { status: 200, headers: [], bodyBase64: "" };
    expect(judgeOutcome({ kind: "reply-lost", response }, profile)).toBe("failed");
    expect(judgeOutcome({ kind: "timed-out", timeoutMs: 15_000 }, profile)).toBe("failed");
    expect(judgeOutcome({ kind: "connection-refused" }, profile)).toBe("failed");
    expect(judgeOutcome({ kind: "connection-lost", detail: "" }, profile)).toBe("failed");
  });
});

describe("Retry-After", () => {
  const asking = (value: string): HeaderPairs => [["Retry-After", value]];

  it("makes the pause longer on 429 and 503, and on no other status", () => {
    expect(delay(responded(429, asking("60")), 1)).toBe(60_000);
    expect(delay(responded(503, asking("60")), 1)).toBe(60_000);
    expect(delay(responded(500, asking("60")), 1)).toBe(5_000);
  });

  it("never makes the pause shorter, and counts up to a day", () => {
    expect(delay(responded(503, asking("1")), 2)).toBe(5 * 60_000);
    expect(delay(responded(503, asking("999999999")), 1)).toBe(24 * 3_600_000);
  });

  it("is read as seconds or as a date, and anything else is ignored", () => {
    const read = (value: string) =>
      readRetryAfterMs({ status: 503, headers: asking(value), bodyBase64: "" }, 0);
    expect(read("120")).toBe(120_000);
    expect(read("Thu, 01 Jan 1970 00:10:00 GMT")).toBe(600_000);
    for (const junk of ["", "soon", "-5", "1.5", "1e9", "5 seconds"]) expect(read(junk)).toBeNull();
    expect(delay(responded(503, asking("Thu, 01 Jan 1960 00:00:00 GMT")), 1)).toBe(5_000);
  });
});

describe("jitter", () => {
  it("stays within its fraction and repeats for the same seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 9 }), (seed, automaticAttempts) => {
        const failed = { outcome: responded(500), automaticAttempts, unixMs: 0 };
        const once = () => nextDelayMs(failed, { ...profile, jitterFraction: 0.2 }, createRandom(seed));
        const scheduled = profile.attemptDelaysMs[automaticAttempts] ?? 0;
        expect(once()).toBe(once());
        expect(Math.abs((once() ?? 0) - scheduled)).toBeLessThanOrEqual(scheduled * 0.2 + 1);
      }),
      { seed: 1 },
    );
  });

  it("moves pauses apart when it is on", () => {
    const jittered = (seed: number) =>
      nextDelayMs(
        { outcome: responded(500), automaticAttempts: 5, unixMs: 0 },
        { ...profile, jitterFraction: 0.2 },
        createRandom(seed),
      );
    expect(new Set([1, 2, 3, 4, 5].map(jittered)).size).toBeGreaterThan(3);
  });
});
