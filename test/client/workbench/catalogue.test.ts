// What the send panel offers: every attack once, each in the group of its kind.
import { expect, test } from "vitest";
import { deliveryFaults, firstAttacks, furtherAttacks } from "../../../client/workbench/catalogue.ts";
import { attackWords } from "../../../server/contract/attack-words.ts";
import { type AttackName, attackKinds } from "../../../server/contract/attacks.ts";

const offered: readonly AttackName[] = [
  ...firstAttacks,
  ...furtherAttacks.flatMap(({ attacks }) => attacks),
  ...deliveryFaults,
];

test("every attack of the contract is offered once", () => {
  expect(offered.toSorted()).toEqual(Object.keys(attackKinds).toSorted());
});

test("a group holds attacks of its own kind only, and what honest networks do is no attack", () => {
  const kinds = furtherAttacks.map(({ attacks }) => [...new Set(attacks.map((name) => attackKinds[name]))]);
  expect(kinds).toEqual([["forgery"], ["replay-attack", "disguise"], ["bad-input"]]);
  expect(firstAttacks.map((name) => attackKinds[name])).not.toContain("delivery");
});

test("each has a title of its own, and one sentence short enough for its row", () => {
  const words = Object.values(attackWords);
  expect(new Set(words.map(({ title }) => title)).size).toBe(words.length);
  for (const { title, sentence } of words) {
    expect(title.length).toBeLessThan(30);
    expect(sentence).toMatch(/^[A-Z][^!?]{15,110}\.$/);
  }
});
