// What an honest provider does on good days: every event, in every encoding, twice, late, and in another order.
import { LINK_FIELD } from "../../../content/schema/observed-event.ts";
import { Encoding } from "../../contract/history.ts";
import { type Action, scheduleOf } from "../../contract/schedule.ts";
import { copyOf, DAY_MS, type Event, type Family, HOUR_MS, oneByOne, rest, settle } from "./family.ts";

/** A type that no handler was written for. */
const UNKNOWN_TYPE = "shelf.tidied";
const UNKNOWN_ORDER = "ord_999999";

export const everyEvent: Family = {
  id: "every-event",
  most: 100,
  cases({ main, mismatches, all, scenario }) {
    const pending = scenario.orders.filter(({ status }) => status === "pending");
    const unknown = all.map((event) => ({ ...event, orderId: UNKNOWN_ORDER }));
    return [
      ...[...all, ...mismatches, { ...main, type: UNKNOWN_TYPE }].map((event) => ({
        schedule: scheduleOf(event),
      })),
      { schedule: scheduleOf(...oneByOne(unknown)) },
      { schedule: scheduleOf(...oneByOne(pending.map(({ id }) => ({ ...main, orderId: id })))) },
      { schedule: scheduleOf(...oneByOne(all)) },
    ];
  },
};

/** Genuine events whose link was chosen by somebody who wants to see what only the receiver can reach. */
export const links: Family = {
  id: "links",
  most: 20,
  cases: ({ main, scenario }) =>
    scenario.trapLinks.map((link) => ({
      schedule: scheduleOf({ ...main, fields: { [LINK_FIELD]: link } }),
    })),
};

export const encodings: Family = {
  id: "encodings",
  most: 20,
  cases: ({ main }) =>
    Encoding.options.map((encoding) => ({ schedule: scheduleOf({ ...main, encoding }, settle) })),
};

export const duplicates: Family = {
  id: "duplicates",
  most: 50,
  cases: ({ all }) =>
    all.map((event) => ({
      schedule: scheduleOf(event, rest, copyOf(0), rest, { do: "wait", durationMs: HOUR_MS }, copyOf(0)),
    })),
};

/** Longer than a day, and then longer than a provider retries and than most memories of what was seen. */
export const lateRedelivery: Family = {
  id: "late-redelivery",
  most: 20,
  cases: ({ all }) =>
    all.map((event) => ({
      schedule: scheduleOf(
        ...[event, settle],
        ...[DAY_MS + HOUR_MS, 8 * DAY_MS].flatMap((durationMs): Action[] => [
          { do: "wait", durationMs },
          copyOf(0),
          settle,
        ]),
      ),
    })),
};

export const orderOfEvents: Family = {
  id: "order-of-events",
  most: 100,
  cases({ all }) {
    const pairs = all.flatMap((older) =>
      all.filter(({ type }) => type !== older.type).map((newer) => [older, newer] as const),
    );
    return pairs.flatMap(([older, newer]) => [
      { schedule: scheduleOf(older, rest, newer, rest, copyOf(0)) },
      { schedule: scheduleOf(...newerFirst(older, newer)) },
    ]);
  },
};

/**
 * The older event's first attempts find nobody, so that its next one comes minutes after the newer event, when whoever
 * looks every few seconds has done so. The newer version has one digit more, and so comes first as text.
 */
const newerFirst = (older: Event, newer: Event): Action[] => [
  { do: "outage", durationMs: 10_000 },
  ...[{ ...older, fields: { version: 9 } }, rest],
  { do: "wait", durationMs: 11_000 },
  ...[{ ...newer, fields: { version: 10 } }, rest],
];
