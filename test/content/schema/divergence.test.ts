// Where two handlers part that got the very same requests.
import { expect, test } from "vitest";
import { firstDivergence } from "../../../content/schema/divergence.ts";
import { answered, effect, historyOf, started } from "./histories.ts";

const genuine = started({ id: "g", eventId: "evt_1" });
const forged = started({ id: "f", attack: "unsigned", hostile: true });

test("finds the first request that was dealt with in two ways, and the entry that shows it on each side", () => {
  const trusting = historyOf(
    genuine,
    effect("shipped", "g"),
    answered("g", 200),
    forged,
    effect("shipped", "f"),
    answered("f", 200),
  );
  const careful = historyOf(genuine, effect("queued", "g"), answered("g", 202), forged, answered("f", 401));
  expect(firstDivergence(trusting, careful)).toEqual({
    index: 1,
    one: { answer: "200", told: "was answered 200", effects: ["ord_1 shipped"], seq: 4 },
    other: { answer: "401", told: "was answered 401", effects: [], seq: 4 },
  });
});

test("finds none between two ways to do the same", () => {
  const atOnce = historyOf(genuine, effect("shipped", "g"), answered("g", 200));
  const queued = historyOf(genuine, effect("queued", "g"), answered("g", 202));
  expect(firstDivergence(atOnce, queued)).toBeNull();
});

test("waits while one side has not answered", () => {
  expect(firstDivergence(historyOf(forged, answered("f", 200)), historyOf(forged))).toBeNull();
});
