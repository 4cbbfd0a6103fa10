// What proves content: processes that are used for handler after handler, and fresh ones where code leaves something behind.

import { type Examination, type Examined, examine } from "../grading/examine.ts";
import { Pool, type ProvableScenario, type ProverParts } from "../grading/stagehands.ts";
import type { AttackSetting } from "./attack-player.ts";

export interface ContentProver {
  /** @throws when there is none. */
  scenario(id: string): ProvableScenario;
  /** Finds out what a handler breaks, in one process: another handler can be examined in another at the same time. */
  examine(examined: Examined): Promise<Examination>;
  /** Plays on whichever process is free; for the same `files` object, if possible, on one that has them already. */
  onStage<Result>(
    about: Pick<AttackSetting, "scenario" | "scheme" | "secrets">,
    files: Readonly<Record<string, string>>,
    play: (setting: AttackSetting) => Promise<Result>,
  ): Promise<Result>;
}

/**
 * Whoever has opened it closes it.
 * @param depth how many schedules of each family a handler is put through at least; Infinity for the whole bound
 */
export async function openContentProver(
  parts: ProverParts,
  depth: number,
): Promise<ContentProver & { close(): Promise<void> }> {
  const warm = await Promise.all(Array.from({ length: parts.lanes }, () => parts.openWarm()));
  const pool = new Pool(warm);
  const scriptSandbox = parts.cold.sandbox;
  return {
    scenario(id) {
      const scenario = parts.scenario(id);
      if (scenario === null) throw new RangeError(`There is no scenario "${id}".`);
      return scenario;
    },
    examine: (examined) =>
      pool.use((warm) => examine({ warm, cold: parts.cold }, examined, depth), examined.files),
    onStage: (about, files, play) =>
      pool.use(async (stagehand) => {
        const result = await play({ ...about, stagehand, scriptSandbox });
        if (!(await stagehand.isContaminated())) return result;
        return play({ ...about, stagehand: parts.cold, scriptSandbox });
      }, files),
    close: async () => void (await Promise.all(warm.map((stagehand) => stagehand.close()))),
  };
}
