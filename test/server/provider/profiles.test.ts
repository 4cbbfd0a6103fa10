// What every profile has to say of itself, and that an example keeps to what its provider publishes.
import { describe, expect, it } from "vitest";
import { ProfileId } from "../../../server/contract/mechanisms.ts";
import { doublingPauses } from "../../../server/provider/profile.ts";
import { profiles } from "../../../server/provider/profiles/all.ts";

const HOUR_MS = 3_600_000;
const totalMs = (pauses: readonly number[]) => pauses.reduce((sum, ms) => sum + ms, 0);

describe.each(ProfileId.options)("the profile %s", (id) => {
  it("carries its source and the month of its last comparison", () => {
    const { source, checked, afterwards, byHand } = profiles[id];
    expect(profiles[id].id).toBe(id);
    expect(source).toMatch(/^https:\/\//);
    expect(checked).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
    for (const sentence of [afterwards, byHand]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it("sends at once first", () => {
    expect(profiles[id].attemptDelaysMs[0]).toBe(0);
  });
});

describe("an example", () => {
  it("stands in where a provider publishes no single pauses, and nowhere else", () => {
    const examples = ProfileId.options.filter((id) => profiles[id].pauses.kind === "example");
    expect(examples).toEqual(["stripe", "shopify"]);
  });

  it("keeps to the totals that are published", () => {
    const { stripe, shopify } = profiles;
    expect(Math.abs(totalMs(stripe.attemptDelaysMs) - 72 * HOUR_MS)).toBeLessThan(1_000);
    expect(stripe.timeoutMs).toBeNull();
    expect(shopify.attemptDelaysMs).toHaveLength(1 + 8);
    expect(Math.abs(totalMs(shopify.attemptDelaysMs) - 4 * HOUR_MS)).toBeLessThan(1_000);
  });

  it("has pauses that double", () => {
    expect(doublingPauses(3, 7_000)).toEqual([0, 1_000, 2_000, 4_000]);
  });
});
