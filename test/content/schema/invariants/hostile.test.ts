// What strangers send: forgeries and captured requests, refused or without a second effect.
import { describe, expect, test } from "vitest";
import type { AttackId } from "../../../../server/contract/history.ts";
import {
  answered,
  at,
  attempt,
  becomes,
  bodyOf,
  byHand,
  cutOff,
  down,
  effect,
  faulty,
  foundNobody,
  type HistoryDraft,
  hostile,
  mailed,
  paid,
  queues,
  refunded,
  shipsAndPays,
  started,
  timedOut,
  up,
} from "../histories.ts";
import { judge, timeless } from "../judging.ts";

const payment = paid("evt_1");
const delivered = [payment, ...attempt("g", "evt_1", 200, ...shipsAndPays("g"))];

describe("refuses-forgery", () => {
  const forged = (status: number, ...inside: HistoryDraft[]) =>
    judge("refuses-forgery", [hostile("f", "unsigned"), ...inside, answered("f", status)]);

  test("holds when a forgery is answered 4xx and nothing happens", () => {
    expect(forged(401)).toEqual({
      state: "held",
      summary: "1 forged request was refused, and nothing changed.",
    });
  });

  test("is broken by an effect, whatever the answer, and points at the effect", () => {
    expect(forged(401, effect("shipped", "f"))).toMatchObject({ state: "broken", byEffect: true, seq: 1 });
  });

  test("is broken by queueing the work, because the work will follow", () => {
    expect(forged(202, ...queues("pay", "evt_f", "f"))).toMatchObject({ state: "broken", byEffect: true });
  });

  test.each([200, 204, 302, 500])("is broken by the answer %d alone, but not by effect", (status) => {
    expect(forged(status)).toMatchObject({ state: "broken", byEffect: false, seq: 1 });
  });

  test("bears what a server says on other paths, as long as nothing follows from it", () => {
    const elsewhere = (...inside: HistoryDraft[]) =>
      judge("refuses-forgery", [hostile("f", "unsigned-other-path"), ...inside, answered("f", 200)]);
    expect(elsewhere()).toMatchObject({
      state: "held",
      summary: "1 forged request came, 0 were refused, and nothing changed.",
    });
    expect(elsewhere(effect("shipped", "f"))).toMatchObject({ state: "broken" });
  });

  test("is broken by a forgery that brings the receiver down or gets no answer", () => {
    const fell = [hostile("f", "short-signature"), down("crashed"), cutOff("f")];
    expect(judge("refuses-forgery", fell)).toMatchObject({
      state: "broken",
      look: expect.stringContaining("throws"),
    });
    expect(judge("refuses-forgery", [hostile("f", "unsigned"), timedOut("f", 15_000)])).toMatchObject({
      state: "broken",
    });
  });

  test("lets a handler note what it refused in a table of its own", () => {
    expect(forged(401, effect("row-changed", "f"))).toMatchObject({ state: "held" });
  });

  test("does not blame a forgery for what a genuine request did", () => {
    const history = [...delivered, hostile("f", "tampered-body", bodyOf(payment)), answered("f", 400)];
    expect(judge("refuses-forgery", history)).toMatchObject({ state: "held" });
  });

  test("does not blame a refused forgery for work that was still to be done", () => {
    const accepted = [payment, ...attempt("g", "evt_1", 200, effect("row-changed", "g"))];
    const refused = [hostile("f", "tampered-timestamp", bodyOf(payment)), answered("f", 401)];
    const history = [...accepted, ...refused, ...at(2_000, ...shipsAndPays(null))];
    expect(judge("refuses-forgery", history)).toMatchObject({ state: "held" });
  });

  test("sees the work that a worker does later for an accepted forgery", () => {
    const body = bodyOf(paid("evt_f", "ord_2", 200));
    const accepted = [hostile("f", "unsigned", body), effect("row-changed", "f"), answered("f", 200)];
    expect(
      judge("refuses-forgery", [...accepted, ...at(2_000, effect("shipped", null, "ord_2"))]),
    ).toMatchObject({
      state: "broken",
      byEffect: true,
      seq: 3,
    });
  });

  describe("a refused forgery that was noted first", () => {
    const noted = (body: unknown) => [
      hostile("f", "unsigned", body),
      effect("row-changed", "f"),
      answered("f", 401),
    ];
    const forgery = noted(bodyOf(paid("evt_f", "ord_2", 200)));
    const says = (...drafts: HistoryDraft[]) => judge("refuses-forgery", drafts);

    test("is to blame for the work that a poll does on its order, and for a mail to its customer", () => {
      const work = at(2_000, ...shipsAndPays(null, "ord_2"));
      expect(says(...delivered, ...forgery, ...work)).toMatchObject({
        state: "broken",
        byEffect: true,
        summary: expect.stringContaining("was answered 401, and this followed from it: ord_2 shipped"),
      });
      expect(says(...forgery, ...at(2_000, mailed("ben@example.com", null)))).toMatchObject({
        state: "broken",
      });
    });

    test("is not to blame for what a genuine request asked for, once or twice", () => {
      const other = noted(bodyOf(payment));
      const accepted = [payment, ...attempt("g", "evt_1", 200)];
      expect(says(...accepted, ...other, ...at(2_000, effect("shipped", null)))).toMatchObject({
        state: "held",
      });
      const twice = [...accepted, effect("shipped", null), ...other, effect("shipped", null)];
      expect(says(...twice)).toMatchObject({ state: "held" });
      expect(judge("effect-at-most-once", twice)).toMatchObject({ state: "broken" });
    });

    test("is not to blame for other work, nor for a report to the shop's own people", () => {
      const others = [mailed("desk@example.org", null), becomes("expired", null, "ord_2")];
      expect(says(...forgery, ...at(2_000, effect("shipped", null, "ord_1"), ...others))).toMatchObject({
        state: "held",
      });
    });

    test("is not to blame for what came before its note", () => {
      const [sent, note, answer] = forgery as [HistoryDraft, HistoryDraft, HistoryDraft];
      expect(says(sent, effect("shipped", null, "ord_2"), note, answer)).toMatchObject({ state: "held" });
    });
  });

  test("judges a hostile request that was composed by hand as a forgery, and a valid one not at all", () => {
    const composed = started({ id: "c", hostile: true });
    expect(judge("refuses-forgery", [composed, answered("c", 200)])).toMatchObject({ state: "broken" });
    expect(judge("refuses-forgery", [byHand("c"), answered("c", 200)])).toEqual({ state: "not-checked" });
  });

  test.each([500, 503])(
    "takes the answer %d of a receiver without its secret for failing closed",
    (status) => {
      const keyless = (end: HistoryDraft) =>
        judge("refuses-forgery", [up("empty"), hostile("f", "signed-with-empty-secret"), end]);
      expect(keyless(answered("f", status))).toMatchObject({ state: "held" });
      expect(keyless(cutOff("f"))).toMatchObject({ state: "held" });
      expect(keyless(foundNobody("f"))).toEqual({ state: "not-checked" });
      expect(keyless(answered("f", 200))).toMatchObject({
        state: "broken",
        look: expect.stringContaining("environment"),
      });
    },
  );

  test("asks for no answer when something was done to the request on purpose", () => {
    expect(forged(500, ...faulty("f"))).toMatchObject({ state: "held" });
    expect(forged(200, ...faulty("f"))).toMatchObject({ state: "broken" });
    const killed = [hostile("f", "unsigned"), cutOff("f"), down("crash-point")];
    expect(judge("refuses-forgery", killed)).toMatchObject({ state: "held" });
  });

  test("points at what cannot be taken back, rather than at what came first", () => {
    expect(forged(200, becomes("paid", "f"), effect("shipped", "f"))).toMatchObject({
      state: "broken",
      seq: 2,
    });
  });
});

describe("refuses-replay-attack", () => {
  const again = (attack: AttackId, status: number, ...inside: HistoryDraft[]) => [
    ...delivered,
    ...at(600_000, hostile("r", attack, bodyOf(payment)), ...inside, answered("r", status)),
  ];
  const says = (...history: Parameters<typeof again>) => judge("refuses-replay-attack", again(...history));
  const saysTimeless = (...history: Parameters<typeof again>) =>
    judge("refuses-replay-attack", again(...history), timeless);

  test("holds when the old request is refused", () => {
    expect(says("replay-attack", 401)).toMatchObject({ state: "held" });
  });

  test("is broken when the old request is let in, with or without an effect", () => {
    expect(says("late-replay-attack", 200)).toMatchObject({ state: "broken", byEffect: false });
    expect(says("replay-attack", 200, effect("shipped", "r"))).toMatchObject({
      state: "broken",
      byEffect: true,
    });
    expect(says("replay-attack", 202, ...queues("pay", "evt_1", "r"))).toMatchObject({ byEffect: true });
    expect(says("signed-ahead", 500)).toMatchObject({ state: "broken", byEffect: false });
  });

  test("asks an old request to be refused also soon after a trouble with its event", () => {
    const troubled = [payment, ...attempt("g", "evt_1", 500, ...faulty("g"))];
    const old = [hostile("r", "replay-attack", bodyOf(payment)), answered("r", 503)];
    expect(judge("refuses-replay-attack", [...troubled, ...at(600_000, ...old)])).toMatchObject({
      state: "broken",
    });
  });

  test("lets an old request pass for a duplicate where the scheme signs no time", () => {
    expect(saysTimeless("replay-attack", 200)).toMatchObject({ state: "held" });
    expect(saysTimeless("replay-attack", 200, effect("row-changed", "r"))).toMatchObject({ state: "held" });
    expect(saysTimeless("replay-attack", 202, ...queues("pay", "evt_1", "r"))).toMatchObject({
      state: "held",
    });
  });

  test("is broken by a second parcel there, and points at the memory of what was processed", () => {
    expect(saysTimeless("replay-attack", 200, effect("shipped", "r"))).toMatchObject({
      state: "broken",
      byEffect: true,
      look: expect.stringContaining("remembered"),
    });
  });

  test("lays a second parcel of a worker to the request that came last", () => {
    const history = [...again("replay-attack", 200), ...at(610_000, effect("shipped", null))];
    expect(judge("refuses-replay-attack", history, timeless)).toMatchObject({
      state: "broken",
      byEffect: true,
    });
    expect(judge("effect-at-most-once", history, timeless)).toEqual({ state: "not-checked" });
  });

  test.each([200, 202, 400, 401, 409, 500])("lets a disguise be answered %d", (status) => {
    expect(says("padded-signature", status)).toMatchObject({ state: "held" });
  });

  test.each([
    ["repeats what was done", effect("shipped", "r")],
    ["does what another event asks for", becomes("refunded", "r")],
    ["acts on another order", effect("shipped", "r", "ord_2")],
  ])("is broken by a disguise that %s", (_what, followed) => {
    expect(says("other-event-header", 200, followed)).toMatchObject({
      state: "broken",
      byEffect: true,
      look: expect.stringContaining("signed body"),
    });
  });

  test("bears a disguise that is the first to get its event done", () => {
    const late = [payment, ...attempt("g", "evt_1", 500, ...faulty("g"))];
    const copy = [
      hostile("r", "fresh-delivery-id", bodyOf(payment)),
      ...shipsAndPays("r"),
      answered("r", 200),
    ];
    expect(judge("refuses-replay-attack", [...late, ...copy])).toMatchObject({ state: "held" });
  });

  test("bears a worker that does the genuine work after a copy was acknowledged", () => {
    const accepted = [payment, ...attempt("g", "evt_1", 200, effect("row-changed", "g"))];
    const copy = [hostile("r", "fresh-delivery-id", bodyOf(payment)), answered("r", 200)];
    const history = [
      ...accepted,
      ...copy,
      ...at(5_000, ...shipsAndPays(null), mailed("ada@example.com", null)),
    ];
    expect(judge("refuses-replay-attack", history)).toMatchObject({ state: "held" });
  });

  test("leaves forgeries to their own invariant", () => {
    const history = [hostile("f", "unsigned"), answered("f", 200)];
    expect(judge("refuses-replay-attack", history)).toEqual({ state: "not-checked" });
  });

  test("lets no trouble excuse that an old request is let in", () => {
    expect(says("replay-attack", 200, ...faulty("r"))).toMatchObject({ state: "broken" });
    expect(says("replay-attack", 500, ...faulty("r"))).toMatchObject({ state: "held" });
  });

  test("lays what nobody asked for to the request that came last", () => {
    const history = [...again("unsigned-extras", 202), effect("shipped", null, "ord_2")];
    expect(judge("refuses-replay-attack", history)).toMatchObject({ state: "broken", byEffect: true });
  });

  test("does not judge a receiver without its secret", () => {
    const keyless = [
      up("missing"),
      payment,
      hostile("r", "replay-attack", bodyOf(payment)),
      answered("r", 200),
    ];
    expect(judge("refuses-replay-attack", keyless)).toEqual({ state: "not-checked" });
  });
});

test("what is captured of a refund may set that status, and no other", () => {
  const refund = refunded("evt_2", "ord_3", 300);
  const copy = (...inside: HistoryDraft[]) => [
    refund,
    hostile("r", "fresh-delivery-id", bodyOf(refund)),
    ...inside,
    answered("r", 200),
  ];
  expect(judge("refuses-replay-attack", copy(becomes("refunded", "r", "ord_3")))).toMatchObject({
    state: "held",
  });
  expect(judge("refuses-replay-attack", copy(becomes("pending", "r", "ord_3")))).toMatchObject({
    state: "broken",
  });
});
