// What genuine deliveries are owed: acceptance, with either key, in time, and with an honest status.
import { describe, expect, test } from "vitest";
import {
  answered,
  at,
  attempt,
  callAnswered,
  called,
  cutOff,
  down,
  effect,
  event,
  faulty,
  foundNobody,
  type HistoryDraft,
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

const unknown = event("evt_u", "shelf.tidied", { orderId: "ord_1" });

describe("accepts-genuine", () => {
  const says = (...drafts: HistoryDraft[]) => judge("accepts-genuine", drafts);

  test("holds when a delivery is accepted and its work is done", () => {
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", 202, ...shipsAndPays("a")))).toMatchObject({
      state: "held",
      summary: "1 genuine delivery was accepted.",
    });
  });

  test.each([301, 401, 409, 500])("is broken by the answer %d to an undisturbed delivery", (status) => {
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", status))).toMatchObject({
      state: "broken",
      byEffect: false,
      seq: 2,
      summary: expect.stringContaining(String(status)),
    });
  });

  test.each([
    ["of a type that nobody knows", unknown, "evt_u"],
    ["of another amount", paid("evt_1", "ord_1", 1), "evt_1"],
    ["of an order that the shop does not have", paid("evt_1", "ord_9"), "evt_1"],
  ])("asks for a 2xx also for an event %s, and says where to look", (_what, created, id) => {
    expect(says(created, ...attempt("a", id, 422))).toMatchObject({
      state: "broken",
      look: expect.stringContaining("events that need no work"),
    });
    expect(says(created, ...attempt("a", id, 200), later(600_000))).toMatchObject({ state: "held" });
  });

  test("is broken by a receiver that falls over a genuine delivery", () => {
    const history = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), down("crashed"), cutOff("a")];
    expect(says(...history)).toMatchObject({ state: "broken" });
  });

  test("leaves slowness to its own invariant", () => {
    const history = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), timedOut("a", 15_000)];
    expect(says(...history)).toEqual({ state: "not-checked" });
  });

  test("gives the work a minute from the answer, and no more", () => {
    const accepted = [paid("evt_1"), ...at(50, ...attempt("a", "evt_1", 200))];
    expect(says(...accepted, later(60_000))).toMatchObject({ state: "held" });
    expect(says(...accepted, later(60_050))).toMatchObject({
      state: "broken",
      byEffect: true,
      seq: 2,
      summary: "A genuine event was answered 200, but ord_1 was never shipped.",
    });
  });

  test("asks for a parcel and for the status", () => {
    const accepted = attempt("a", "evt_1", 200, effect("shipped", "a"));
    expect(says(paid("evt_1"), ...accepted, later(600_000))).toMatchObject({
      state: "broken",
      summary: expect.stringContaining("ord_1 never became paid"),
    });
  });

  test("asks for the status of a refund", () => {
    expect(
      says(refunded("evt_1", "ord_3", 300), ...attempt("a", "evt_1", 200), later(600_000)),
    ).toMatchObject({
      state: "broken",
      summary: expect.stringContaining("ord_3 never became refunded"),
    });
  });

  test("leaves work that was interrupted to effect-at-least-once", () => {
    const accepted = [paid("evt_1"), ...attempt("a", "evt_1", 200)];
    const restarted = [...accepted, ...at(2_000, down("stopped"), up()), later(600_000)];
    expect(says(...restarted)).toMatchObject({ state: "held" });
    const faulted = [...accepted, ...at(1_000, ...faulty(null)), later(600_000)];
    expect(says(...faulted)).toMatchObject({ state: "held" });
    const muchLater = [...accepted, ...at(90_000, down("stopped"), up()), later(600_000)];
    expect(says(...muchLater)).toMatchObject({ state: "broken", byEffect: true });
  });

  test("is not excused by a restart before the event came, nor by two copies at once afterwards", () => {
    const accepted = [paid("evt_1"), ...at(10, ...attempt("a", "evt_1", 200))];
    expect(says(down(), up(), ...accepted, later(600_000))).toMatchObject({ state: "broken" });
    const overlapping = [
      ...[paid("evt_1"), started({ id: "a", eventId: "evt_1" }), started({ id: "b", eventId: "evt_1" })],
      ...[answered("a", 200), answered("b", 200), settled("evt_1"), later(600_000)],
    ];
    expect(says(...overlapping)).toEqual({ state: "not-checked" });
  });

  test("does not take a lost answer for an interruption of the work", () => {
    const lost = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), replyLost("a", 200)];
    const retried = at(5_000, ...attempt("b", "evt_1", 200));
    expect(says(...lost, ...retried, later(600_000))).toMatchObject({ state: "broken", byEffect: true });
  });

  test.each([
    ["found nobody", [started({ id: "a", eventId: "evt_1" }), foundNobody("a")]],
    ["lost its answer", [started({ id: "a", eventId: "evt_1" }), replyLost("a", 500)]],
    ["met a fault", attempt("a", "evt_1", 500, ...faulty("a"))],
    ["was cut off by a kill", [started({ id: "a", eventId: "evt_1" }), cutOff("a"), down("crash-point")]],
    ["is not answered", [started({ id: "a", eventId: "evt_1" })]],
    ["had chosen keys", [started({ id: "a", eventId: "evt_1", signedBy: ["previous"] }), answered("a", 401)]],
  ])("does not judge an attempt that %s", (_what, entries) => {
    expect(says(paid("evt_1"), ...entries)).toEqual({ state: "not-checked" });
  });

  test("does not judge a receiver that was started without its secret", () => {
    expect(says(up("missing"), paid("evt_1"), ...attempt("a", "evt_1", 500))).toEqual({
      state: "not-checked",
    });
    expect(says(up("missing"), up(), paid("evt_1"), ...attempt("a", "evt_1", 500))).toMatchObject({
      state: "broken",
    });
  });
});

describe("accepts-rotated-secret", () => {
  const says = (status: number, signedBy: ("current" | "previous" | "unknown-version")[]) =>
    judge("accepts-rotated-secret", [
      paid("evt_1"),
      started({ id: "a", eventId: "evt_1", signedBy }),
      answered("a", status),
    ]);

  test("holds when a delivery that one of the keys signed is accepted", () => {
    expect(says(200, ["unknown-version", "previous"])).toMatchObject({ state: "held" });
  });

  test("is broken when one is turned away, and names the keys in their order", () => {
    expect(says(401, ["current", "previous"])).toMatchObject({
      state: "broken",
      summary: "A delivery that was signed with the new secret, then with the old secret was answered 401.",
    });
  });

  test.each(["current", "previous"] as const)(
    "asks a delivery that only the %s key signed to be accepted",
    (key) => {
      expect(says(401, [key])).toMatchObject({ state: "broken" });
    },
  );

  test("asks nothing for a signature of an unknown version alone, or without chosen keys", () => {
    expect(says(401, ["unknown-version"])).toEqual({ state: "not-checked" });
    const plain = [paid("evt_1"), ...attempt("a", "evt_1", 401)];
    expect(judge("accepts-rotated-secret", plain)).toEqual({ state: "not-checked" });
  });

  test("keeps what it judges away from effect-at-least-once", () => {
    const refused = [
      started({ id: "a", eventId: "evt_1", signedBy: ["previous" as const] }),
      answered("a", 401),
    ];
    const gaveUp = [paid("evt_1"), ...refused, settled("evt_1", "dead-letter"), later(600_000)];
    expect(judge("effect-at-least-once", gaveUp)).toEqual({ state: "not-checked" });
  });
});

describe("acknowledges-in-time", () => {
  const late = [paid("evt_1"), started({ id: "a", eventId: "evt_1" })];
  const says = (...drafts: HistoryDraft[]) => judge("acknowledges-in-time", drafts);

  test("holds when every delivery is answered, whatever the answer", () => {
    expect(says(...late, answered("a", 500, 80))).toMatchObject({ state: "held" });
  });

  test("is broken by an undisturbed delivery that is not answered in time", () => {
    expect(says(...late, timedOut("a", 15_000))).toMatchObject({ state: "broken", byEffect: false, seq: 2 });
  });

  test("bears what the shop held up, whether or not it is called a fault", () => {
    expect(says(...late, ...faulty("a", "slow"), timedOut("a", 15_000))).toEqual({ state: "not-checked" });
    const held = [called({ id: "c", attemptId: "a" }), timedOut("a", 15_000)];
    expect(says(...late, ...held)).toEqual({ state: "not-checked" });
  });

  test("is not excused by a call that the shop answered at its usual pace", () => {
    const call = { id: "c", attemptId: "a" };
    const quick = [called(call), callAnswered(call, 40)];
    expect(says(...late, ...quick, timedOut("a", 15_000))).toMatchObject({ state: "broken" });
  });

  test("is not checked by what is not answered yet", () => {
    expect(says(...late)).toEqual({ state: "not-checked" });
  });
});

describe("honest-status", () => {
  const says = (...drafts: HistoryDraft[]) => judge("honest-status", drafts);
  const accepted = [paid("evt_1"), ...attempt("a", "evt_1", 202)];

  test("holds when what was accepted is done", () => {
    expect(says(...accepted, ...shipsAndPays(null))).toMatchObject({ state: "held" });
  });

  test("is broken by a 2xx whose work is never done, also when a crash has lost it", () => {
    expect(says(...accepted, later(600_000))).toMatchObject({ state: "broken", byEffect: true, seq: 2 });
    const crashed = [...accepted, ...at(1_000, down(), up()), later(600_000)];
    expect(says(...crashed)).toMatchObject({ state: "broken", byEffect: true });
  });

  test("counts an answer that was lost: it was given", () => {
    const lost = [paid("evt_1"), started({ id: "a", eventId: "evt_1" }), replyLost("a", 200)];
    const gaveUp = [settled("evt_1", "dead-letter"), later(600_000)];
    expect(says(...lost, ...gaveUp)).toMatchObject({ state: "broken" });
  });

  test("waits for a job that is still to run", () => {
    const queued = [
      ...works("pay"),
      paid("evt_1"),
      ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a")),
    ];
    expect(says(...queued, later(600_000))).toEqual({ state: "not-checked" });
    expect(says(...queued, jobDone("evt_1"), later(600_000))).toMatchObject({ state: "broken" });
  });

  test.each([
    ["of a type that nobody knows", unknown, "evt_u"],
    ["that does not match", paid("evt_1", "ord_1", 1), "evt_1"],
  ])("is broken by a 5xx to an event %s: no retry can cure it", (_what, created, id) => {
    expect(says(created, ...attempt("a", id, 500))).toMatchObject({
      state: "broken",
      byEffect: false,
      seq: 2,
    });
    expect(says(created, ...attempt("a", id, 200))).toMatchObject({ state: "held" });
    expect(says(created, ...attempt("a", id, 500, ...faulty("a")))).toEqual({ state: "not-checked" });
  });

  test("leaves other answers to a payment to accepts-genuine", () => {
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", 500))).toEqual({ state: "not-checked" });
    expect(says(unknown, ...attempt("a", "evt_u", 400))).toEqual({ state: "not-checked" });
  });
});
