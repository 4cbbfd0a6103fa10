// Every lab is proved as `hookproof content` does it, where the variable CI is set; elsewhere one is, through its page.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLabs } from "../../server/catalog/labs.ts";
import type { Cell } from "../../server/cli/cell.ts";
import { SAMPLE } from "../../server/grading/examine.ts";
import { type ContentProver, openContentProver } from "../../server/labs/content-prover.ts";
import { proveLab } from "../../server/labs/prove-lab.ts";
import { someLabs, testInWhole } from "../parts.ts";
import { openRealCell } from "../server/labs/real-labs.ts";

const { units, problems } = readLabs(fileURLToPath(new URL("../..", import.meta.url)));
let cell: Cell;
let prover: ContentProver & { close(): Promise<void> };
beforeAll(async () => {
  cell = await openRealCell({ isOwnCode: true });
  prover = await openContentProver(cell.parts, SAMPLE);
});
afterAll(async () => {
  await prover?.close();
  await cell?.close();
});

test("the labs have no problems", () => {
  expect(problems).toEqual([]);
});

test("six labs can be played inverted", () => {
  expect(units.filter(({ lab }) => lab.hunt !== undefined).length).toBeGreaterThanOrEqual(6);
});

testInWhole.each(someLabs(units))(
  "%s is proved",
  async (_id, unit) => {
    expect(await proveLab(unit, prover)).toEqual([]);
  },
  180_000,
);
