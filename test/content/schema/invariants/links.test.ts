// keeps-links-outside, and the receipt that a payment owes where the shop keeps receipts.
import { describe, expect, test } from "vitest";
import { judgedWorld } from "../../../../content/schema/invariants/judgement.ts";
import {
  answered,
  at,
  attempt,
  becomes,
  effect,
  event,
  type HistoryDraft,
  hostile,
  later,
  settled,
} from "../histories.ts";
import { judge } from "../judging.ts";

const receipt = { url: "https://receipts.example/ord_1", text: "Receipt for ord_1." };
const world = judgedWorld({
  scheme: "standard-v1",
  orders: [{ id: "ord_1", amount: 100, currency: "EUR", receipt }],
});

const paid = (receiptUrl?: string) =>
  event("evt_1", "payment.succeeded", { orderId: "ord_1", amount: 100, currency: "EUR", receiptUrl });
const reached = { ...effect("reached-inside", "a", null), subject: "inside:10.0.0.7/" } as HistoryDraft;
const filed = (text: string) =>
  ({ ...effect("receipt-filed", "a"), subject: `receipt:ord_1:${text}` }) as HistoryDraft;
const done = [effect("shipped", "a"), becomes("paid", "a")];

describe("keeps-links-outside", () => {
  const says = (...drafts: HistoryDraft[]) => judge("keeps-links-outside", drafts, world);
  const strange = paid("http://10.0.0.7/");

  test("is broken by a request that arrives inside, at the entry that shows it", () => {
    expect(says(strange, ...attempt("a", "evt_1", 200, ...done, reached))).toMatchObject({
      ...{ state: "broken", byEffect: true, seq: 4 },
    });
  });

  test("is broken by what a job does later", () => {
    const later = at(9_000, { ...reached, attemptId: null } as HistoryDraft);
    expect(says(strange, ...attempt("a", "evt_1", 202), ...later)).toMatchObject({ state: "broken" });
  });

  test("holds when a strange link was delivered and nothing inside was asked", () => {
    expect(says(strange, ...attempt("a", "evt_1", 200, ...done))).toMatchObject({
      state: "held",
      summary: "1 link to somewhere else led nowhere inside.",
    });
  });

  test("leaves to others what a forgery did", () => {
    const forged = [hostile("a", "unsigned", { data: { receiptUrl: "http://10.0.0.7/" } }), reached];
    expect(says(...forged, answered("a", 401))).toEqual({ state: "not-checked" });
    expect(judge("refuses-forgery", [...forged, answered("a", 401)], world)).toMatchObject({
      state: "broken",
    });
  });

  test.each([
    ["the order's own receipt", paid(receipt.url)],
    ["no link", paid()],
  ])("says nothing of an event with %s", (_what, sent) => {
    expect(says(sent, ...attempt("a", "evt_1", 200, ...done))).toEqual({ state: "not-checked" });
  });
});

describe("a payment whose link is the order's receipt", () => {
  const kept = (link: string | undefined, ...followed: HistoryDraft[]) =>
    judge(
      "honest-status",
      [paid(link), ...attempt("a", "evt_1", 200, ...done, ...followed), settled("evt_1"), later(3_600_000)],
      world,
    );

  test("is done when the receipt's own text is kept", () => {
    expect(kept(receipt.url, filed(receipt.text))).toMatchObject({ state: "held" });
  });

  test("is not done without it, nor with another text", () => {
    const missing = {
      state: "broken",
      summary: expect.stringContaining("ord_1 never got its receipt filed"),
    };
    expect(kept(receipt.url)).toMatchObject(missing);
    expect(kept(receipt.url, filed("Not found"))).toMatchObject(missing);
  });

  test("owes no receipt when the link is another one", () => {
    expect(kept("http://10.0.0.7/")).toMatchObject({ state: "held" });
  });
});
