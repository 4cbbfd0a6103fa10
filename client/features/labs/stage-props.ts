// What every stage of a lab is given.
import type { Milestones } from "../../api/use-milestones.ts";
import type { LabData } from "./lab-source.ts";
import type { KeptAttack } from "./use-kept-attack.ts";

export interface StageProps extends LabData {
  readonly milestones: Milestones;
  /** The learner's own attack that counted last. */
  readonly kept: KeptAttack;
}
