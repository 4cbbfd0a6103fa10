// The real labs and everything that plays them, for tests that break and repair receivers.
import { fileURLToPath } from "node:url";
import type { LabUnit } from "../../../content/schema/lab-unit.ts";
import { readLabs } from "../../../server/catalog/labs.ts";
import { listScenarios, loadScenario } from "../../../server/catalog/scenarios.ts";
import { type Cell, openCell, runnableTier } from "../../../server/cli/cell.ts";
import { detectTier } from "../../../server/sandbox/sandbox.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export const lab = (id: string): LabUnit => {
  const unit = readLabs(root).units.find((one) => one.lab.id === id);
  if (unit === undefined) throw new Error(`There is no lab ${id}.`);
  return unit;
};

export async function openRealCell({ isOwnCode = false } = {}): Promise<Cell> {
  const tier = runnableTier(await detectTier());
  if (tier === null) throw new Error("These tests run code, and this machine cannot keep code in.");
  const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
  return openCell({ tier, scenarios, isOwnCode, onOurFault: (error) => console.error(error) });
}

/** The lab with other code for one of its handlers, or with other data. */
export function withHandler(unit: LabUnit, id: string, change: (text: string) => string): LabUnit {
  const files = unit.receivers[id] ?? {};
  const changed = { ...files, "handler.ts": change(files["handler.ts"] ?? "") };
  return { ...unit, receivers: { ...unit.receivers, [id]: changed } };
}
