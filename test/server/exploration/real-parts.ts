// The real sandbox, shop and scenario, for tests that play whole histories.
import { fileURLToPath } from "node:url";
import { loadScenario, type Scenario } from "../../../server/catalog/scenarios.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import { liveSessionPacing } from "../../../server/exploration/pacing.ts";
import type { OpenShop } from "../../../server/exploration/types.ts";
import { startWorld } from "../../../server/exploration/world.ts";
import type { World, WorldOptions } from "../../../server/exploration/world-types.ts";
import { standardWebhooksProfile } from "../../../server/provider/profiles/standard-webhooks.ts";
import { createSandbox, detectTier } from "../../../server/sandbox/sandbox.ts";
import { createSqlEngine } from "../../../server/sandbox/sql/sql-engine.ts";
import { createSqlProcesses } from "../../../server/sandbox/sql/sql-processes.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { createShop } from "../../../server/shop/shop.ts";

export const EPOCH_MS = Date.UTC(2030, 0, 7, 9);

export interface RealParts {
  readonly sandbox: Sandbox;
  readonly scenario: Scenario;
  readonly openShop: OpenShop;
  close(): Promise<void>;
}

export async function openRealParts(): Promise<RealParts> {
  const { tier } = await detectTier();
  if (tier !== 1 && tier !== 3)
    throw new Error("These tests run code, and this machine cannot keep code in.");
  const [sandbox, sqlProcesses] = [await createSandbox({ tier }), createSqlProcesses(tier, { reuse: true })];
  const scenario = loadScenario(fileURLToPath(new URL("../../..", import.meta.url)), "payments");
  return {
    sandbox,
    scenario,
    openShop: async (seams) =>
      createShop({ ...seams, sql: createSqlEngine(sqlProcesses), setUpSql: scenario.setUpSql }),
    close: async () => void (await Promise.all([sandbox.close(), sqlProcesses.close()])),
  };
}

export const worldOptions = (
  parts: RealParts,
  handler: string,
  scheme: SchemeId = "standard-v1",
): WorldOptions => ({
  ...parts,
  files: { "handler.ts": handler },
  schemeId: scheme,
  seed: 1,
  epochMs: EPOCH_MS,
  pacing: liveSessionPacing,
  profile: standardWebhooksProfile,
  liveSecrets: 1,
  bounds: { entries: 20_000, bytes: 64_000_000 },
  onEntries: () => {},
});

export async function mustStart(options: WorldOptions): Promise<World> {
  const started = await startWorld(options);
  if (!started.ok) throw new Error(`The handler did not start: ${JSON.stringify(started.problem)}`);
  return started.world;
}

export { entriesOf, fates, playThrough, shipments } from "./histories.ts";
