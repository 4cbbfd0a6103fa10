// Copies, overlaps, crashes and retries, and what they must not repeat.
import { describe, expect, test } from "vitest";
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
  type HistoryDraft,
  hostile,
  jobDone,
  mailed,
  paid,
  queues,
  refunded,
  started,
  up,
} from "../histories.ts";
import { judge } from "../judging.ts";

describe("effect-at-most-once", () => {
  const says = (...drafts: HistoryDraft[]) => judge("effect-at-most-once", drafts);
  const first = [paid("evt_1"), ...attempt("a", "evt_1", 200, effect("shipped", "a"))];
  const copy = (...inside: HistoryDraft[]) => attempt("b", "evt_1", 200, ...inside);

  test("is not checked by a single delivery", () => {
    expect(says(...first)).toEqual({ state: "not-checked" });
  });

  test("holds when a copy ships nothing", () => {
    expect(says(...first, ...copy())).toEqual({
      state: "held",
      summary: "1 repeated delivery changed nothing.",
    });
  });

  test("holds when an interruption repeats nothing", () => {
    expect(says(...first, ...at(1_000, down(), up()))).toMatchObject({
      state: "held",
      summary: expect.stringContaining("1 interruption"),
    });
  });

  test("is broken by a second parcel for the same order, and points at it", () => {
    expect(says(...first, ...copy(effect("shipped", "b")))).toMatchObject({
      state: "broken",
      byEffect: true,
      seq: 6,
      summary: "It happened twice: ord_1 shipped.",
    });
  });

  test("counts how often it happened", () => {
    const parcels = [effect("shipped", "b"), effect("shipped", "b"), effect("shipped", null)];
    expect(says(...first, ...copy(...parcels))).toMatchObject({
      summary: "It happened 4 times: ord_1 shipped.",
    });
  });

  test("is broken by a second mail to the same person about the same thing, and by no other mail", () => {
    const mail = mailed("ada@example.com", "a");
    const twice = [...attempt("a", "evt_1", 200, mail), ...copy(mailed("ada@example.com", "b"))];
    expect(says(paid("evt_1"), ...twice)).toMatchObject({ state: "broken" });
    const others = [mailed("ada@example.com", "b", "Your parcel"), mailed("ben@example.com", "b")];
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", 200, mail), ...copy(...others))).toMatchObject({
      state: "held",
    });
  });

  describe("with mails that differ", () => {
    const mailing = (
      id: string,
      attemptId: string | null,
      subject: string,
      idempotencyKey?: string,
    ): HistoryDraft[] => [
      {
        ...{
          kind: "shop-called",
          callId: id,
          attemptId,
          service: "mail",
          operation: "send",
          summary: "mail",
        },
        args: { to: "ada@example.com", subject, text: "", ...(idempotencyKey && { idempotencyKey }) },
      },
      { ...mailed("ada@example.com", attemptId, subject), callId: id } as HistoryDraft,
    ];
    const twice = (first: HistoryDraft[], second: HistoryDraft[]) =>
      says(paid("evt_1"), ...attempt("a", "evt_1", 500, ...first), ...copy(...second));

    test.each([
      ["a time", "9:00", "9:01"],
      ["random letters and digits", "k3zq81xw", "7bvm2c0d"],
      ["a UUID", "0a6bfa6c-abcd-4f19-9d2e-1b7d3c5e8f90", "5f2de1a7-efab-4c02-8b3a-9e8d7c6b5a41"],
    ])("is broken when they differ in %s alone and have no key", (_what, one, other) => {
      const [first, second] = [mailing("c1", "a", `Paid: ${one}`), mailing("c2", "b", `Paid: ${other}`)];
      expect(twice(first, second)).toMatchObject({
        state: "broken",
        summary: expect.stringContaining("twice"),
      });
    });

    test.each([
      ["a UUID", "mail-0a6bfa6c-abcd-4f19-9d2e-1b7d3c5e8f90", "mail-5f2de1a7-efab-4c02-8b3a-9e8d7c6b5a41"],
      ["a time", "ord_1 2026-03-02T09:00:00.000Z", "ord_1 2026-03-02T09:01:07.311Z"],
      ["a number", "1772442000000", "1772442067311"],
    ])("is broken when each has a key of its own, made from %s", (_what, one, other) => {
      const mails = [mailing("c1", "a", "Paid at 9:00", one), mailing("c2", "b", "Paid at 9:01", other)];
      expect(twice(...(mails as [HistoryDraft[], HistoryDraft[]]))).toMatchObject({ state: "broken" });
    });

    describe("from a worker", () => {
      const [first, second] = [mailing("c1", null, "Paid at 9:00"), mailing("c2", null, "Paid at 9:01")];
      const accepted = [paid("evt_1"), ...attempt("a", "evt_1", 202, ...queues("pay", "evt_1", "a"))];

      test.each([
        ["it crashed", [down(), up()]],
        ["it fell by itself", [down("crashed"), up()]],
        ["a call of its own failed", faulty(null)],
        ["another job had ended", [jobDone("evt_1")]],
      ])("is broken when it has run again because %s", (_why, between) => {
        expect(says(...accepted, ...first, ...between, ...second)).toMatchObject({ state: "broken" });
      });

      test("is broken when one comes from a request and one from the worker", () => {
        const inside = mailing("c1", "a", "Paid at 9:00");
        const history = [paid("evt_1"), ...attempt("a", "evt_1", 200, ...inside), ...second];
        expect(says(...history)).toMatchObject({ state: "broken" });
      });

      test("holds when one run sends them, and when a fault hit a request meanwhile", () => {
        expect(says(...accepted, ...first, ...second, down(), up())).toMatchObject({ state: "held" });
        const copied = attempt("b", "evt_1", 500, ...faulty("b"));
        expect(says(...accepted, ...first, ...copied, ...second)).toMatchObject({ state: "held" });
      });

      test("holds when they may be of two events", () => {
        const other = [refunded("evt_2"), ...attempt("r", "evt_2", 202)];
        const [one, two] = [mailing("c1", null, "Step 1"), mailing("c2", null, "Step 2")];
        expect(says(...accepted, ...one, ...other, down(), up(), ...two)).toMatchObject({ state: "held" });
        const desk = paid("evt_2", "ord_2", 200);
        const events = [...accepted, desk, ...attempt("b", "evt_2", 202)];
        expect(says(...events, ...first, down(), up(), ...second)).toMatchObject({ state: "broken" });
      });
    });

    test.each([
      [
        "have keys that count",
        mailing("c1", "a", "Item 1", "item-1"),
        mailing("c2", "b", "Item 2", "item-2"),
      ],
      ["have a key and none", mailing("c1", "a", "Item 1", "item-1"), mailing("c2", "b", "Item 2")],
      ["differ in words", mailing("c1", "a", "Paid"), mailing("c2", "b", "Sent")],
    ])("holds when they %s", (_what, first, second) => {
      expect(twice(first, second)).toMatchObject({ state: "held" });
    });

    test("that are equal are one for each event when each has a key of its own", () => {
      const receipts = (one?: string, other?: string) =>
        says(
          paid("evt_1"),
          ...attempt("a", "evt_1", 200, ...mailing("c1", "a", "Receipt", one)),
          paid("evt_2"),
          ...attempt("b", "evt_2", 200, ...mailing("c2", "b", "Receipt", other)),
        );
      expect(receipts("evt_1", "evt_2")).not.toMatchObject({ state: "broken" });
      expect(receipts("evt_1", "evt_1")).toMatchObject({ state: "broken" });
      expect(receipts()).toMatchObject({ state: "broken" });
      const daily = (days: number, key: string) =>
        at(days * 86_400_000, ...mailing(`c${days}`, null, "Report", key));
      const reports = [...attempt("a", "evt_1", 200), ...daily(1, "2026-01-06"), ...daily(2, "2026-01-07")];
      expect(says(paid("evt_1"), ...reports)).not.toMatchObject({ state: "broken" });
      const again = [mailing("c1", "a", "Receipt", "k3zq81xw"), mailing("c2", "b", "Receipt", "7bvm2c0d")];
      expect(twice(...(again as [HistoryDraft[], HistoryDraft[]]))).toMatchObject({ state: "broken" });
    });

    test("holds when one request sends them, and when they are of two events", () => {
      const both = [...mailing("c1", "a", "Item 1"), ...mailing("c2", "a", "Item 2")];
      expect(twice(both, [])).toMatchObject({ state: "held" });
      const other = [
        paid("evt_2", "ord_2", 200),
        ...attempt("b", "evt_2", 200, ...mailing("c2", "b", "Order 2")),
      ];
      const drafts = [
        paid("evt_1"),
        ...attempt("a", "evt_1", 200, ...mailing("c1", "a", "Order 1")),
        ...other,
      ];
      expect(says(...drafts)).toEqual({ state: "not-checked" });
    });
  });

  test("is broken by a second parcel from a worker that belongs to no request", () => {
    expect(says(...first, ...copy(), effect("shipped", null))).toMatchObject({ state: "broken" });
  });

  test("says where to look: at the race, or at what a crash leaves", () => {
    const race = [
      started({ id: "a", eventId: "evt_1" }),
      started({ id: "b", eventId: "evt_1" }),
      effect("shipped", "a"),
      effect("shipped", "b"),
    ];
    expect(says(paid("evt_1"), ...race)).toMatchObject({
      look: expect.stringContaining("two copies at once"),
    });
    const crash = [
      started({ id: "a", eventId: "evt_1" }),
      effect("shipped", "a"),
      down(),
      cutOff("a"),
      up(),
      ...copy(effect("shipped", "b")),
    ];
    expect(says(paid("evt_1"), ...crash)).toMatchObject({ look: expect.stringContaining("process dies") });
    expect(says(...first, ...copy(effect("shipped", "b")))).not.toHaveProperty("look");
  });

  test("bears the same status and the same row being written twice, and a job being queued twice", () => {
    const again = [becomes("paid", "b"), effect("row-changed", "b"), ...queues("pay", "evt_1", "b")];
    expect(says(...first, becomes("paid", "a"), ...copy(...again))).toMatchObject({ state: "held" });
  });

  test.each(["unsigned", "replay-attack", "padded-signature", "no-type"] as const)(
    "does not count what the attack %s caused",
    (attack) => {
      const attacked = [hostile("h", attack), effect("shipped", "h"), answered("h", 200)];
      expect(says(...attacked, ...first)).toEqual({ state: "not-checked" });
      expect(says(...first, ...attacked)).toEqual({ state: "not-checked" });
    },
  );

  test("counts what a request by hand caused: its signature is valid", () => {
    expect(says(...first, byHand("h"), effect("shipped", "h"), answered("h", 200))).toMatchObject({
      state: "broken",
    });
  });

  test("bears parcels for different orders", () => {
    const second = [
      paid("evt_2", "ord_2", 200),
      ...attempt("b", "evt_2", 200, effect("shipped", "b", "ord_2")),
    ];
    expect(says(...first, ...second)).toEqual({ state: "not-checked" });
  });

  test("is not checked by attackers alone", () => {
    const forgery = (id: string) => [hostile(id, "unsigned"), answered(id, 401)];
    expect(says(...forgery("x"), ...forgery("y"))).toEqual({ state: "not-checked" });
  });

  test("does not take two parcels of one request for a race", () => {
    const both = [effect("shipped", "a"), effect("shipped", "a")];
    expect(says(paid("evt_1"), ...attempt("a", "evt_1", 200, ...both))).not.toHaveProperty("look");
  });

  describe("of two parcels that a worker sent", () => {
    const payment = paid("evt_1");
    const accepted = [payment, ...attempt("a", "evt_1", 200)];
    const captured = (status: number) => [
      hostile("h", "fresh-delivery-id", bodyOf(payment)),
      answered("h", status),
    ];
    const parcel = effect("shipped", null);

    test("the second is laid to a captured copy that came last", () => {
      expect(says(...accepted, parcel, ...captured(200), parcel)).toMatchObject({ state: "not-checked" });
    });

    test("the second is ours when the copy was refused, or a genuine one came after it", () => {
      expect(says(...accepted, parcel, ...captured(401), parcel)).toMatchObject({ state: "broken" });
      expect(says(...accepted, parcel, ...captured(200), ...copy(), parcel)).toMatchObject({
        state: "broken",
      });
    });

    test("the first is ours, although a captured copy came before it", () => {
      expect(says(...accepted, ...captured(200), parcel, ...copy(), parcel)).toMatchObject({
        state: "broken",
      });
    });

    test("the second is laid to a forgery that got its job into the queue, and was refused afterwards", () => {
      const forged = [
        hostile("f", "unsigned", bodyOf(payment)),
        ...queues("pay", "x", "f"),
        answered("f", 401),
      ];
      expect(says(...accepted, parcel, ...forged, parcel)).toMatchObject({ state: "not-checked" });
    });

    test("a mail is laid to whoever asked last for something about that customer", () => {
      const other = paid("evt_2", "ord_2", 200);
      const [mail, others] = [mailed("ada@example.com", null), attempt("c", "evt_2", 200)];
      const copyOfOther = [hostile("h", "fresh-delivery-id", bodyOf(other)), answered("h", 200)];
      const mails = [mail, ...copy(), ...copyOfOther, mail];
      expect(says(...accepted, other, ...others, ...mails)).toMatchObject({ state: "broken" });
    });
  });
});
