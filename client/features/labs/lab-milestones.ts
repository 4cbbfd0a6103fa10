// Keys of milestones of labs; they are kept on the server and must not change their meaning.
import type { LabOutline } from "../../../content/schema/lab.ts";

export const milestoneKey = {
  goal: (lab: string, goal: string) => `lab/${lab}/goal/${goal}`,
  fixed: (lab: string) => `lab/${lab}/fixed`,
  card: (lab: string, card: string) => `lab/${lab}/card/${card}`,
  hunted: (lab: string) => `lab/${lab}/hunted`,
};

type Reached = (key: string) => boolean;

export function isBroken({ id, goals }: Pick<LabOutline, "id" | "goals">, reached: Reached): boolean {
  return goals.every((goal) => reached(milestoneKey.goal(id, goal)));
}

/** Broken, repaired and proved; the hunt is an addition. */
export function isSolved(lab: Pick<LabOutline, "id" | "goals">, reached: Reached): boolean {
  return isBroken(lab, reached) && reached(milestoneKey.fixed(lab.id));
}

/** How far one is with a lab, in a word or two; null before anything was done. */
export function tellState(lab: Pick<LabOutline, "id" | "goals">, reached: Reached): string | null {
  if (isSolved(lab, reached)) return "Proved";
  if (isBroken(lab, reached)) return "Broken, not repaired yet";
  return lab.goals.some((goal) => reached(milestoneKey.goal(lab.id, goal))) ? "Begun" : null;
}
