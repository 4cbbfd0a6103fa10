// What a page can ask of the labs: judge an attack, win a hunt, play a schedule step by step, prove a repair.
import type { LabUnit } from "../../content/schema/lab-unit.ts";
import type { AttackReport, HuntReport, PlayedSchedule } from "../contract/labs.ts";
import { Pool, type ProverParts, type Stagehand } from "../grading/stagehands.ts";
import type { Prove } from "../grading/types.ts";
import type { AttackSetting } from "./attack-player.ts";
import { playHandMade } from "./hand-made.ts";
import { filesOf, judgeAttack, judgeHunt, type OnStage } from "./judge-attack.ts";
import { proveFix } from "./prove-fix.ts";
import type { ParsedAttack, ParsedPlayHandler, ParsedPlaySchedule } from "./types.ts";

export interface LabBench {
  readonly ids: readonly string[];
  judge(labId: string, attack: ParsedAttack): Promise<AttackReport>;
  /** @throws RangeError for a lab that has no hunt. */
  hunt(labId: string, attack: ParsedAttack): Promise<HuntReport>;
  play(labId: string, asked: ParsedPlaySchedule): Promise<PlayedSchedule>;
  /** The same on any receiver, in a scenario that exists. */
  playHandler(asked: ParsedPlayHandler): Promise<PlayedSchedule>;
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
      return withStage(prover, unit.lab, (onStage) => judgeAttack(unit, attack, onStage));
    },
    hunt: (labId, attack) => {
      const unit = unitOf(labId);
      if (unit.lab.hunt === undefined) throw new RangeError(`The lab "${labId}" has no hunt.`);
      return withStage(prover, unit.lab, (onStage) => judgeHunt(unit, attack, onStage));
    },
    play: (labId, asked) => {
      const unit = unitOf(labId);
      return withStage(prover, unit.lab, (onStage) =>
        playHandMade(
          asked.submission?.files ?? filesOf(unit.receivers, unit.lab.weak),
          asked.actions,
          onStage,
        ),
      );
    },
    playHandler: ({ actions, submission, ...about }) =>
      withStage(prover, about, (onStage) => playHandMade(submission.files, actions, onStage)),
    fix: (labId, attack) => {
      const unit = unitOf(labId);
      return proveFix({ attack, prove, withStage: (work) => withStage(prover, unit.lab, work) });
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
  { scenario: scenarioId, scheme, secrets }: Pick<LabUnit["lab"], "scenario" | "scheme" | "secrets">,
  work: (onStage: OnStage) => Promise<Result>,
): Promise<Result> {
  const scenario = prover.scenario(scenarioId);
  if (scenario === null) throw new RangeError(`There is no scenario "${scenarioId}".`);
  const stageOf = (stagehand: Stagehand): OnStage => {
    const setting: AttackSetting = {
      ...{ scenario, scheme, secrets, stagehand },
      scriptSandbox: prover.cold.sandbox,
    };
    const pool = new Pool([setting]);
    return (files, play) => pool.use(play, files);
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
