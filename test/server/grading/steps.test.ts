// A history in lines: each kind of entry in its exact words, and what is told elsewhere left out.
import { describe, expect, it, test } from "vitest";
import type { EntryOf, HistoryKind } from "../../../server/contract/history.ts";
import { stepsOf } from "../../../server/grading/steps.ts";
import {
  answered,
  callAnswered,
  called,
  cutOff,
  down,
  effect,
  event,
  foundNobody,
  type HistoryDraft,
  historyOf,
  hostile,
  later,
  logged,
  paid,
  replyLost,
  settled,
  started,
  timedOut,
  up,
  works,
} from "../../content/schema/histories.ts";

const lines = (...drafts: readonly HistoryDraft[]) =>
  stepsOf(historyOf(...drafts)).map(({ actor, what }) => `${actor} ${what}`);

/** An entry that says something else in one field. */
const but = <Kind extends HistoryKind>(draft: HistoryDraft, changed: Partial<EntryOf<Kind>>) =>
  ({ ...draft, ...changed }) as HistoryDraft;

const first = started({ id: "a", eventId: "evt_1" });
const second = started({ id: "b", eventId: "evt_1", number: 2 });
const forged = hostile("f", "wrong-secret");
const call = { id: "c", attemptId: "a" };
const byCall = (kind: EntryOf<"effect">["effect"], orderId = "ord_1") =>
  but<"effect">(effect(kind, "a", orderId), { callId: "c" });
const begins = (secret?: EntryOf<"receiver-started">["secret"]) =>
  but<"receiver-started">(up(secret), { reason: "start" });

describe("a request", () => {
  test.each<[string, HistoryDraft[], string]>([
    ["names its event and order", [paid("evt_1"), first], "provider sends payment.succeeded for ord_1"],
    [
      "names the event alone when it is about no order",
      [event("evt_1", "ping", {}), first],
      "provider sends ping",
    ],
    ["is a request when no event is known", [first], "provider sends a request"],
    [
      "counts from the second attempt on",
      [paid("evt_1"), second],
      "provider sends payment.succeeded for ord_1 again (attempt 2)",
    ],
    [
      "tells a retry",
      [paid("evt_1"), but<"attempt-started">(second, { number: 3, trigger: "retry" })],
      "provider sends payment.succeeded for ord_1 again (attempt 3, a retry)",
    ],
    [
      "names the key that signed",
      [paid("evt_1"), started({ id: "a", eventId: "evt_1", signedBy: ["previous"] })],
      "provider sends payment.succeeded for ord_1, signed by previous key",
    ],
    [
      "names all keys in their order, after the attempt",
      [paid("evt_1"), started({ id: "b", eventId: "evt_1", number: 2, signedBy: ["previous", "current"] })],
      "provider sends payment.succeeded for ord_1 again (attempt 2), signed by previous and current key",
    ],
    ["has an attack's title", [forged], "attacker sends: Wrong secret"],
    [
      "has no title when an honest network does it",
      [paid("evt_1"), started({ id: "b", eventId: "evt_1", number: 2, attack: "duplicate" })],
      "provider sends payment.succeeded for ord_1 again (attempt 2)",
    ],
    [
      "may be an attacker's without a name",
      [but<"attempt-started">(forged, { attack: null })],
      "attacker sends a request",
    ],
  ])("%s", (_what, drafts, line) => {
    expect(lines(...drafts)).toEqual([line]);
  });
});

describe("how an attempt ends", () => {
  test.each<[string, HistoryDraft, HistoryDraft, string]>([
    ["an answer", first, answered("a", 200), "receiver answers 200"],
    ["an answer to a later attempt", second, answered("b", 500), "receiver answers 500 to attempt 2"],
    ["an answer to an attack", forged, answered("f", 401), "receiver answers 401 to: Wrong secret"],
    [
      "an answer to an attacker without a name",
      but<"attempt-started">(forged, { attack: null, number: 2 }),
      answered("f", 401),
      "receiver answers 401",
    ],
    ["an answer to nothing that is known", first, answered("x", 204), "receiver answers 204"],
    ["a lost answer", first, replyLost("a", 200), "network loses the answer 200"],
    ["a lost later answer", second, replyLost("b", 202), "network loses the answer 202 to attempt 2"],
    ["no answer in time", first, timedOut("a"), "provider stops waiting after 15 s"],
    [
      "no answer to a later attempt in time",
      second,
      timedOut("b"),
      "provider stops waiting after 15 s for the answer to attempt 2",
    ],
    ["nobody who listens", second, foundNobody("b"), "network finds nobody listening to attempt 2"],
    ["a broken connection", forged, cutOff("f"), "network breaks the connection to: Wrong secret"],
  ])("is told by %s", (_what, begun, end, line) => {
    expect(lines(begun, end).slice(1)).toEqual([line]);
  });

  test("is not told when the receiver's end was told, which is seen two milliseconds later", () => {
    const kill = but(down(), { atMs: 100 });
    expect(lines(kill, cutOff("a", 102))).toEqual(["receiver is killed"]);
    expect(lines(kill, cutOff("a", 103))).toEqual(["receiver is killed", "network breaks the connection"]);
    expect(lines(kill, timedOut("a", 102))).toHaveLength(2);
  });
});

describe("several events", () => {
  const [refund, third] = [event("evt_2", "payment.refunded", { orderId: "ord_1" }), paid("evt_3")];
  const retried = started({ id: "c", eventId: "evt_3", number: 2 });

  it("are told apart by their letters, in what is sent, in how it ends and in what is given up", () => {
    const drafts = [paid("evt_1"), refund, third, first, started({ id: "b", eventId: "evt_2" }), retried];
    const ends = [answered("b", 503), answered("a", 200), timedOut("c"), settled("evt_3", "dead-letter")];
    expect(lines(...drafts, ...ends)).toEqual([
      "provider sends payment.succeeded for ord_1 (event A)",
      "provider sends payment.refunded for ord_1 (event B)",
      "provider sends payment.succeeded for ord_1 (event C) again (attempt 2)",
      "receiver answers 503 to event B",
      "receiver answers 200 to event A",
      "provider stops waiting after 15 s for the answer to event C, attempt 2",
      "provider gives up on event C: a dead letter",
    ]);
  });

  it("leave an attacker's request its own name", () => {
    expect(lines(paid("evt_1"), refund, forged, answered("f", 401))).toEqual([
      "attacker sends: Wrong secret",
      "receiver answers 401 to: Wrong secret",
    ]);
  });

  it("have two letters after the first ones have come to an end", () => {
    const many = Array.from({ length: 27 }, (_, index) => paid(`evt_${index}`));
    const last = ["evt_25", "evt_26"].map((eventId) => started({ id: eventId, eventId }));
    expect(lines(...many, ...last)).toEqual([
      "provider sends payment.succeeded for ord_1 (event Z)",
      "provider sends payment.succeeded for ord_1 (event AA)",
    ]);
  });
});

describe("a shop call", () => {
  test.each<[string, HistoryDraft[], string[]]>([
    ["is told with its answer", [called(call), callAnswered(call)], ["shop UPDATE → 1 row"]],
    [
      "is told by its effects instead",
      [called(call), byCall("order-changed"), byCall("row-changed"), callAnswered(call)],
      ["shop UPDATE → ord_1 order-changed, ord_1 row-changed"],
    ],
    [
      "says which effect happened again",
      [effect("shipped", "a"), called(call), byCall("shipped"), byCall("mailed"), callAnswered(call)],
      ["shop UPDATE → ord_1 shipped, again, ord_1 mailed"],
    ],
    [
      "says that it failed",
      [called(call), callAnswered({ ...call, fault: "refused" })],
      ["shop UPDATE → 1 row (a passing failure: not carried out)"],
    ],
    [
      "says that its answer was lost",
      [called(call), byCall("shipped"), callAnswered({ ...call, fault: "answer-lost" })],
      ["shop UPDATE → ord_1 shipped (carried out, and the answer was lost)"],
    ],
    [
      "says that it was slow",
      [called(call), callAnswered({ ...call, fault: "slow" })],
      ["shop UPDATE → 1 row (carried out, and answered too late)"],
    ],
    ["is not told before it is answered", [called(call), byCall("shipped")], []],
    ["is not told when only its answer is known", [callAnswered(call)], []],
    ["is not told when it registers a worker", works("ship"), []],
  ])("%s", (_what, drafts, expected) => {
    expect(lines(...drafts)).toEqual(expected);
  });

  test("has the place in the code that made it, the time and the entry of its answer", () => {
    const source = { file: "handler.ts", line: 12, column: 5 };
    const history = historyOf(but<"shop-called">(called(call), { source }), callAnswered(call, 6));
    expect(stepsOf(history)).toEqual([
      { atMs: 6, seq: 1, actor: "shop", what: "UPDATE → 1 row", place: source },
    ]);
    expect(stepsOf(historyOf(called(call), callAnswered(call)))[0]).not.toHaveProperty("place");
  });
});

describe("what a receiver asks while it starts", () => {
  const setUp = { id: "s" };
  const asks = [called(setUp), callAnswered(setUp)];
  const told = "shop UPDATE → 1 row";

  test.each<[string, HistoryDraft[], string[]]>([
    ["is left out", [begins(), ...asks], []],
    ["is left out after a restart, too", [first, down(), up(), ...asks], ["receiver starts again"]],
    [
      "is told when it changes something",
      [begins(), called(setUp), but<"effect">(effect("shipped", null), { callId: "s" }), callAnswered(setUp)],
      ["shop UPDATE → ord_1 shipped"],
    ],
    ["is told when a request came before it", [begins(), first, ...asks], [told]],
    ["is told when it is asked for a request", [begins(), called(call), callAnswered(call)], [told]],
    ["is told when no start is known", asks, [told]],
  ])("%s", (_what, drafts, expected) => {
    expect(lines(...drafts).filter((line) => !line.startsWith("provider") && !/killed/.test(line))).toEqual(
      expected,
    );
  });
});

describe("the receiver and the provider", () => {
  test.each<[string, HistoryDraft, string[]]>([
    ["a kill", down(), ["receiver is killed"]],
    ["an end of its own", down("crashed"), ["receiver It ended."]],
    ["a restart", up(), ["receiver starts again"]],
    ["a restart without a secret", up("missing"), ["receiver starts again"]],
    ["a start", begins(), []],
    ["a start without a secret", begins("missing"), ["receiver starts without WEBHOOK_SECRET"]],
    ["a start with an empty one", begins("empty"), ["receiver starts with an empty WEBHOOK_SECRET"]],
    ["a start with a blank one", begins("blank"), ["receiver starts with a blank WEBHOOK_SECRET"]],
    ["a dead letter", settled("evt_1", "dead-letter"), ["provider gives up: a dead letter"]],
    ["a delivery that is settled", settled("evt_1"), []],
    ["an event that is made", paid("evt_1"), []],
    ["time that passes", later(10), []],
    ["an effect of no call", effect("shipped", null), []],
    ["a note", { kind: "note", level: "info", text: "Mind." }, []],
    ["the end of an outage", { kind: "outage-ended" }, []],
  ])("are told by %s: %j", (_what, draft, expected) => {
    expect(lines(draft)).toEqual(expected);
  });

  test.each([
    [999, "999 ms"],
    [1_000, "1 s"],
    [90_000, "90 s"],
    [3_599_000, "3599 s"],
    [3_600_000, "1 h"],
    [42 * 3_600_000, "42 h"],
    [47 * 3_600_000, "47 h"],
    [48 * 3_600_000, "2 days"],
    [96 * 3_600_000, "4 days"],
  ])("are told by an outage of %i ms as %s", (ms, words) => {
    const outage: HistoryDraft = { kind: "outage-started", atMs: 500, untilMs: 500 + ms };
    expect(lines(outage)).toEqual([`receiver goes down for ${words}`]);
  });

  test.each([
    ["in one line", "  one\n\ttwo   three\n", "one two three"],
    ["whole up to 120 characters", "x".repeat(120), "x".repeat(120)],
    ["cut to 120 characters", "x".repeat(121), `${"x".repeat(119)}…`],
  ])("are told by a log %s", (_what, text, line) => {
    expect(lines(logged(text))).toEqual([`receiver writes to its log: ${line}`]);
  });
});

describe("a history up to an entry", () => {
  const history = historyOf(
    paid("evt_1"),
    first,
    called(call),
    byCall("shipped"),
    callAnswered(call),
    answered("a", 200),
    effect("mailed", null),
    logged("done"),
  );
  const seqs = (untilSeq?: number) => stepsOf(history, untilSeq).map(({ seq }) => seq);

  test("is told to its end when none is given, in order", () => {
    expect(seqs()).toEqual([1, 4, 5, 7]);
    expect(seqs(Number.POSITIVE_INFINITY)).toEqual([1, 4, 5, 7]);
  });

  test.each([
    [0, []],
    [1, [1]],
    [2, [1]],
    [4, [1, 4]],
    [5, [1, 4, 5]],
    [6, [1, 4, 5]],
    [7, [1, 4, 5, 7]],
  ])("%i ends there", (untilSeq, expected) => {
    expect(seqs(untilSeq)).toEqual(expected);
  });

  test("that is an effect tells it with the answer to its call, or ends there when none came", () => {
    expect(seqs(3)).toEqual([1, 4]);
    const open = historyOf(first, called(call), byCall("shipped"), logged("later"));
    expect(stepsOf(open, 2).map(({ seq }) => seq)).toEqual([0]);
  });
});
