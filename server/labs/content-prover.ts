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

/** Lends a prover out for as long as the work takes. */
export async function withContentProver<Result>(
  parts: ProverParts,
  depth: number,
  work: (prover: ContentProver) => Promise<Result>,
): Promise<Result> {
  const warm = await Promise.all(Array.from({ length: parts.lanes }, () => parts.openWarm()));
  const pool = new Pool(warm);
  const scriptSandbox = parts.cold.sandbox;
  try {
    return await work({
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
    });
  } finally {
    await Promise.all(warm.map((stagehand) => stagehand.close()));
  }
}
