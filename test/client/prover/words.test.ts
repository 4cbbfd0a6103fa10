// The prover's sentences: figures, the bound and headlines.
import { describe, expect, test } from "vitest";
import { headlineWords } from "../../../client/prover/headline.ts";
import { stepInWords } from "../../../client/prover/step-list.tsx";
import { boundInWords, exploredInWords, familyIds, familyWords } from "../../../client/prover/words.ts";
import type { InvariantId } from "../../../server/contract/invariants.ts";
import { families } from "../../../server/exploration/families/all.ts";
import { counterexamples, explored, failVerdict } from "../fixtures/proofs.ts";

test("what was run is counted, and what there was none of is left out", () => {
  expect(exploredInWords(explored())).toBe("523 schedules, 194 crash points, 52 forgeries");
  expect(exploredInWords({ ...explored(), schedules: 1_204, crashPoints: 0, forgeries: 1 })).toBe(
    "1,204 schedules, 1 forgery",
  );
});

test("a bound that was not exhausted is never called so, and its families are named", () => {
  expect(boundInWords(explored())).toBe("Every schedule within the bound was run.");
  expect(boundInWords(explored(false))).toBe(
    "Not every schedule within the bound was run. Not searched to the end: an overlap and a crash together.",
  );
});

test("the families stand in the order in which they are searched", () => {
  expect(familyIds).toEqual(families.map(({ id }) => id));
});

test("a shop call that fails is one that is refused, or one whose answer is lost", () => {
  expect(familyWords["shop-faults"]).toBe("Each shop call refused, or its answer lost");
});

describe("a headline", () => {
  const broken = (id: InvariantId) => {
    const found = failVerdict().invariants.find((one) => one.id === id);
    if (!found) throw new Error(`The fixture has no ${id}.`);
    return found;
  };
  const historyOf = (id: InvariantId) => counterexamples[id]?.history() ?? [];

  test.each<[InvariantId, string]>([
    ["effect-at-most-once", "Order 1042 ships twice"],
    ["refuses-forgery", "A forged request ships order 1042"],
    ["keeps-newest-state", "An older event undoes a newer one of order 1042"],
  ])("of %s says what happens", (id, words) => {
    expect(headlineWords(broken(id), historyOf(id))).toBe(words);
  });

  test.each<[InvariantId, string]>([
    ["refuses-forgery", "A forged request is not refused"],
    ["survives-bad-input", "Bad input is not refused"],
    ["effect-at-least-once", "The event for order 1042 is lost"],
  ])("of %s without an effect is about the answer", (id, words) => {
    const { counterexample: _none, ...verdict } = broken("refuses-forgery");
    expect(headlineWords({ ...verdict, id, summary: "ord_1042 is not paid." }, [])).toBe(words);
  });
});

test.each([
  [{ actor: "provider" as const, what: "sends payment.succeeded" }, "The provider sends payment.succeeded"],
  [{ actor: "shop" as const, what: "ship ord_1 → shp_1" }, "The shop: ship ord_1 → shp_1"],
  [{ actor: "receiver" as const, what: "The handler ended itself." }, "The handler ended itself."],
])("a step is read aloud as a sentence: %j", (step, words) => {
  expect(stepInWords({ ...step, atMs: 0, seq: 0 })).toBe(words);
});
