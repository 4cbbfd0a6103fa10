// Which tier holds on this machine is found by canaries, and the canaries can fail.
import { expect, test } from "vitest";
import { findBubblewrap } from "../../../server/sandbox/isolation/bubblewrap.ts";
import { canaryNames, fireCanaries } from "../../../server/sandbox/isolation/canaries.ts";
import { seccompFilter } from "../../../server/sandbox/isolation/seccomp.ts";
import { detectTier } from "../../../server/sandbox/sandbox.ts";

const names = Object.values(canaryNames);

test("the detected tier is one whose canaries all held, with its honest text", async () => {
  const found = await detectTier();
  expect([1, 3]).toContain(found.tier);
  expect(found.canaries.map(({ held }) => held)).toEqual(found.canaries.map(() => true));
  expect(new Set(found.canaries.map(({ name }) => name))).toEqual(new Set(names));
  expect(found.explanation).toMatch(
    found.tier === 1 ? /sealed box: no network, no files/ : /accidents, not attackers/,
  );
});

test("every canary holds under Node's permission model alone", async () => {
  const canaries = await fireCanaries({ tier: 3 });
  expect(canaries.map(({ name, held }) => [name, held])).toEqual(names.map((name) => [name, true]));
});

test("without any protection every canary comes back", async () => {
  const canaries = await fireCanaries({ tier: 3, boxAlone: true, sqlite: true });
  expect(canaries.map(({ name, held }) => [name, held])).toEqual(names.map((name) => [name, false]));
});

test.skipIf(findBubblewrap() === null)("the box holds without Node's help", async () => {
  const canaries = await fireCanaries({ tier: 1, boxAlone: true, sqlite: true });
  const open = canaries.filter(({ held }) => !held).map(({ name }) => name);
  expect(open).toEqual([]);
});

test("the system call filter exists for x86-64 only, and says so elsewhere by its absence", () => {
  const filter = seccompFilter("x64");
  expect(filter?.length).toBeGreaterThan(8 * 100);
  expect((filter?.length ?? 1) % 8).toBe(0);
  expect(seccompFilter("arm64")).toBe(null);
});
