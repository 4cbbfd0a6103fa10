// What no provider sends: refused or shrugged off, without an effect, and without bringing anybody down.
import { describe, expect, test } from "vitest";
import type { AttackId } from "../../../../server/contract/history.ts";
import {
  answered,
  at,
  attempt,
  becomes,
  bodyOf,
  cutOff,
  down,
  effect,
  faulty,
  type HistoryDraft,
  hostile,
  later,
  mailed,
  paid,
  queues,
  shipsAndPays,
  timedOut,
  up,
} from "../histories.ts";
import { judge } from "../judging.ts";

const payment = paid("evt_1");
const delivered = [payment, ...attempt("g", "evt_1", 200, ...shipsAndPays("g"))];

describe("survives-bad-input", () => {
  const says = (...history: HistoryDraft[]) => judge("survives-bad-input", history);
  const junk = (attack: AttackId, ...end: HistoryDraft[]) => says(hostile("b", attack), ...end);

  test.each(["not-json", "oversized", "json-null"] as const)("holds when %s is answered 4xx", (attack) => {
    expect(junk(attack, answered("b", 400))).toMatchObject({ state: "held" });
  });

  test("lets JSON that says too little be acknowledged, and nothing else", () => {
    expect(junk("no-type", answered("b", 200))).toMatchObject({ state: "held" });
    expect(junk("no-type", ...queues("pay", "x", "b"), answered("b", 202))).toMatchObject({ state: "held" });
    expect(junk("not-json", answered("b", 200))).toMatchObject({ state: "broken", byEffect: false });
  });

  test.each([301, 500])("is broken by the answer %d", (status) => {
    expect(junk("json-array", answered("b", status))).toMatchObject({ state: "broken", seq: 1 });
  });

  test("is broken by silence, and bears a connection that is closed", () => {
    expect(junk("compressed", timedOut("b", 15_000))).toMatchObject({ state: "broken" });
    expect(junk("oversized", cutOff("b"), later(10))).toMatchObject({ state: "held" });
  });

  test("is broken by an effect", () => {
    const odd = hostile("b", "odd-types", bodyOf(payment));
    expect(says(odd, effect("shipped", "b"), answered("b", 200))).toMatchObject({ byEffect: true });
  });

  test("does not blame it for a batch that its handling finishes, but for anything that nobody genuine asked for", () => {
    const odd = (...inside: HistoryDraft[]) => [hostile("b", "odd-amount"), ...inside, answered("b", 200)];
    const waiting = [payment, ...attempt("g", "evt_1", 202)];
    expect(says(...waiting, ...odd(...shipsAndPays("b")))).toMatchObject({ state: "held" });
    expect(says(...waiting, ...odd(effect("shipped", "b", "ord_2")))).toMatchObject({ state: "broken" });
    expect(says(...delivered, ...odd(effect("shipped", "b")))).toMatchObject({ state: "broken" });
  });

  test("is not to blame for a nightly job, nor for an end that comes the day after", () => {
    const odd = [hostile("b", "odd-amount", bodyOf(paid("evt_2", "ord_2"))), answered("b", 200)];
    const expires = becomes("expired", null, "ord_2");
    expect(says(...odd, ...at(86_400_000, expires))).toMatchObject({ state: "held" });
    expect(says(...odd, ...at(60_000, expires))).toMatchObject({ state: "broken" });
    const reminder = mailed("ben@example.com", null, "Your order waits");
    expect(says(...odd, ...at(86_400_000, reminder))).toMatchObject({ state: "held" });
    expect(says(...odd, ...at(60_000, reminder))).toMatchObject({ state: "broken" });
    expect(says(...odd, ...at(86_400_000, down("exited")))).toMatchObject({ state: "held" });
    expect(says(...odd, ...at(1_000, down("exited")))).toMatchObject({ state: "broken" });
  });

  test("bears a captured delivery in another wrapping that is taken for what it is, once", () => {
    const wrapped = (...inside: HistoryDraft[]) => [
      hostile("b", "other-content-type", bodyOf(payment)),
      ...inside,
      answered("b", 200),
    ];
    expect(says(payment, ...wrapped(...shipsAndPays("b")))).toMatchObject({ state: "held" });
    expect(says(...delivered, ...wrapped(effect("shipped", "b")))).toMatchObject({ byEffect: true });
  });

  test("is broken by a receiver that falls after it, even when it was answered", () => {
    expect(junk("no-data", answered("b", 400), down("crashed"))).toMatchObject({ state: "broken", seq: 2 });
    expect(junk("no-data", answered("b", 400), down("stopped"))).toMatchObject({ state: "held" });
    expect(junk("deep-json", cutOff("b"), down("hung"))).toMatchObject({ state: "broken", seq: 2 });
  });

  test("is broken when what was served before is served no more", () => {
    const next = paid("evt_2", "ord_2", 200);
    const refused = [hostile("b", "json-null"), answered("b", 400)];
    const history = [...delivered, ...refused, next, ...attempt("h", "evt_2", 500)];
    expect(says(...history)).toMatchObject({ state: "broken", seq: history.length - 1 });
    expect(says(...refused, next, ...attempt("h", "evt_2", 500))).toMatchObject({ state: "held" });
  });

  test("is not checked without bad input", () => {
    expect(says(...delivered)).toEqual({ state: "not-checked" });
  });

  test("asks for no answer after a trouble, nor of a receiver without its secret", () => {
    expect(junk("not-json", ...faulty("b"), answered("b", 500))).toMatchObject({ state: "held" });
    expect(says(up("missing"), hostile("b", "not-json"), answered("b", 500))).toEqual({
      state: "not-checked",
    });
  });
});
