// What a page can ask of the labs: judge an attack, win a hunt, play a schedule step by step, prove a repair.
import type { LabUnit } from "../../content/schema/lab-unit.ts";
import type { AttackReport, HuntReport, PlayedSchedule } from "../contract/labs.ts";
import { Pool, type ProverParts, type Stagehand } from "../grading/stagehands.ts";
import type { Prove } from "../grading/types.ts";
import type { AttackSetting } from "./attack-player.ts";
import { playHandMade } from "./hand-made.ts";
import { judgeAttack, judgeHunt, type OnStage } from "./judge-attack.ts";
import { proveFix } from "./prove-fix.ts";
import type { ParsedAttack, ParsedPlaySchedule } from "./types.ts";

export interface LabBench {
  readonly ids: readonly string[];
  judge(labId: string, attack: ParsedAttack): Promise<AttackReport>;
  /** @throws RangeError for a lab that has no hunt. */
  hunt(labId: string, attack: ParsedAttack): Promise<HuntReport>;
  play(labId: string, asked: ParsedPlaySchedule): Promise<PlayedSchedule>;
  /** How the repair of this lab is proved, after an attack that counts. */
  fix(labId: string, attack: ParsedAttack): Prove;
  /** What a proof of this lab's receivers is about. */
  about(labId: string): Pick<LabUnit["lab"], "scenario" | "scheme" | "hunt">;
}

export interface LabBenchParts {
  readonly units: readonly LabUnit[];
  readonly prover: ProverParts;
  readonly prove: Prove;
}

export function createLabBench({ units, prover, prove }: LabBenchParts): LabBench {
  const byId = new Map(units.map((unit) => [unit.lab.id, unit]));
  const unitOf = (labId: string): LabUnit => {
    const unit = byId.get(labId);
    if (unit === undefined) throw new RangeError(`There is no lab "${labId}".`);
    return unit;
  };
  return {
    ids: [...byId.keys()],
    judge: (labId, attack) => {
      const unit = unitOf(labId);
      return withStage(prover, unit, (onStage) => judgeAttack(unit, attack, onStage));
    },
    hunt: (labId, attack) => {
      const unit = unitOf(labId);
      if (unit.lab.hunt === undefined) throw new RangeError(`The lab "${labId}" has no hunt.`);
      return withStage(prover, unit, (onStage) => judgeHunt(unit, attack, onStage));
    },
    play: (labId, asked) => {
      const unit = unitOf(labId);
      return withStage(prover, unit, (onStage) => playHandMade(unit, asked, onStage));
    },
    fix: (labId, attack) => {
      const unit = unitOf(labId);
      return proveFix({ attack, prove, withStage: (work) => withStage(prover, unit, work) });
    },
    about: (labId) => unitOf(labId).lab,
  };
}

/**
 * Plays on a process that is used again and again; when code has left something behind in it, everything once more in
 * fresh ones.
 */
async function withStage<Result>(
  prover: ProverParts,
  { lab }: LabUnit,
  work: (onStage: OnStage) => Promise<Result>,
): Promise<Result> {
  const scenario = prover.scenario(lab.scenario);
  if (scenario === null)
    throw new Error(`The lab ${lab.id} takes place in the unknown scenario ${lab.scenario}.`);
  const stageOf = (stagehand: Stagehand): OnStage => {
    const setting: AttackSetting = {
      ...{ scenario, scheme: lab.scheme, secrets: lab.secrets, stagehand },
      scriptSandbox: prover.cold.sandbox,
    };
    const pool = new Pool([setting]);
    return (play) => pool.use(play);
  };
  const warm = await prover.openWarm();
  try {
    const result = await work(stageOf(warm));
    if (!(await warm.isContaminated())) return result;
  } finally {
    await warm.close();
  }
  return work(stageOf(prover.cold));
}
