// Opens what runs code on this machine: sandboxes and shops, for sessions and for proofs.
import type { Scenario } from "../catalog/scenarios.ts";
import type { SandboxTier } from "../contract/session.ts";
import type { OpenShop } from "../exploration/types.ts";
import { createProver } from "../grading/prove.ts";
import type { ProvableScenario, ProverParts, Stagehand, WarmStagehand } from "../grading/stagehands.ts";
import type { Prove } from "../grading/types.ts";
import type { RunnableTier } from "../sandbox/isolation/launch.ts";
import { createSandbox } from "../sandbox/sandbox.ts";
import { createSqlEngine } from "../sandbox/sql/sql-engine.ts";
import { createSqlProcesses, type SqlProcesses } from "../sandbox/sql/sql-processes.ts";
import type { Sandbox } from "../sandbox/types.ts";
import { createWarmSandbox, type WarmSandbox } from "../sandbox/warm.ts";
import { createShop } from "../shop/shop.ts";

export interface Cell {
  readonly sandbox: Sandbox;
  openShop(scenario: ProvableScenario): OpenShop;
  readonly prove: Prove;
  /** What plays schedules and attacks here, for those that are more than a proof. */
  readonly parts: ProverParts;
  /** Resolves when the next proof finds its processes ready, as one does that was not asked for at once. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface CellOptions {
  readonly tier: RunnableTier;
  readonly scenarios: ReadonlyMap<string, Scenario>;
  onOurFault(error: unknown): void;
  /** How many schedules are played at once. */
  readonly lanes?: number;
  /** No code of learners is run: see `WarmOptions`. */
  readonly isOwnCode?: boolean;
}

/** Two, because each plays on two processes in turn, and a laptop has a few processors. */
const LANES = 2;

/** Processes are started now, so that neither Run nor Prove waits for them later. */
export async function openCell(options: CellOptions): Promise<Cell> {
  const { tier, scenarios, onOurFault, lanes = LANES } = options;
  const sqlProcesses = createSqlProcesses(tier);
  const [sandbox, warm] = await Promise.all([
    createSandbox({ tier }),
    createWarmStagehands({ ...options, lanes }),
    sqlProcesses.warm(),
  ]);
  const cold = stagehandOf(sandbox, sqlProcesses);
  const parts: ProverParts = {
    scenario: (id) => scenarios.get(id) ?? null,
    ...{ cold, openWarm: warm.open, lanes, onOurFault },
  };
  return {
    sandbox,
    openShop: cold.openShop,
    ...{ prove: createProver(parts), parts },
    ready: warm.ready,
    async close() {
      await Promise.all([sandbox.close(), sqlProcesses.close(), warm.close()]);
    },
  };
}

/** Those that no proof uses rest with their processes ready, so that the next one begins at once. */
async function createWarmStagehands({
  tier,
  lanes,
  isOwnCode = false,
}: Pick<CellOptions, "tier" | "isOwnCode"> & { readonly lanes: number }) {
  const sqlProcesses = createSqlProcesses(tier, { reuse: true });
  const sandboxes: WarmSandbox[] = [];
  const resting: WarmSandbox[] = [];
  const add = async () => {
    const sandbox = await createWarmSandbox({ tier, isOwnCode });
    sandboxes.push(sandbox);
    return sandbox;
  };
  const open = async (): Promise<WarmStagehand> => {
    const sandbox = resting.pop() ?? (await add());
    return {
      ...stagehandOf(sandbox, sqlProcesses),
      isContaminated: () => sandbox.isContaminated(),
      async close() {
        await sandbox.rest();
        resting.push(sandbox);
      },
    };
  };
  const adding = Array.from({ length: lanes }, async () => resting.push(await add()));
  await Promise.all([...adding, sqlProcesses.warm()]);
  return {
    open,
    ready: async () => void (await Promise.all(resting.map((sandbox) => sandbox.ready()))),
    async close() {
      await Promise.all([sqlProcesses.close(), ...sandboxes.map((sandbox) => sandbox.close())]);
    },
  };
}

function stagehandOf(sandbox: Sandbox, sqlProcesses: SqlProcesses): Stagehand {
  return {
    sandbox,
    openShop:
      ({ setUpSql, web }: ProvableScenario) =>
      async (seams) =>
        createShop({ ...seams, sql: createSqlEngine(sqlProcesses), setUpSql, web }),
  };
}

/** The tier in which code runs here, or null where none is run at all. */
export const runnableTier = ({ tier }: SandboxTier): RunnableTier | null =>
  tier === 1 || tier === 3 ? tier : null;
