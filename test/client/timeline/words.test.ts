// What the timeline says: durations, labels and sentences.
import { describe, expect, test } from "vitest";
import { markOf, readHistory } from "../../../client/timeline/reading.ts";
import { formatDuration } from "../../../client/timeline/time-format.ts";
import { attemptLabel, callLabel, effectLabel, sentence } from "../../../client/timeline/words.ts";
import { AttackId } from "../../../server/contract/history.ts";
import { everythingHistory, outageHistory, raceHistory, writeHistory } from "../fixtures/histories.ts";

test.each([
  [0, "0 ms"],
  [0.25, "0.3 ms"],
  [40, "40 ms"],
  [1_000, "1 s"],
  [1_540, "1.5 s"],
  [59_949, "59.9 s"],
  [59_960, "1 min"],
  [305_000, "5 min 5 s"],
  [3_599_400, "59 min 59 s"],
  [3_599_600, "1 h"],
  [9_000_000, "2 h 30 min"],
  [86_399_000, "1 d"],
  [183_600_000, "2 d 3 h"],
])("%d ms reads %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

const spoken = (history: ReturnType<typeof raceHistory>) => {
  const reading = readHistory(history);
  return history.map((entry) => sentence(entry, reading));
};

describe("sentences", () => {
  test("every entry of every kind has one that ends like one", () => {
    for (const history of [raceHistory(), outageHistory(), everythingHistory()]) {
      for (const text of spoken(history)) expect(text).toMatch(/\S/);
    }
  });

  test("an effect that happens again is told as such", () => {
    expect(spoken(raceHistory())).toContain("Effect, again (time 2): shp_1: ord_1042 shipped");
  });

  test("an effect that an attacker caused is told as such", () => {
    expect(spoken(everythingHistory())).toContain(
      "Effect, again (time 2), caused by the attacker: shp_1: ord_1042 shipped",
    );
  });

  test("a lost answer tells both sides", () => {
    expect(spoken(everythingHistory())).toContain(
      "The receiver answers 200, but the answer is lost on the way: the sender never sees it.",
    );
  });

  test("events get letters only when there are several", () => {
    expect(spoken(raceHistory())).toContain("The provider sends payment.succeeded.");
    expect(spoken(everythingHistory())).toContain(
      "The provider sends payment.refunded (event B) again: attempt 2.",
    );
  });

  test("an outage and a retry tell how long", () => {
    const said = spoken(outageHistory());
    expect(said).toContain("The receiver goes down for 1 d 18 h.");
    expect(said).toContain("Attempt 3 is due in 4 min 55 s.");
    expect(said).toContain("The delivery is done after 9 attempts.");
  });
});

describe("labels", () => {
  const labels = (history: ReturnType<typeof raceHistory>) => {
    const { attempts, events } = readHistory(history);
    return attempts.map(({ start }) => attemptLabel(start, events));
  };

  test("an attempt is named by its attack, its number or its event", () => {
    expect(labels(raceHistory())).toEqual(["payment.succeeded", "overlapping duplicate"]);
    expect(labels(outageHistory()).slice(0, 2)).toEqual(["payment.succeeded", "attempt 2"]);
    expect(labels(everythingHistory())).toEqual([
      "A payment.succeeded",
      "A attempt 2",
      "unsigned",
      "tampered body",
      "request from outside",
      "B payment.refunded",
      "B attempt 2",
    ]);
  });

  test("every attack has a short name", () => {
    for (const attack of AttackId.options) {
      const history = writeHistory().attempt("h1", { origin: "hostile", attack, eventId: null }).entries;
      expect(labels(history)[0]).toMatch(/^[a-z][a-z0-9 ]{5,26}$/);
    }
  });

  test.each([
    ["SELECT 1 FROM seen WHERE id = ?", "read seen"],
    ["insert into seen (id) values (?)", "write seen"],
    ["UPDATE orders SET status = ?", "write orders"],
    ["DELETE FROM orders", "delete orders"],
    ["CREATE TABLE IF NOT EXISTS seen (id TEXT)", "create seen"],
    ["PRAGMA user_version", "query"],
  ])("the statement %s is called %s", (summary, text) => {
    const [entry] = writeHistory().call(null, summary).entries;
    expect(entry?.kind === "shop-called" && callLabel(entry)).toBe(text);
  });

  test("a repeated effect says again", () => {
    const { effects } = readHistory(raceHistory());
    expect(effects.map((mark) => effectLabel(mark.effect, markOf(mark)))).toEqual([
      "ship 1042",
      "ship 1042 again",
    ]);
  });

  test("what an attacker caused says so, even the first time", () => {
    const forgery = writeHistory().attempt("h1", { origin: "hostile", attack: "unsigned", eventId: null });
    const { effects } = readHistory(
      forgery.call("h1", "ord_1042", { service: "carrier", repeat: 0 }).entries,
    );
    expect(effects.map((mark) => effectLabel(mark.effect, markOf(mark)))).toEqual(["ship 1042, forged"]);
  });
});
