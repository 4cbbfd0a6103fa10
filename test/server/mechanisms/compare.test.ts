// The comparison: each mechanism against what can be worked out by hand, and against laws that hold for every day.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ComparedDay } from "../../../server/contract/mechanisms.ts";
import { byBroker, byPolling, byWebhook, DAY_MS, NETWORK_MS } from "../../../server/mechanisms/carrying.ts";
import { compareMechanisms } from "../../../server/mechanisms/compare.ts";
import { githubProfile } from "../../../server/provider/profiles/github.ts";
import { slackProfile } from "../../../server/provider/profiles/slack.ts";
import { createRandom } from "../../../server/simulation/random.ts";

const never = { fromMs: 0, untilMs: 0 };
const random = createRandom(1);
const MINUTE = 60_000;

describe("a webhook", () => {
  it("takes one request and one way through the network for each event", () => {
    expect(byWebhook([1_000, 5_000], never, { profile: githubProfile, random })).toEqual({
      ...{ latenciesMs: [NETWORK_MS, NETWORK_MS], requests: 2, inVain: 0, lost: 0 },
    });
  });

  it("is sent again by its provider's schedule until the receiver is up", () => {
    const outage = { fromMs: 0, untilMs: MINUTE };
    const { latenciesMs, requests, inVain, lost } = byWebhook([0], outage, { profile: slackProfile, random });
    // Slack: at once, at once again, and after a minute; each refusal is known after the way there and back.
    expect(latenciesMs).toEqual([MINUTE + 5 * NETWORK_MS]);
    expect([requests, inVain, lost]).toEqual([3, 2, 0]);
  });

  it("is lost when the schedule ends before the outage does", () => {
    const outage = { fromMs: 0, untilMs: 6 * MINUTE + 1_000 };
    const lostBy = (profile: typeof githubProfile) => byWebhook([0], outage, { profile, random });
    expect(lostBy(githubProfile)).toEqual({ latenciesMs: [], requests: 1, inVain: 1, lost: 1 });
    expect(lostBy(slackProfile)).toEqual({ latenciesMs: [], requests: 4, inVain: 4, lost: 1 });
  });
});

describe("polling", () => {
  it("learns of an event with the next answer, of several with one, and asks in vain otherwise", () => {
    const { latenciesMs, requests, inVain } = byPolling([1_000, 2_000, DAY_MS - 1], never, {
      ...{ pollMs: MINUTE, firstMs: 0 },
    });
    expect(latenciesMs).toEqual([59_100, 58_100, 101]);
    expect([requests, inVain]).toEqual([1_440, 1_439]);
  });

  it("does not ask while it is down, and finds everything afterwards", () => {
    const outage = { fromMs: 1, untilMs: 10 * MINUTE };
    const asked = byPolling([1_000], outage, { pollMs: MINUTE, firstMs: 0 });
    expect(asked).toEqual({
      ...{ latenciesMs: [10 * MINUTE + 2 * NETWORK_MS - 1_000], lost: 0 },
      ...{ requests: 1_440 - 9, inVain: 1_440 - 10 },
    });
  });
});

it("a broker passes on at once, or when the consumer is back", () => {
  const { latenciesMs } = byBroker([0, 120_000], { fromMs: 10, untilMs: 60_000 });
  expect(latenciesMs).toEqual([60_000 + NETWORK_MS, 2 * NETWORK_MS]);
});

describe("a compared day", () => {
  const days = fc.record({
    eventsPerHour: fc.double({ min: 0.1, max: 60, noNaN: true }),
    pollSeconds: fc.integer({ min: 5, max: 86_400 }),
    outageMinutes: fc.integer({ min: 0, max: 720 }),
    consumers: fc.integer({ min: 1, max: 20 }),
    profile: fc.constantFrom(...ComparedDay.shape.profile.options),
  });

  it("obeys what holds for every day", () => {
    fc.assert(
      fc.property(days, (day) => {
        const { events, webhook, polling, pubSub, sweep } = compareMechanisms(day);
        expect(polling.lost + pubSub.lost).toBe(0);
        expect(webhook.lost).toBeLessThanOrEqual(webhook.inVain);
        expect(webhook.requests).toBe(webhook.inVain + (events - webhook.lost) * day.consumers);
        expect(pubSub.requests).toBe(events * (1 + day.consumers));
        const requests = sweep.map((one) => one.requests);
        expect(requests).toEqual(requests.toSorted((one, other) => other - one));
        if (day.outageMinutes === 0) expect([webhook.inVain, webhook.lost]).toEqual([0, 0]);
      }),
      { seed: 20_261_126, numRuns: 60 },
    );
  });

  it("breaks even where one second less would be more", () => {
    const day = { eventsPerHour: 12, outageMinutes: 0, consumers: 1, profile: "github" } as const;
    const { breakEvenSeconds, webhook } = compareMechanisms({ ...day, pollSeconds: 60 });
    expect(breakEvenSeconds).not.toBeNull();
    const requestsAt = (pollSeconds: number) => compareMechanisms({ ...day, pollSeconds }).polling.requests;
    expect(requestsAt(breakEvenSeconds ?? 0)).toBeLessThanOrEqual(webhook.requests);
    expect(requestsAt((breakEvenSeconds ?? 0) - 1)).toBeGreaterThan(webhook.requests);
    // About the mean time between two events, which is five minutes.
    expect(breakEvenSeconds).toBeGreaterThan(270);
    expect(breakEvenSeconds).toBeLessThan(330);
  });

  it("has the figures that the lesson's guess is about", () => {
    const day = {
      eventsPerHour: 10,
      pollSeconds: 60,
      outageMinutes: 0,
      consumers: 1,
      profile: "github",
    } as const;
    const { polling } = compareMechanisms(day);
    expect(polling.requests).toBe(1_440);
    expect(Math.abs(polling.inVain - 1_200)).toBeLessThan(50);
  });

  it("is the same whenever it is asked for", () => {
    const day = {
      eventsPerHour: 20,
      pollSeconds: 30,
      outageMinutes: 60,
      consumers: 3,
      profile: "slack",
    } as const;
    expect(compareMechanisms(day)).toEqual(compareMechanisms(day));
  });
});
