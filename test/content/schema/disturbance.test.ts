// When an answer may be other than on a good day: the edges of "disturbed", one at a time.
import { describe, expect, test } from "vitest";
import { isDisturbed, isHit } from "../../../content/schema/disturbance.ts";
import { observe } from "../../../content/schema/observation.ts";
import {
  answered,
  at,
  attempt,
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
  historyOf,
  hostile,
  later,
  paid,
  replyLost,
  started,
  up,
} from "./histories.ts";

/** What holds for the attempt of this id. */
function of(id: string, ...drafts: HistoryDraft[]) {
  const observed = observe(historyOf(...drafts));
  const found = observed.attempts.find(({ started: { attemptId } }) => attemptId === id);
  if (found === undefined) throw new Error(`No attempt ${id}.`);
  return { isHit: isHit(observed, found), isDisturbed: isDisturbed(observed, found) };
}

const calm = { isHit: false, isDisturbed: false };
const felt = { isHit: false, isDisturbed: true };
const hit = { isHit: true, isDisturbed: true };

const payment = paid("evt_1");
const other = paid("evt_2", "ord_2", 200);
const a = started({ id: "a", eventId: "evt_1" });
const call = { id: "c", attemptId: "a" };

describe("an attempt is hit", () => {
  test("by nothing on a good day", () => {
    expect(of("a", payment, ...attempt("a", "evt_1", 200, effect("shipped", "a")))).toEqual(calm);
  });

  test.each(["refused", "answer-lost", "slow"] as const)("by a shop call of its own that is %s", (fault) => {
    expect(of("a", payment, ...attempt("a", "evt_1", 500, ...faulty("a", fault)))).toEqual(hit);
  });

  test("by a shop call that takes a second, and by none that takes less", () => {
    const took = (ms: number) => [called(call), callAnswered(call, ms), answered("a", 500)];
    expect(of("a", payment, a, ...took(999))).toEqual(calm);
    expect(of("a", payment, a, ...took(1_000))).toEqual(hit);
  });

  test("by a shop call that is not answered at all, once it has taken a second before the end", () => {
    expect(of("a", payment, a, called(call), answered("a", 500, 999), later(9_000))).toEqual(calm);
    expect(of("a", payment, a, called(call), answered("a", 500, 1_000), later(9_000))).toEqual(hit);
  });

  test("by a fault outside of requests while it is open, and not by another request's", () => {
    expect(of("a", payment, ...attempt("a", "evt_1", 500, ...faulty(null)))).toEqual(hit);
    const others = [
      payment,
      other,
      a,
      started({ id: "b", eventId: "evt_2" }),
      ...faulty("b"),
      answered("a", 500),
    ];
    expect(of("a", ...others)).toEqual(calm);
  });

  test("by nobody listening, and by an answer that got lost", () => {
    expect(of("a", payment, a, foundNobody("a"))).toEqual(hit);
    expect(of("a", payment, a, replyLost("a", 500))).toEqual(hit);
  });

  test.each(["stopped", "crash-point"] as const)("by a receiver that is %s", (kind) => {
    expect(of("a", payment, a, down(kind), cutOff("a"))).toEqual(hit);
    expect(of("a", payment, a, cutOff("a"), down(kind), up(), later(9_000))).toEqual(hit);
  });

  test("not by a receiver that falls by itself", () => {
    expect(of("a", payment, a, down("crashed"), cutOff("a"))).toEqual(calm);
    expect(of("a", payment, a, cutOff("a"), later(9_000))).toEqual(calm);
  });

  test("by what is not known yet, when its connection broke only now", () => {
    expect(of("a", payment, a, cutOff("a"))).toEqual(hit);
  });

  test("not by what comes after its end", () => {
    const done = attempt("a", "evt_1", 500);
    expect(of("a", payment, ...done, ...faulty("a"))).toEqual(calm);
    expect(of("a", payment, ...done, ...at(10, down()))).toEqual(calm);
  });
});

describe("two attempts get in each other's way", () => {
  const b = started({ id: "b", eventId: "evt_1" });

  test("when they are about the same event and open at the same time", () => {
    const both = [payment, a, b, answered("b", 409), answered("a", 200)];
    expect([of("a", ...both), of("b", ...both)]).toEqual([hit, hit]);
  });

  test("when they are about the same order", () => {
    const both = [payment, paid("evt_2"), a, started({ id: "b", eventId: "evt_2" }), answered("b", 409)];
    expect(of("b", ...both)).toEqual(hit);
  });

  test("when one goes on with its work after its answer", () => {
    const goesOn = [payment, a, answered("a", 202), b, effect("shipped", "a"), answered("b", 409)];
    expect(of("b", ...goesOn)).toEqual(hit);
    expect(of("a", ...goesOn)).toEqual(calm);
  });

  test("not when one comes after the other", () => {
    expect(of("b", payment, a, answered("a", 200), b, answered("b", 409))).toEqual(calm);
  });

  test("not when they are about different orders", () => {
    const both = [payment, other, a, started({ id: "b", eventId: "evt_2" }), answered("b", 409)];
    expect(of("b", ...both)).toEqual(calm);
  });

  test("when one is a captured copy with a valid signature, and not when it is a forgery", () => {
    const beside = (attack: "fresh-delivery-id" | "tampered-timestamp") =>
      of("a", payment, a, hostile("h", attack, bodyOf(payment)), answered("h", 200), answered("a", 503));
    expect(beside("fresh-delivery-id")).toEqual(hit);
    expect(beside("tampered-timestamp")).toEqual(calm);
  });

  test("when a captured copy is of an event that speaks of no order", () => {
    const note = event("evt_n", "shelf.tidied", {});
    const open = started({ id: "a", eventId: "evt_n" });
    const copy = [hostile("h", "fresh-delivery-id", bodyOf(note)), answered("h", 503)];
    expect(of("h", note, open, ...copy)).toEqual(hit);
  });
});

describe("a trouble is felt", () => {
  const troubled = [payment, other, ...attempt("a", "evt_1", 500, ...faulty("a"))];
  const next = (atMs: number, eventId = "evt_1") =>
    of("b", ...troubled, ...at(atMs, ...attempt("b", eventId, 409)));

  test("for an hour by what is about the same event or order", () => {
    expect(next(3_600_000)).toEqual(felt);
    expect(next(3_600_001)).toEqual(calm);
  });

  test("not by what is about another order", () => {
    expect(next(5_000, "evt_2")).toEqual(calm);
  });

  test("after a kill by what the receiver had begun with, and by nothing else", () => {
    const killed = [payment, other, ...attempt("a", "evt_1", 202), ...at(100, down(), up())];
    expect(of("b", ...killed, ...at(5_000, ...attempt("b", "evt_1", 409)))).toEqual(felt);
    expect(of("b", ...killed, ...at(5_000, ...attempt("b", "evt_2", 409)))).toEqual(calm);
    expect(of("b", down(), up(), payment, ...at(5_000, ...attempt("b", "evt_1", 409)))).toEqual(calm);
  });

  test("after two copies had been in each other's way", () => {
    const both = [payment, a, started({ id: "x", eventId: "evt_1" }), answered("x", 409), answered("a", 500)];
    expect(of("b", ...both, ...at(5_000, ...attempt("b", "evt_1", 409)))).toEqual(felt);
  });
});
