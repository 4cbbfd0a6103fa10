// What was done to a receiver, in an interviewer's words; and what is kept of a turn.
import { describe, expect, test } from "vitest";
import { tellDeeds } from "../../../client/features/interview/deeds.ts";
import { readDesignTurns, turnOf, withTurn } from "../../../client/features/interview/design-turns.ts";
import { quoteOf } from "../../../client/features/interview/words.ts";
import type { History } from "../../../server/contract/history.ts";
import { outageHistory, raceHistory, writeHistory } from "../fixtures/histories.ts";
import { forgeryHistory, orderHistory } from "../fixtures/proofs.ts";

const HOUR_MS = 3_600_000;
const killed = { kind: "crash-point", message: "It was killed." } as const;
const begun = () => writeHistory().at(1).event("evt_1").attempt("a1");

function write(fill: (history: ReturnType<typeof writeHistory>) => void): History {
  const history = begun();
  fill(history);
  return history.entries;
}

test.each<[string, History]>([
  ["sent the same event twice at once", raceHistory()],
  ["sent it this: a made-up event without any signature", forgeryHistory()],
  ["took the receiver down for 42 hours", outageHistory()],
  [
    "killed the receiver right after the parcel had left",
    write((history) => {
      history.call("a1", "ord_1042", { service: "carrier", repeat: 0 });
      history.add("receiver-ended", { outcome: killed });
      history.at(5_000).attempt("a2", { number: 2, trigger: "retry" });
    }),
  ],
  [
    "killed the receiver right after it had changed the order",
    write((history) =>
      history.call("a1", "UPDATE", { repeat: 0 }).add("receiver-ended", { outcome: killed }),
    ),
  ],
  [
    "killed the receiver right after it had answered",
    write((history) => history.finish("a1", 200).add("receiver-ended", { outcome: killed })),
  ],
  [
    "killed the receiver while it was at work",
    write((history) => history.call("a1", "SELECT").add("receiver-ended", { outcome: killed })),
  ],
  [
    "sent the same event again 25 hours later",
    write((history) =>
      history
        .finish("a1", 200)
        .at(25 * HOUR_MS)
        .attempt("a2", { number: 2, trigger: "redelivery" }),
    ),
  ],
  [
    "sent the same event twice at once and again 8 days later",
    write((history) => {
      history.attempt("a2", { number: 2, trigger: "redelivery" }).finish("a1", 200).finish("a2", 200);
      history.at(8 * 24 * HOUR_MS).attempt("a3", { number: 3, trigger: "redelivery" });
    }),
  ],
  [
    "sent the refund while the payment was under way and sent the payment again",
    write((history) => {
      history.event("evt_2", "payment.refunded").attempt("a2", { eventId: "evt_2", deliveryId: "dlv_2" });
      history.finish("a1", 200).at(9).attempt("a3", { number: 2, trigger: "redelivery" });
    }),
  ],
  [
    "sent the order.updated after the payment",
    write((history) => {
      history.finish("a1", 200).event("evt_2", "order.updated");
      history.attempt("a2", { eventId: "evt_2", deliveryId: "dlv_2" });
    }),
  ],
  [
    "lost your answer on its way to the provider",
    write((history) =>
      history.finish("a1", { kind: "reply-lost", response: { status: 200, headers: [], bodyBase64: "" } }),
    ),
  ],
  [
    "had the provider sign with the old secret",
    writeHistory()
      .event("evt_1")
      .attempt("a1", { signedBy: ["previous"] }).entries,
  ],
])("%s", (told, history) => {
  expect(tellDeeds(history)).toBe(told);
});

test.each([
  ["refused", "let the database fail once"],
  ["answer-lost", "lost the database's answer once"],
  ["slow", "let the database answer too late"],
] as const)("a call that is %s", (fault, told) => {
  const history = write((one) => {
    one.call("a1", "UPDATE");
    one.add("shop-answered", { callId: "call_1", attemptId: "a1", ok: false, summary: "", fault });
  });
  expect(tellDeeds(history)).toBe(told);
});

test("one event alone is told with its amount and order, as far as it says so", () => {
  const history = writeHistory();
  const data = { orderId: "ord_1042", amount: 1, currency: "EUR" };
  history.add("event-created", { eventId: "evt_1", type: "payment.succeeded", payload: { data } });
  history.attempt("a1");
  expect(tellDeeds(history.entries)).toBe("sent it a genuine payment.succeeded of 0.01 EUR for order 1042");
  expect(tellDeeds(writeHistory().event("evt_1", "ping").entries)).toBe("sent it a genuine ping");
});

test("retries are the provider's own doing", () => {
  expect(tellDeeds(orderHistory())).toBe("sent it a genuine payment.succeeded");
});

test("a quote is one line, and not longer than it can be said", () => {
  expect(quoteOf(" I keep\n  the ids ")).toBe("I keep the ids");
  expect(quoteOf("word ".repeat(60))).toMatch(/^(word ){27}word …$/);
});

describe("turns", () => {
  const told = { story: "I ran it.", title: "It holds", summary: "All.", measure: "1 schedule", found: null };
  const turn = { design: "a", said: "I do.", told, answer: "", isAnswered: false };

  test("are found by design and words, and a new one takes the old one's place", () => {
    expect(turnOf([turn], "a", "I do.")).toBe(turn);
    expect(turnOf([turn], "a", "I did.")).toBeNull();
    const other = { ...turn, said: "I did." };
    expect(withTurn([turn], other)).toEqual([other]);
  });

  test("come back from the store as they were, and what does not fit is left out", () => {
    const found = {
      ...{ token: "t", invariant: "keeps-secrets", sentence: "", scenario: "payments" },
      ...{ scheme: "standard-v1", seed: 1 },
    } as const;
    const kept = [turn, { ...turn, design: "b", told: { ...told, found } }];
    expect(readDesignTurns(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    const junk = [
      null,
      1,
      {},
      { ...turn, told: null },
      { ...turn, answer: 1 },
      { ...turn, told: { ...told, found: {} } },
    ];
    expect(readDesignTurns([...junk, turn])).toEqual([turn]);
    expect(readDesignTurns({ turns: [] })).toBeNull();
  });
});
