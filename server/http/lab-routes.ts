// Labs over HTTP: judge an attack, win a hunt, play a schedule step by step, prove a repair.
import { type Request, Router } from "express";
import { JudgeAttack, PlayHandler, PlaySchedule, StartFix } from "../contract/labs.ts";
import type { LabBench } from "../labs/lab-bench.ts";
import { decodeBody, HttpProblem, requireScenario } from "./problems.ts";
import type { ProofRegistry } from "./proof-registry.ts";

/** @param bench asked at each request; may refuse where no code is run. */
export function labRoutes(
  bench: () => LabBench,
  proofs: ProofRegistry,
  scenarioIds: readonly string[],
): Router {
  const router = Router();

  router.post("/labs/:id/attacks", async (request, response) => {
    const { labs, id } = findLab(request, bench);
    const { attack } = decodeBody(request, JudgeAttack);
    response.json(await labs.judge(id, attack));
  });

  router.post("/labs/:id/hunts", async (request, response) => {
    const { labs, id } = findLab(request, bench);
    if (labs.about(id).hunt === undefined) {
      throw new HttpProblem(404, "No hunt", {
        detail: `The lab "${id}" has no inverted mode.`,
        remedy: "Choose a lab whose page offers a hunt.",
      });
    }
    const { attack } = decodeBody(request, JudgeAttack);
    response.json(await labs.hunt(id, attack));
  });

  router.post("/labs/:id/schedules", async (request, response) => {
    const { labs, id } = findLab(request, bench);
    response.json(await labs.play(id, decodeBody(request, PlaySchedule)));
  });

  router.post("/labs/:id/fixes", (request, response) => {
    const { labs, id } = findLab(request, bench);
    const { submission, attack } = decodeBody(request, StartFix);
    const { scenario, scheme } = labs.about(id);
    const proofId = proofs.open({ submission, scenario, scheme, seed: 1 }, labs.fix(id, attack));
    response.status(202).location(`/api/proofs/${proofId}`).json({ proofId });
  });

  router.post("/schedules", async (request, response) => {
    const asked = decodeBody(request, PlayHandler);
    requireScenario(asked.scenario, scenarioIds);
    response.json(await bench().playHandler(asked));
  });

  return router;
}

/** @throws HttpProblem 404 for a lab that does not exist. */
function findLab(request: Request, bench: () => LabBench): { labs: LabBench; id: string } {
  const labs = bench();
  const id = String(request.params.id);
  if (labs.ids.includes(id)) return { labs, id };
  throw new HttpProblem(404, "No such lab", {
    detail: `There is no lab "${id}".`,
    remedy: "Open the list of labs and choose one of them.",
  });
}
