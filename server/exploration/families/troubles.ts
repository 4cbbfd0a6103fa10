// What goes wrong between honest parties: overlaps, crashes, lost replies, faults, slowness, outages, new keys.
import type { SigningKey } from "../../contract/history.ts";
import { type Schedule, scheduleOf } from "../../contract/schedule.ts";
import { copyOf, DAY_MS, type Family, type FamilyCase, HOUR_MS, oneByOne, rest, settle } from "./family.ts";

/** Two attempts of one event at once. */
export const overlaps: Family = {
  id: "overlaps",
  most: 400,
  cases: ({ all }) =>
    all.map((event) => ({ schedule: scheduleOf(event, copyOf(0)), expand: ["interleavings"] })),
};

/**
 * Two events at once: of one order, and of two, where nothing may mix the one up with the other. And two payments of one
 * order, at once and one after the other, which whoever knows copies by the id of their event alone takes for two, while
 * whoever knows them by their order takes a right one for the copy of a wrong one.
 */
export const twoEvents: Family = {
  id: "two-events",
  most: 400,
  cases({ main, mismatches, others, scenario }) {
    const elsewhere = scenario.orders.find(({ id, status }) => status === "pending" && id !== main.orderId);
    const second = elsewhere === undefined ? [] : [{ ...main, orderId: elsewhere.id }];
    return [
      ...[...others, ...second].map(
        (other): FamilyCase => ({ schedule: scheduleOf(main, other), expand: ["interleavings"] }),
      ),
      { schedule: scheduleOf(...oneByOne([main, main])) },
      { schedule: scheduleOf(main, main), expand: ["interleavings"] },
      // Whoever paid a wrong sum pays again.
      ...mismatches.slice(0, 1).map((wrong) => ({ schedule: scheduleOf(...oneByOne([wrong, main])) })),
    ];
  },
};

export const crashes: Family = {
  id: "crashes",
  most: 300,
  cases: ({ all }) => all.map((event) => ({ schedule: scheduleOf(event), expand: ["crash-points"] })),
};

export const lostReplies: Family = {
  id: "lost-replies",
  most: 50,
  cases: ({ all }) => all.map((event) => ({ schedule: scheduleOf(event), expand: ["lost-replies"] })),
};

export const shopFaults: Family = {
  id: "shop-faults",
  most: 300,
  cases: ({ all }) =>
    all.map((event) => ({ schedule: scheduleOf(event), expand: ["call-faults", "said-done"] })),
};

export const slowCalls: Family = {
  id: "slow-calls",
  most: 300,
  cases: ({ all }) =>
    all.map((event) => ({ schedule: scheduleOf(event), expand: ["slow-calls", "said-done"] })),
};

export const overlapAndCrash: Family = {
  id: "overlap-and-crash",
  most: 300,
  cases: ({ main }) => [
    { schedule: scheduleOf(main, copyOf(0)), expand: ["one-preemption", "crash-after-calls"] },
  ],
};

export const outages: Family = {
  id: "outages",
  most: 20,
  cases: ({ main, others }) => [
    ...[2 * HOUR_MS, 42 * HOUR_MS].map((durationMs) => ({
      schedule: scheduleOf({ do: "outage", durationMs }, main),
    })),
    ...others.map((other) => ({
      schedule: scheduleOf({ do: "outage", durationMs: 6 * HOUR_MS }, main, other),
    })),
    // Longer than the provider retries: the event becomes a dead letter, and somebody delivers it again by hand.
    { schedule: scheduleOf({ do: "outage", durationMs: 4 * DAY_MS }, main, settle, copyOf(0)) },
  ],
};

const lists: readonly (readonly SigningKey[])[] = [
  ["current"],
  ["previous"],
  ["current", "previous"],
  ["previous", "current"],
  ["unknown-version", "current"],
  ["current", "unknown-version"],
  ["unknown-version", "previous"],
];

export const keyRotation: Family = {
  id: "key-rotation",
  most: 20,
  cases: ({ main }) =>
    lists.map((signedBy) => {
      const schedule: Schedule = {
        ...scheduleOf({ ...main, signedBy: [...signedBy] }, rest),
        secrets: "rotating",
      };
      return { schedule };
    }),
};
