// What an order becomes: never by an older event, and never against the shop's own record.
import { describe, expect, test } from "vitest";
import {
  answered,
  at,
  attempt,
  becomes,
  bodyOf,
  byHand,
  effect,
  event,
  type HistoryDraft,
  hostile,
  mailed,
  paid,
  queues,
  refunded,
  shipsAndPays,
  started,
} from "../histories.ts";
import { judge } from "../judging.ts";

describe("keeps-newest-state", () => {
  const says = (...drafts: HistoryDraft[]) => judge("keeps-newest-state", drafts);
  const refund = [refunded("evt_2"), ...attempt("r", "evt_2", 200, becomes("refunded", "r"))];
  const older = (...inside: HistoryDraft[]) => [paid("evt_1"), ...attempt("p", "evt_1", 200, ...inside)];

  test("holds when an older payment comes after a refund and changes nothing", () => {
    expect(says(...refund, ...older())).toMatchObject({ state: "held" });
  });

  test("bears a parcel in that order, and the way from paid to refunded", () => {
    expect(says(...refund, ...older(effect("shipped", "p")))).toMatchObject({ state: "held" });
    expect(says(...older(...shipsAndPays("p")), ...refund)).toEqual({ state: "not-checked" });
  });

  test.each(["paid", "pending"])("is broken when the order becomes %s again", (status) => {
    expect(says(...refund, ...older(becomes(status, "p")))).toMatchObject({
      state: "broken",
      byEffect: true,
      seq: 7,
    });
  });

  test("lets a nightly job put away what was refunded, but ship nothing anew", () => {
    const both = [...older(...shipsAndPays("p")), ...refund];
    const nightly = (status: string) => says(...both, ...at(86_400_000, becomes(status, null)));
    expect(nightly("archived")).not.toMatchObject({ state: "broken" });
    expect(nightly("paid")).toMatchObject({
      state: "broken",
      summary: expect.stringContaining("paid again"),
    });
    expect(says(...both, ...at(60_000, becomes("archived", null)))).toMatchObject({ state: "broken" });
  });

  test("says that it is paid again only of what was paid before", () => {
    const { summary } = says(...refund, ...older(becomes("paid", "p"))) as { summary: string };
    expect(summary).toBe("Order ord_1 was refunded, and an older event made it paid.");
  });

  test("is broken by a race, and by a worker", () => {
    const race = [
      paid("evt_1"),
      refunded("evt_2"),
      started({ id: "p", eventId: "evt_1" }),
      started({ id: "r", eventId: "evt_2" }),
      becomes("refunded", "r"),
      becomes("paid", null),
    ];
    expect(says(...race)).toMatchObject({ state: "broken", seq: 5 });
  });

  test("lets a customer pay again", () => {
    const newer = [paid("evt_3", "ord_1", 100, 3), ...attempt("p", "evt_3", 200, becomes("paid", "p"))];
    expect(says(...refund, ...newer)).toEqual({ state: "not-checked" });
  });

  test("leaves what an attacker undoes to the invariants against attackers", () => {
    const payment = paid("evt_1");
    const attack = [hostile("h", "replay-attack", bodyOf(payment)), becomes("paid", "h"), answered("h", 200)];
    expect(says(payment, ...refund, ...attack)).toEqual({ state: "not-checked" });
  });

  test("lets no payment that comes only later excuse it", () => {
    const newer = [paid("evt_3", "ord_1", 100, 3), ...attempt("q", "evt_3", 200)];
    expect(says(...refund, ...older(becomes("paid", "p")), ...newer)).toMatchObject({
      state: "broken",
      seq: 7,
    });
  });

  test.each([
    ["by the older payment's own request", "p"],
    ["by a worker", null],
  ])("is broken by any other status, such as shipped, %s", (_who, attemptId) => {
    expect(says(...refund, ...older(), becomes("shipped", attemptId))).toMatchObject({ state: "broken" });
  });

  test("bears what the handling of the refund goes on to write", () => {
    const closes = [
      refunded("evt_2"),
      ...attempt("r", "evt_2", 200, becomes("refunded", "r"), becomes("closed", "r")),
    ];
    expect(says(...closes, becomes("refund-told", null))).toEqual({ state: "not-checked" });
    expect(says(...closes, ...older(becomes("paid", "p")))).toMatchObject({ state: "broken" });
  });

  describe("with an attempt to pay that failed", () => {
    const failed = (version: number) =>
      event("evt_0", "payment.failed", { orderId: "ord_1", amount: 100, currency: "EUR", version });
    const payment = [paid("evt_1", "ord_1", 100, 2), ...attempt("p", "evt_1", 200, ...shipsAndPays("p"))];

    test.each([
      ["its own request", "f"],
      ["a worker", null],
    ])("is broken when it comes late and %s denies the payment", (_who, attemptId) => {
      const late = [failed(1), ...attempt("f", "evt_0", 200), becomes("failed", attemptId)];
      expect(says(...payment, ...late)).toMatchObject({
        state: "broken",
        summary: "Order ord_1 was paid, and an older event made it failed.",
        look: expect.stringContaining("nothing was paid"),
      });
    });

    test("holds when it comes late and changes nothing", () => {
      expect(says(...payment, failed(1), ...attempt("f", "evt_0", 200))).toMatchObject({ state: "held" });
    });

    test("bears that one which is newer denies it, and that an order goes on from paid", () => {
      const newer = [failed(3), ...attempt("f", "evt_0", 200, becomes("failed", "f"))];
      expect(says(...payment, ...newer)).toEqual({ state: "not-checked" });
      const goesOn = [failed(1), ...attempt("f", "evt_0", 200), becomes("delivered", null)];
      expect(says(...payment, ...goesOn)).toMatchObject({ state: "held" });
    });
  });

  test("is not checked by a refund of another order", () => {
    const other = [
      refunded("evt_2", "ord_3", 300),
      ...attempt("r", "evt_2", 200, becomes("refunded", "r", "ord_3")),
    ];
    expect(says(...other, ...older(becomes("paid", "p")))).toEqual({ state: "not-checked" });
  });
});

describe("trusts-own-records", () => {
  const says = (...drafts: HistoryDraft[]) => judge("trusts-own-records", drafts);
  const strange = (...inside: HistoryDraft[]) => [
    paid("evt_1", "ord_1", 1),
    ...attempt("a", "evt_1", 200, ...inside),
  ];

  test("holds when what does not match changes nothing, whatever the answer", () => {
    expect(says(...strange())).toMatchObject({ state: "held" });
    expect(says(paid("evt_1", "ord_9"), ...attempt("a", "evt_1", 500))).toMatchObject({ state: "held" });
  });

  test.each([
    ["ships", effect("shipped", "a")],
    ["marks as paid", becomes("paid", "a")],
    ["marks in another way", becomes("failed", "a")],
    ["thanks the customer for", mailed("ada@example.com", "a")],
    ["has a worker ship", effect("shipped", null)],
  ])("is broken by a handler that %s what does not match", (_what, followed) => {
    expect(says(...strange(followed))).toMatchObject({ state: "broken", byEffect: true, seq: 2 });
  });

  test("is broken by a parcel for an order that the shop does not have", () => {
    const unknown = [paid("evt_1", "ord_9"), ...attempt("a", "evt_1", 200, effect("shipped", "a", "ord_9"))];
    expect(says(...unknown)).toMatchObject({ state: "broken" });
  });

  test("bears an event that is queued or noted, and an alarm to the shop's own people", () => {
    const noted = [
      ...queues("pay", "evt_1", "a"),
      effect("row-changed", "a"),
      mailed("desk@example.org", "a"),
    ];
    expect(says(...strange(...noted))).toMatchObject({ state: "held" });
  });

  test("is broken by a parcel for which only an event of another type has come", () => {
    const failed = event("evt_f", "payment.failed", { orderId: "ord_1", amount: 100, currency: "EUR" });
    expect(says(failed, ...attempt("a", "evt_f", 200, effect("shipped", "a")))).toMatchObject({
      state: "broken",
    });
  });

  test("lets other events do their own work: a mail, another status", () => {
    const failed = event("evt_f", "payment.failed", {
      orderId: "ord_1",
      customer: { email: "ada@example.com" },
    });
    const told = attempt("a", "evt_f", 200, mailed("ada@example.com", "a"), becomes("failed", "a"));
    expect(says(failed, ...told)).toEqual({ state: "not-checked" });
  });

  describe("with a type that nobody knows", () => {
    const note = event("evt_n", "customer.note_added", {
      orderId: "ord_1",
      customer: { email: "ada@example.com" },
    });
    const noted = (...inside: HistoryDraft[]) => [note, ...attempt("n", "evt_n", 200, ...inside)];

    test("holds when it changes nothing, and bears a row, a job and an alarm to the shop's own people", () => {
      const inside = [...queues("note", "evt_n", "n"), effect("row-changed", "n")];
      expect(says(...noted(...inside, mailed("desk@example.org", "n")))).toEqual({
        state: "held",
        summary: "1 event that needs no work here changed nothing.",
      });
    });

    test.each([
      ["a mail to the customer", mailed("ada@example.com", "n")],
      ["another status", becomes("review", "n")],
    ])("is broken by %s", (_what, followed) => {
      expect(says(...noted(followed))).toMatchObject({
        state: "broken",
        byEffect: true,
        summary: expect.stringContaining("a type that nobody knows (customer.note_added)"),
        look: expect.stringContaining("all other types"),
      });
    });

    test("is broken by a worker that does it later, too", () => {
      expect(says(...noted(), ...at(2_000, becomes("review", null)))).toMatchObject({ state: "broken" });
    });

    test("bears what is still to be done for a payment that matches", () => {
      const told = mailed("ada@example.com", "n");
      expect(says(paid("evt_1"), ...attempt("a", "evt_1", 200), ...noted(told))).toMatchObject({
        state: "held",
      });
    });
  });

  test("bears work for a payment that matches, before and after one that does not", () => {
    const good = [paid("evt_2"), ...attempt("b", "evt_2", 200, effect("row-changed", "b"))];
    const history = [
      ...good,
      ...strange(),
      ...at(9_000, ...shipsAndPays(null), mailed("ada@example.com", null)),
    ];
    expect(says(...history)).toMatchObject({ state: "held" });
  });

  test("leaves what a nightly job does to an order alone, long after an event that did not match", () => {
    const expires = becomes("expired", null);
    expect(says(...strange(), ...at(86_400_000, expires))).toMatchObject({ state: "held" });
    expect(says(...strange(), ...at(60_000, expires))).toMatchObject({ state: "broken" });
    expect(says(...strange(), ...at(86_400_000, effect("shipped", null)))).toMatchObject({ state: "broken" });
  });

  test("leaves forgeries and requests by hand alone", () => {
    const forged = [hostile("f", "unsigned"), effect("shipped", "f"), answered("f", 200)];
    expect(says(...strange(), ...forged)).toMatchObject({ state: "held" });
    const composed = [byHand("h"), effect("shipped", "h", "ord_2"), answered("h", 200)];
    expect(says(...strange(), ...composed)).toMatchObject({ state: "held" });
  });

  test("is not checked by events that match", () => {
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", 200, ...shipsAndPays("a")))).toEqual({
      state: "not-checked",
    });
  });

  test("is broken by a parcel for another order than the one that was paid", () => {
    const wrong = attempt("a", "evt_1", 200, effect("shipped", "a", "ord_2"));
    expect(says(paid("evt_1"), ...wrong)).toMatchObject({ state: "broken" });
  });

  test("is broken by a parcel for a payment in another currency", () => {
    const dollars = event("evt_1", "payment.succeeded", { orderId: "ord_1", amount: 100, currency: "USD" });
    expect(says(dollars, ...attempt("a", "evt_1", 200, effect("shipped", "a")))).toMatchObject({
      state: "broken",
    });
  });

  test("is not checked by an event that speaks of no order", () => {
    expect(says(event("evt_n", "shelf.tidied", {}), ...attempt("a", "evt_n", 200))).toEqual({
      state: "not-checked",
    });
  });

  test("does not judge what a worker did after a request by hand", () => {
    const later = effect("shipped", null, "ord_2");
    expect(says(...strange(), byHand("h"), answered("h", 200), later)).toMatchObject({ state: "held" });
    expect(says(...strange(), later, byHand("h"), answered("h", 200))).toMatchObject({ state: "broken" });
    const named = effect("shipped", "h");
    expect(says(...strange(), named, byHand("h"), answered("h", 200))).toMatchObject({ state: "broken" });
  });
});
