// Proves a lab: every handler breaks exactly what it names, every goal can be reached, every hunt can be won.
import type { LabUnit } from "../../content/schema/lab-unit.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { ContentProver } from "./content-prover.ts";
import { filesOf, judgeAttack, judgeHunt, type OnStage } from "./judge-attack.ts";
import { proveHandler } from "./prove-handler.ts";

/** @returns everything that the lab says and that is not so. */
export async function proveLab(unit: LabUnit, prover: ContentProver): Promise<ContentProblem[]> {
  const { lab, receivers } = unit;
  const yaml = `content/labs/${lab.id}/lab.yaml`;
  const about = {
    scenario: prover.scenario(lab.scenario),
    ...{ scheme: lab.scheme, secrets: lab.secrets },
  };
  const onStage: OnStage = (files, work) => prover.onStage(about, files, work);
  // All at once: an attack finds the process that its receiver was examined in.
  const [handlers, attacks] = await Promise.all([
    Promise.all(
      Object.keys(receivers).map((id) => {
        const { scheme, handlers, scenario } = lab;
        const examined = { files: filesOf(receivers, id), scheme, breaks: handlers[id]?.breaks ?? [] };
        const place = `content/labs/${lab.id}/handlers/${id}`;
        return proveHandler(place, { ...examined, scenario: prover.scenario(scenario) }, prover);
      }),
    ),
    Promise.all(
      lab.goals.map(async (goal) => ({ goal, ...(await judgeAttack(unit, goal.attack, onStage)) })),
    ),
  ]);
  const problems = handlers.flat();
  for (const { goal, goals, counts, message, refusals } of attacks) {
    if (counts && goals.includes(goal.id) && refusals.length === 0) continue;
    const remedy = [...refusals, message].join(" ");
    problems.push({ unit: yaml, rule: `The goal "${goal.id}" is reached by its attack.`, remedy });
  }
  if (lab.hunt !== undefined) {
    const { counts, message, caught, wronged, refusals } = await judgeHunt(unit, lab.hunt.attack, onStage);
    const details = `Caught: ${caught.map((one) => (one ? "yes" : "no")).join(", ")}. Wronged: ${wronged.join(", ") || "none"}.`;
    const remedy = [...refusals, message, details].join(" ");
    if (!counts || refusals.length > 0)
      problems.push({ unit: yaml, rule: "The hunt is won by its attack.", remedy });
  }
  return problems;
}
