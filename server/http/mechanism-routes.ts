// The comparison of webhook, polling and publish/subscribe: computed for the day that is asked for.
import { Router } from "express";
import { ComparedDay, type Comparison } from "../contract/mechanisms.ts";
import { compareMechanisms } from "../mechanisms/compare.ts";
import { decode } from "./problems.ts";

export function mechanismRoutes(): Router {
  const router = Router();
  router.get("/mechanisms", (request, response) => {
    const comparison: Comparison = compareMechanisms(decode(ComparedDay, request.query, "query"));
    response.json(comparison);
  });
  return router;
}
