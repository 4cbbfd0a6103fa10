// Work that must not get lost: how long it is waited for, and when nobody is to blame.
import { describe, expect, test } from "vitest";
import {
  answered,
  at,
  attempt,
  becomes,
  cutOff,
  down,
  event,
  faulty,
  foundNobody,
  type HistoryDraft,
  hostile,
  jobDone,
  later,
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
import { judge } from "../judging.ts";

const HOURS = 3_600_000;

describe("effect-at-least-once", () => {
  const says = (...drafts: HistoryDraft[]) => judge("effect-at-least-once", drafts);
  const accepted = [paid("evt_1"), ...attempt("a", "evt_1", 200)];

  test("holds when the order was shipped and became paid", () => {
    expect(says(...accepted, ...shipsAndPays(null))).toMatchObject({ state: "held" });
  });

  test("holds when a refund was written, or stood in the record already", () => {
    expect(says(refunded("evt_1"), ...attempt("a", "evt_1", 200, becomes("refunded", "a")))).toMatchObject({
      state: "held",
    });
    expect(says(refunded("evt_1", "ord_4", 400), ...attempt("a", "evt_1", 200), later(HOURS))).toMatchObject({
      state: "held",
    });
  });

  test("is broken by work that a crash has lost, and points at the answer that promised it", () => {
    expect(says(...accepted, ...at(1_000, down(), up()), later(61_000))).toMatchObject({
      state: "broken",
      byEffect: true,
      seq: 2,
      summary: expect.stringContaining("lost on the way"),
    });
  });

  test("counts its minute anew from the last start and from the last trouble", () => {
    expect(says(...accepted, ...at(50_000, down(), up()), later(109_000))).toEqual({ state: "not-checked" });
    expect(says(...accepted, ...at(50_000, ...faulty(null)), later(109_000))).toEqual({
      state: "not-checked",
    });
    expect(says(...accepted, ...at(50_000, ...faulty(null)), later(110_000))).toMatchObject({
      state: "broken",
    });
  });

  test("is satisfied with one calm minute, whatever comes after it", () => {
    const calm = [...accepted, ...at(60_000, down("stopped"))];
    expect(says(...calm)).toMatchObject({ state: "broken" });
    expect(says(...calm, ...at(70_000, up()), ...at(80_000, ...faulty(null)))).toMatchObject({
      state: "broken",
    });
    const restless = [30_000, 60_000, 90_000].flatMap((ms) => at(ms, ...faulty(null)));
    expect(says(...accepted, ...restless, later(149_000))).toEqual({ state: "not-checked" });
  });

  test("does not begin its minute anew when the receiver fell by itself", () => {
    const fell = [...accepted, ...at(50_000, down("crashed")), ...at(51_000, up()), later(60_000)];
    expect(says(...fell)).toMatchObject({ state: "broken" });
  });

  test("waits while the receiver is kept down, and not while it lies where it fell", () => {
    expect(says(...accepted, ...at(1_000, down("stopped")), later(9 * HOURS))).toEqual({
      state: "not-checked",
    });
    expect(says(...accepted, ...at(1_000, down("crashed")), later(9 * HOURS))).toMatchObject({
      state: "broken",
    });
  });

  test("waits for attempts that are open, and for deliveries that are not settled", () => {
    const open = started({ id: "b", eventId: "evt_1" });
    expect(says(...accepted, open, later(HOURS))).toEqual({ state: "not-checked" });
    const unsettled = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), replyLost("a", 200)];
    expect(says(...unsettled, later(HOURS))).toEqual({ state: "not-checked" });
  });

  describe("a job of the queue", () => {
    const queued = [
      ...works("pay"),
      paid("evt_1"),
      ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a")),
    ];

    test("is waited for while it may still run", () => {
      expect(says(...queued, later(95 * 60_000))).toEqual({ state: "not-checked" });
    });

    test("is given up when it has failed for as long as the queue tries", () => {
      expect(says(...queued, later(97 * 60_000))).toMatchObject({ state: "broken" });
    });

    test("is given up when it is done, and the work is not", () => {
      expect(says(...queued, jobDone("evt_1"), later(60_000))).toMatchObject({ state: "broken" });
    });

    test("is not waited for without a worker", () => {
      expect(says(...queued.slice(2), later(60_000))).toMatchObject({ state: "broken" });
      const otherWorker = [...works("mail"), ...queued.slice(2), later(60_000)];
      expect(says(...otherWorker)).toMatchObject({ state: "broken" });
    });

    test("needs a worker of the receiver that runs now", () => {
      const restarted = [...queued, ...at(1_000, down(), up())];
      expect(says(...restarted, later(62_000))).toMatchObject({ state: "broken" });
      expect(says(...restarted, ...works("pay"), later(62_000))).toEqual({ state: "not-checked" });
    });

    test("may be queued and done more than once", () => {
      const again = [...queued, jobDone("evt_1"), ...queues("pay", "evt_1", null)];
      expect(says(...again, later(HOURS))).toEqual({ state: "not-checked" });
    });
  });

  describe("a dead letter", () => {
    const gaveUp = (...attempts: HistoryDraft[]) =>
      says(paid("evt_1"), ...attempts, settled("evt_1", "dead-letter"), later(80 * HOURS));

    test("is broken when an undisturbed attempt was turned away", () => {
      expect(gaveUp(...attempt("a", "evt_1", 500))).toMatchObject({
        state: "broken",
        seq: 3,
        summary: expect.stringContaining("gave up"),
      });
      expect(gaveUp(started({ id: "a", eventId: "evt_1" }), timedOut("a"))).toMatchObject({
        state: "broken",
      });
    });

    test("is borne when the work was done all the same", () => {
      expect(gaveUp(...attempt("a", "evt_1", 500, ...shipsAndPays("a")))).toMatchObject({ state: "held" });
    });

    test("is not the receiver's fault when it was down all the time", () => {
      const outage = [started({ id: "a", eventId: "evt_1" }), foundNobody("a")];
      expect(gaveUp(...outage)).toEqual({ state: "not-checked" });
    });

    test("is not the receiver's fault when every attempt met a trouble", () => {
      expect(gaveUp(...attempt("a", "evt_1", 500, ...faulty("a")))).toEqual({ state: "not-checked" });
      const soonAfter = [
        ...attempt("a", "evt_1", 500, ...faulty("a")),
        ...at(HOURS / 2, ...attempt("b", "evt_1", 409)),
      ];
      expect(gaveUp(...soonAfter)).toEqual({ state: "not-checked" });
    });

    test("is the receiver's fault when it told the provider that it is gone, whatever the trouble", () => {
      expect(gaveUp(...attempt("a", "evt_1", 410, ...faulty("a")))).toMatchObject({
        state: "broken",
        summary: expect.stringContaining("was answered 410, so the provider sent nothing any more"),
        look: expect.stringContaining("gone for good"),
      });
      const lost = [started({ id: "a", eventId: "evt_1" }), ...faulty("a"), replyLost("a", 410)];
      expect(gaveUp(...lost)).toEqual({ state: "not-checked" });
      const soonAgain = [...attempt("a", "evt_1", 410, ...faulty("a")), ...attempt("b", "evt_1", 200)];
      expect(says(paid("evt_1"), ...soonAgain, ...shipsAndPays("b"))).toMatchObject({ state: "held" });
    });

    test("is broken when attempts are turned away long after the trouble", () => {
      const stuck = [
        ...attempt("a", "evt_1", 500, ...faulty("a")),
        ...at(2 * HOURS, ...attempt("b", "evt_1", 409)),
      ];
      expect(gaveUp(...stuck)).toMatchObject({ state: "broken" });
    });
  });

  describe("an order that went back", () => {
    const takesBack = (status: string) => [
      paid("evt_1"),
      ...attempt("a", "evt_1", 500, ...shipsAndPays("a"), ...faulty("a"), becomes(status, "a")),
      ...at(5_000, ...attempt("b", "evt_1", 200)),
    ];

    test("is broken when it is left so, and is named", () => {
      expect(says(...takesBack("pending"), later(HOURS))).toMatchObject({
        state: "broken",
        summary: expect.stringMatching(/ord_1 went back to pending\.$/),
      });
      const refund = [refunded("evt_2", "ord_3", 300)];
      const undone = [becomes("refunded", "r", "ord_3"), ...faulty("r"), becomes("paid", "r", "ord_3")];
      const left = [...refund, ...attempt("r", "evt_2", 500, ...undone), ...attempt("s", "evt_2", 200)];
      expect(says(...left, later(HOURS))).toMatchObject({
        state: "broken",
        summary: expect.stringMatching(/ord_3 went back to paid\.$/),
      });
    });

    test("holds when it goes on from there, or is put right by a retry", () => {
      expect(says(...takesBack("delivered"), later(HOURS))).toMatchObject({ state: "held" });
      expect(says(...takesBack("pending"), becomes("paid", null), later(HOURS))).toMatchObject({
        state: "held",
      });
    });

    test("may be waited for", () => {
      expect(says(...takesBack("pending"))).toEqual({ state: "not-checked" });
    });

    test("is borne when an event of another type, or an attacker, may have had it so", () => {
      const failure = event("evt_f", "payment.failed", { orderId: "ord_1", amount: 100, currency: "EUR" });
      const failed = [failure, ...attempt("f", "evt_f", 200)];
      expect(says(...takesBack("pending"), ...failed, later(HOURS))).toMatchObject({ state: "held" });
      const work = [paid("evt_1"), ...attempt("a", "evt_1", 200, ...shipsAndPays("a"))];
      const forged = [hostile("h", "unsigned"), becomes("pending", "h"), answered("h", 200)];
      expect(says(...work, ...forged, later(HOURS))).toMatchObject({ state: "held" });
    });
  });

  test("is broken by a receiver that cannot be started again", () => {
    const failedStart = (atMs: number) => at(atMs, up(), down("crashed"));
    const crashed = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), down(), cutOff("a")];
    const twice = [...crashed, ...failedStart(1_000), ...failedStart(5_000)];
    expect(says(...twice)).toEqual({ state: "not-checked" });
    const refused = [started({ id: "b", eventId: "evt_1" }), up(), down("crashed"), foundNobody("b")];
    expect(says(...twice, ...at(300_000, ...refused))).toMatchObject({ state: "broken" });
    expect(says(...twice, ...failedStart(300_000))).toMatchObject({
      state: "broken",
      summary: expect.stringContaining("fails to start again"),
      look: expect.stringContaining("when the module is loaded"),
    });
  });

  test("tells a start that failed from a receiver that fell over its first request", () => {
    const fell = (id: string, atMs: number) =>
      at(atMs, started({ id, eventId: "evt_1" }), up(), down("crashed"), cutOff(id));
    expect(says(paid("evt_1"), ...fell("a", 0), ...fell("b", 5_000), ...fell("c", 300_000))).toEqual({
      state: "not-checked",
    });
  });

  test("does not take a start for failed that was followed by some life, or by an end on purpose", () => {
    const accepted = [paid("evt_1"), started({ id: "a", eventId: "evt_1" })];
    const lives = [1_000, 9_000, 99_000].flatMap((ms) => [...at(ms, up()), ...at(ms + 500, down("crashed"))]);
    expect(says(...accepted, ...lives)).toEqual({ state: "not-checked" });
    const stops = [1_000, 9_000, 99_000].flatMap((ms) => at(ms, up(), down("stopped")));
    expect(says(...accepted, ...stops)).toEqual({ state: "not-checked" });
  });

  test("judges no parcel once there is a refund, and no refund older than a payment", () => {
    const refund = [refunded("evt_2"), ...attempt("b", "evt_2", 200, becomes("refunded", "b"))];
    expect(says(...accepted, ...refund, later(HOURS))).toMatchObject({ state: "held" });
    const newer = [paid("evt_3", "ord_1", 100, 3), ...attempt("c", "evt_3", 200, ...shipsAndPays("c"))];
    const skipped = [refunded("evt_2"), ...attempt("b", "evt_2", 200), ...newer, later(HOURS)];
    expect(says(...skipped)).toEqual({ state: "not-checked" });
  });

  test("owes nothing for an order that was paid already, and for what does not match", () => {
    expect(says(paid("evt_1", "ord_3", 300), ...attempt("a", "evt_1", 200), later(HOURS))).toEqual({
      state: "not-checked",
    });
    const dollars = event("evt_1", "payment.succeeded", { orderId: "ord_1", amount: 100, currency: "USD" });
    for (const strange of [paid("evt_1", "ord_1", 99), paid("evt_1", "ord_9"), dollars])
      expect(says(strange, ...attempt("a", "evt_1", 200), later(HOURS))).toEqual({ state: "not-checked" });
  });
});
