// The optional second opinion: whether there is one, and what it says.
import { Router } from "express";
import { AskSecondOpinion, type ModelGraderState } from "../contract/model-grader.ts";
import type { ModelGrader } from "../interview/model-grader/model-grader.ts";
import { decodeBody, HttpProblem } from "./problems.ts";

/** @param grader null where none is set up: then nothing is ever sent anywhere */
export function modelGraderRoutes(grader: ModelGrader | null): Router {
  const router = Router();
  router.get("/model-grader", (_request, response) => {
    const state: ModelGraderState =
      grader === null ? { enabled: false } : { enabled: true, host: grader.host, model: grader.model };
    response.json(state);
  });
  router.post("/questions/:id/second-opinion", async (request, response) => {
    const { answer } = decodeBody(request, AskSecondOpinion);
    if (grader === null) {
      throw new HttpProblem(404, "No second opinion", {
        detail: "No model grader is set up.",
        remedy: "Start Hookproof with --grader to have one; the README says how.",
      });
    }
    const opinion = await grader.grade(request.params.id, answer);
    if (opinion === null) {
      throw new HttpProblem(404, "No such question", {
        detail: `There is no question "${request.params.id}".`,
        remedy: "The questions are listed at /api/questions.",
      });
    }
    response.json(opinion);
  });
  return router;
}
