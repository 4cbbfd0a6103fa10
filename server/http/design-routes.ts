// The designs that answers claim: a receiver that is built so, and what is asked once it was run.
import { Router } from "express";
import type { DesignView } from "../contract/designs.ts";
import { HttpProblem } from "./problems.ts";

/** What the routes need of the interview. */
export interface DesignShelf {
  /** Null when there is no such design. */
  find(designId: string): DesignView | null;
}

export function designRoutes(designs: DesignShelf): Router {
  const router = Router();
  router.get("/designs/:id", (request, response) => {
    const design = designs.find(request.params.id);
    if (design === null) {
      throw new HttpProblem(404, "No such design", {
        detail: `There is no design "${request.params.id}".`,
        remedy: "The designs that an answer claims come with its grade.",
      });
    }
    response.json(design);
  });
  return router;
}
