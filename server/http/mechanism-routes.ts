// What lessons have computed: mechanisms on the same day, attempts during a downtime, a burst; for the numbers that are asked for.
import { Router } from "express";
import { AskedBurst, type Burst } from "../contract/burst.ts";
import { ComparedDay, type Comparison } from "../contract/mechanisms.ts";
import { AskedHerd, Downtime, type Herd, type RetryLives } from "../contract/retry-life.ts";
import { playBurst } from "../mechanisms/burst.ts";
import { compareMechanisms } from "../mechanisms/compare.ts";
import { gatherHerd } from "../mechanisms/herd.ts";
import { liveThroughDowntime } from "../mechanisms/retry-life.ts";
import { decode } from "./problems.ts";

export function mechanismRoutes(): Router {
  const router = Router();
  router.get("/mechanisms", (request, response) => {
    const comparison: Comparison = compareMechanisms(decode(ComparedDay, request.query, "query"));
    response.json(comparison);
  });
  router.get("/mechanisms/retries", (request, response) => {
    const lives: RetryLives = liveThroughDowntime(decode(Downtime, request.query, "query"));
    response.json(lives);
  });
  router.get("/mechanisms/herd", (request, response) => {
    const herd: Herd = gatherHerd(decode(AskedHerd, request.query, "query"));
    response.json(herd);
  });
  router.get("/mechanisms/burst", (request, response) => {
    const burst: Burst = playBurst(decode(AskedBurst, request.query, "query"));
    response.json(burst);
  });
  return router;
}
