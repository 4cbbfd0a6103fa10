// The matrix: every receiver where the variable CI is set, and a part of them elsewhere; `npm run matrix` proves all.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScenario } from "../../server/catalog/scenarios.ts";
import { type Cell, openCell, runnableTier } from "../../server/cli/cell.ts";
import type { ProofEvent } from "../../server/contract/proof.ts";
import { detectTier } from "../../server/sandbox/sandbox.ts";
import { isWhole, testInWhole } from "../parts.ts";
import { needlessActions } from "./minimal.ts";
import { brokenIn, bytesOf, proveOnce } from "./prove-once.ts";
import { correctReceivers, defects, type TestReceiver } from "./receivers.ts";

const right = ["queue-first"];
const wrong = ["previous-secret-ignored"];
/** Proved below, with a closer look at what was found. */
const shortest = [
  ["check-then-act", "effect-at-most-once", 8],
  ["marked-before-effect", "effect-at-least-once", 7],
] as const;

let cell: Cell;
beforeAll(async () => {
  const tier = runnableTier(await detectTier());
  if (tier === null) throw new Error("These tests run code, and this machine cannot keep code in.");
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const scenarios = new Map([["payments", loadScenario(root, "payments")]]);
  cell = await openCell({ tier, scenarios, onOurFault: (error) => console.error(error) });
});
afterAll(() => cell.close());

const namesOf = (all: readonly TestReceiver[], few: readonly string[]) =>
  isWhole ? all.map(({ name }) => name).filter((name) => !shortest.some(([other]) => other === name)) : few;

const named = (all: readonly TestReceiver[], names: readonly string[]) =>
  names.map((name) => {
    const receiver = all.find((one) => one.name === name);
    if (receiver === undefined) throw new Error(`There is no receiver ${name}.`);
    return [name, receiver] as const;
  });

describe("a correct design", () => {
  test.each(named(correctReceivers(), namesOf(correctReceivers(), right)))(
    "%s holds all twelve invariants",
    async (_name, receiver) => {
      const { verdict } = await proveOnce(cell, receiver);
      expect(verdict.error).toBeUndefined();
      expect(brokenIn(verdict)).toEqual([]);
      if (!right.includes(receiver.name)) return;
      expect(verdict.invariants.every((one) => one.verdict === "held")).toBe(true);
      expect(verdict.explored.complete).toBe(true);
    },
    120_000,
  );
});

describe("a defect", () => {
  test.each(named(defects(), namesOf(defects(), wrong)))(
    "%s breaks exactly what it names",
    async (_name, receiver) => {
      const { verdict } = await proveOnce(cell, receiver);
      expect(brokenIn(verdict)).toEqual([...receiver.breaks].sort());
      for (const { verdict: state, counterexample, why, look } of verdict.invariants) {
        if (state !== "broken") continue;
        expect(counterexample?.steps.length).toBeGreaterThan(0);
        expect([why, look]).toEqual([expect.stringMatching(/\.$/), expect.stringMatching(/\.$/)]);
      }
    },
    120_000,
  );

  test("gives a counterexample that shows the same again by its token alone, and not on a design that is right", async () => {
    const [[, defect] = [], [, correct] = []] = [
      named(defects(), ["no-verification"])[0],
      named(correctReceivers(), right)[0],
    ];
    if (defect === undefined || correct === undefined) throw new Error("The receivers are gone.");
    const { verdict } = await proveOnce(cell, defect);
    const found = verdict.invariants.find(({ id }) => id === "refuses-forgery")?.counterexample;
    expect(found?.token).toMatch(/^h1\./);
    const again = async (receiver: TestReceiver) =>
      (await proveOnce(cell, receiver, 1, { reproduce: found?.token })).verdict;
    const { invariants } = await again(defect);
    expect(invariants.find(({ id }) => id === "refuses-forgery")?.counterexample).toEqual(found);
    expect(await again(correct)).toMatchObject({ verdict: "pass" });
  }, 120_000);
});

describe("a counterexample", () => {
  testInWhole.each(shortest)(
    "of %s is short, and without any one of its actions the failure is gone",
    async (name, invariant, most) => {
      const [[, receiver] = []] = named(defects(), [name]);
      if (receiver === undefined) throw new Error("The receiver is gone.");
      const { verdict } = await proveOnce(cell, receiver);
      expect(brokenIn(verdict)).toEqual([...receiver.breaks].sort());
      const found = verdict.invariants.find(({ id }) => id === invariant);
      expect(found?.counterexample?.steps.length).toBeLessThanOrEqual(most);
      expect(found && (await needlessActions(cell, receiver, found))).toEqual([]);
    },
    120_000,
  );
});

testInWhole(
  "the same seed gives the same bytes",
  async () => {
    const [[, receiver] = []] = named(defects(), ["no-verification"]);
    if (receiver === undefined) throw new Error("The receiver is gone.");
    const bytes = async () => bytesOf((await proveOnce(cell, receiver)).verdict);
    expect(await bytes()).toBe(await bytes());
  },
  120_000,
);

test("a proof that is stopped ends without a verdict", async () => {
  const [[, receiver] = []] = named(correctReceivers(), right);
  const controller = new AbortController();
  const events: ProofEvent[] = [];
  const request = {
    submission: { files: { ...receiver?.files } },
    scenario: "payments",
    scheme: "standard-v1",
    seed: 1,
  } as const;
  await cell.prove(
    request,
    (event) => {
      events.push(event);
      controller.abort();
    },
    controller.signal,
  );
  expect(events.at(-1)?.type).toBe("stopped");
}, 60_000);
