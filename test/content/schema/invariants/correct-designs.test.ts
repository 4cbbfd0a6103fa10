// Handlers that are right, each in its own way, through what happens to them: no judge may ever complain, at no moment.
import { describe, expect, test } from "vitest";
import {
  answered,
  answeredWith,
  at,
  attempt,
  becomes,
  bodyOf,
  callAnswered,
  called,
  cutOff,
  down,
  effect,
  event,
  faulty,
  foundNobody,
  type HistoryDraft,
  hostile,
  jobDone,
  later,
  logged,
  mailed,
  paid,
  queues,
  refunded,
  replyLost,
  settled,
  shipsAndPays,
  started,
  timedOut,
  up,
  works,
} from "../histories.ts";
import { brokenIn, judge, timeless, world } from "../judging.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const payment = paid("evt_1");
const gone = (id: string) => [down("crash-point"), cutOff(id), up()];
const first = started({ id: "a", eventId: "evt_1" });

/** A name for each story, and what happened in it. */
const stories: Readonly<Record<string, readonly HistoryDraft[]>> = {
  "carrier key in the request: killed after the parcel, the retry finds it by its key": [
    ...[payment, first, effect("shipped", "a"), ...gone("a")],
    ...at(5_000, ...attempt("b", "evt_1", 200, becomes("paid", "b"))),
  ],
  "carrier key in the request: the shop fails, and the retry does the rest": [
    ...[payment, ...attempt("a", "evt_1", 500, effect("shipped", "a"), ...faulty("a", "answer-lost"))],
    ...at(5_000, ...attempt("b", "evt_1", 200, becomes("paid", "b"))),
  ],
  "inbox and outbox with a worker that polls every 50 s": [
    ...[payment, ...attempt("a", "evt_1", 200, effect("row-changed", "a"), becomes("paid", "a"))],
    ...at(50_000, effect("shipped", null), mailed("ada@example.com", null)),
  ],
  "inbox and outbox: a poll meets a fault, and the next one does it": [
    ...[payment, ...attempt("a", "evt_1", 200, becomes("paid", "a"))],
    ...[...at(50_000, ...faulty(null)), ...at(100_000, effect("shipped", null))],
  ],
  "inbox and outbox: what an earlier process left is done by the next one": [
    ...[payment, ...attempt("a", "evt_1", 200, becomes("paid", "a")), down(), ...at(1_000, up())],
    ...at(1_020, effect("shipped", null)),
  ],
  "early acknowledgement after the commit: a recovery scan does the work after an outage": [
    ...[payment, ...attempt("a", "evt_1", 202, effect("row-changed", "a"))],
    ...[...at(100, down("stopped")), ...at(9 * HOUR, up()), ...at(9 * HOUR + 40_000, ...shipsAndPays(null))],
  ],
  "queue first: 202, and the job does the work": [
    ...[...works("pay"), payment, ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a"))],
    ...[...shipsAndPays(null), jobDone("evt_1")],
  ],
  "queue first: the job fails for an hour and a half before it gets through": [
    ...[...works("pay"), payment, ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a"))],
    ...[1_000, 36_000, 6 * MINUTE, 36 * MINUTE, 66 * MINUTE].flatMap((ms) => at(ms, ...faulty(null))),
    ...at(95 * MINUTE, ...shipsAndPays(null), jobDone("evt_1")),
  ],
  "queue first: killed while the job runs, and the job runs again": [
    ...[...works("pay"), payment, ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a"))],
    ...[effect("shipped", null), down(), ...at(1_000, up(), ...works("pay"))],
    ...at(1_010, becomes("paid", null), jobDone("evt_1")),
  ],
  "queue first, without a job id: each copy is a job, and the worker does nothing twice": [
    ...[...works("pay"), payment, ...attempt("a", "evt_1", 202, ...queues("pay", "job_1", "a"))],
    ...[...shipsAndPays(null), jobDone("job_1")],
    ...at(9_000, ...attempt("b", "evt_1", 202, ...queues("pay", "job_2", "b")), jobDone("job_2")),
    ...[
      hostile("d", "fresh-delivery-id", bodyOf(payment)),
      ...queues("pay", "job_3", "d"),
      answered("d", 202),
    ],
  ],
  "lease: an overlapping copy is told to come back": [
    ...[payment, first, started({ id: "b", eventId: "evt_1" }), answered("b", 409)],
    ...[...shipsAndPays("a"), answered("a", 200), settled("evt_1")],
  ],
  "lease: killed with the lease held, retries are told to come back until it has run out": [
    ...[payment, first, effect("row-changed", "a"), ...gone("a")],
    ...at(5_000, ...attempt("b", "evt_1", 503)),
    ...at(5 * MINUTE, ...attempt("c", "evt_1", 425)),
    ...at(35 * MINUTE, ...attempt("d", "evt_1", 200, ...shipsAndPays("d"))),
  ],
  "lease for the whole order: its refund has to wait for its payment": [
    ...[payment, refunded("evt_2"), first, started({ id: "r", eventId: "evt_2" }), answered("r", 429)],
    ...[...shipsAndPays("a"), answered("a", 200), settled("evt_1")],
    ...at(5_000, ...attempt("s", "evt_2", 200, becomes("refunded", "s"))),
  ],
  "lease: the shop is so slow that the retry comes while the first attempt is at work": [
    ...[payment, first, called({ id: "c", attemptId: "a" }), timedOut("a", 15_000)],
    ...at(20_000, started({ id: "b", eventId: "evt_1" }), answered("b", 503)),
    ...at(20_010, callAnswered({ id: "c", attemptId: "a" }), ...shipsAndPays("a")),
    ...at(5 * MINUTE, ...attempt("c", "evt_1", 200)),
  ],
  "lease: the answer of a slow call comes to nobody": [
    ...[payment, first, ...faulty("a", "slow"), timedOut("a", 15_000)],
    ...at(20_000, started({ id: "b", eventId: "evt_1" }), answered("b", 409)),
    ...at(5 * MINUTE, ...attempt("c", "evt_1", 200, ...shipsAndPays("c"))),
  ],
  "the answer is lost after the commit": [
    ...[payment, first, ...shipsAndPays("a"), replyLost("a", 200)],
    ...at(5_000, ...attempt("b", "evt_1", 200)),
  ],
  "killed between answer and network": [
    ...[payment, first, ...shipsAndPays("a"), cutOff("a"), down("crash-point"), up()],
    ...at(5_000, ...attempt("b", "evt_1", 200)),
  ],
  "down for longer than the provider retries, and delivered by hand afterwards": [
    ...[down("stopped"), payment, first, foundNobody("a"), ...at(80 * HOUR, settled("evt_1", "dead-letter"))],
    ...at(100 * HOUR, up(), ...attempt("b", "evt_1", 200, ...shipsAndPays("b"))),
  ],
  "an older payment comes after the refund, which arrived first": [
    ...[payment, first, foundNobody("a"), refunded("evt_2")],
    ...[...attempt("r", "evt_2", 200, becomes("refunded", "r")), ...at(5_000, ...attempt("b", "evt_1", 200))],
  ],
  "a payment that does not match is queued, and its worker drops it": [
    ...[...works("pay"), paid("evt_9", "ord_1", 1)],
    ...[...attempt("a", "evt_9", 202, ...queues("pay", "evt_9", "a")), jobDone("evt_9")],
  ],
  "an unknown type and an event without an order are acknowledged": [
    ...[event("evt_u", "shelf.tidied", {}), ...attempt("a", "evt_u", 204)],
    ...[event("evt_n", "customer.moved", { orderId: "ord_1" }), ...attempt("b", "evt_n", 200)],
  ],
  "an official library: the rotated secret, an unknown version first in the list": [
    ...[payment, started({ id: "a", eventId: "evt_1", signedBy: ["unknown-version", "previous"] })],
    ...[...shipsAndPays("a"), answered("a", 200), settled("evt_1")],
  ],
  "refused forgeries are noted in a table while a worker is about to ship": [
    ...[payment, ...attempt("a", "evt_1", 200, effect("row-changed", "a"))],
    ...[hostile("f", "tampered-timestamp", bodyOf(payment)), effect("row-changed", "f"), answered("f", 401)],
    ...at(9_000, ...shipsAndPays(null), mailed("ada@example.com", null)),
  ],
  "a copy is acknowledged as a duplicate while a worker is about to ship": [
    ...[payment, ...attempt("a", "evt_1", 200, effect("row-changed", "a"))],
    ...[hostile("d", "lax-timestamp", bodyOf(payment)), answered("d", 200)],
    ...at(9_000, ...shipsAndPays(null)),
  ],
  "started without its secret, it refuses everybody in its own way": [
    ...[up("blank"), hostile("f", "signed-with-blank"), answered("f", 500)],
    ...[payment, ...attempt("a", "evt_1", 500), settled("evt_1", "dead-letter"), later(99 * HOUR)],
  ],
  "bad input is refused, and an oversized body is cut off": [
    ...[hostile("b", "not-json"), answered("b", 400), hostile("c", "no-type"), answered("c", 200)],
    ...[hostile("d", "oversized"), cutOff("d"), later(10), payment],
    ...attempt("a", "evt_1", 200, ...shipsAndPays("a")),
  ],
  "it logs errors with their stack, and answers with the event's id": [
    ...[
      payment,
      first,
      ...faulty("a"),
      logged("SqlError: busy\n    at pay (/app/handler.ts:1881:4242)", "a"),
    ],
    ...[answered("a", 500), ...at(5_000, started({ id: "b", eventId: "evt_1" }), ...shipsAndPays("b"))],
    ...[answeredWith("b", '{"received":"evt_1"}', [["Content-Length", "4242"]]), settled("evt_1")],
  ],
};

describe.each(Object.entries(stories))("%s", (_name, story) => {
  const whole = [...story, later((story.findLast(({ atMs }) => atMs !== undefined)?.atMs ?? 0) + 61_000)];

  test("breaks nothing, at no moment", () => {
    for (let length = 0; length <= whole.length; length += 1)
      expect(brokenIn(whole.slice(0, length)), `after ${length} entries`).toEqual([]);
  });

  test("breaks nothing where the scheme signs no time", () => {
    expect(brokenIn(whole, timeless)).toEqual([]);
  });
});

test("a scheme without a timestamp: an old request is a duplicate to it, also while a worker is about to ship", () => {
  const accepted = [payment, ...attempt("a", "evt_1", 200, effect("row-changed", "a"))];
  const old = at(9 * MINUTE, hostile("r", "late-replay-attack", bodyOf(payment)), answered("r", 200));
  expect(brokenIn([...accepted, ...old, ...shipsAndPays(null)], timeless)).toEqual([]);
  expect(judge("refuses-replay-attack", [...accepted, ...old, ...shipsAndPays(null)], world).state).toBe(
    "broken",
  );
});
