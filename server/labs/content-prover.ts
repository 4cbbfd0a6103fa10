// What proves content: processes that are used for handler after handler, and fresh ones where code leaves something behind.

import type { WarmStagehand } from "../grading/stagehands.ts";
import { Pool, type ProvableScenario, type ProverParts, type Stagehand } from "../grading/stagehands.ts";
import type { AttackSetting } from "./attack-player.ts";

export interface ContentProver {
  readonly warm: readonly WarmStagehand[];
  readonly cold: Stagehand;
  /** @throws when there is none. */
  scenario(id: string): ProvableScenario;
  /** How many schedules of each family a handler is put through at least. */
  readonly depth: number;
  /** Plays on whichever process is free. */
  onStage<Result>(
    about: Pick<AttackSetting, "scenario" | "scheme" | "secrets">,
    play: (setting: AttackSetting) => Promise<Result>,
  ): Promise<Result>;
}

/** Whoever has opened it closes it. @param depth Infinity for the whole bound. */
export async function openContentProver(
  parts: ProverParts,
  depth: number,
): Promise<ContentProver & { close(): Promise<void> }> {
  const warm = await Promise.all(Array.from({ length: parts.lanes }, () => parts.openWarm()));
  const pool = new Pool(warm);
  const scriptSandbox = parts.cold.sandbox;
  return {
    ...{ warm, cold: parts.cold, depth },
    scenario(id) {
      const scenario = parts.scenario(id);
      if (scenario === null) throw new RangeError(`There is no scenario "${id}".`);
      return scenario;
    },
    onStage: (about, play) =>
      pool.use(async (stagehand) => {
        const result = await play({ ...about, stagehand, scriptSandbox });
        if (!(await stagehand.isContaminated())) return result;
        return play({ ...about, stagehand: parts.cold, scriptSandbox });
      }),
    close: async () => void (await Promise.all(warm.map((stagehand) => stagehand.close()))),
  };
}
