// Proofs over HTTP: start one, follow it to its verdict, stop it.
import { Router } from "express";
import { StartProof } from "../contract/proof.ts";
import { decodeBody, HttpProblem, requireScenario } from "./problems.ts";
import type { ProofRegistry } from "./proof-registry.ts";
import { openEventStream } from "./sse.ts";

export function proofRoutes(registry: ProofRegistry, scenarioIds: readonly string[]): Router {
  const router = Router();

  router.post("/proofs", (request, response) => {
    const start = decodeBody(request, StartProof);
    requireScenario(start.scenario, scenarioIds);
    const proofId = registry.open(start);
    response.status(202).location(`/api/proofs/${proofId}`).json({ proofId });
  });

  router.get("/proofs/:id/events", (request, response) => {
    const proof = registry.find(request.params.id);
    if (!proof) {
      throw new HttpProblem(404, "Proof over", {
        detail: "This proof was forgotten, or was started by an earlier run of the server.",
        remedy: "Press Prove it: the code in the editor is kept.",
      });
    }
    let leave = () => {};
    const stream = openEventStream(response, () => leave());
    leave = proof.follow((event) => {
      stream.send(event);
      if (event.type === "verdict" || event.type === "stopped") stream.close();
    });
  });

  router.delete("/proofs/:id", (request, response) => {
    registry.stop(request.params.id);
    response.sendStatus(204);
  });

  return router;
}
