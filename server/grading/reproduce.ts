// Plays the one schedule of a token, in a fresh process, and judges it.
import type { Verdict } from "../contract/proof.ts";
import { SCHEDULE_EPOCH_MS } from "../exploration/theatre.ts";
import type { Reproduction } from "../exploration/token.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { lastTold } from "./counterexample.ts";
import { createJudge, Tallies, troubleIn } from "./judging.ts";
import type { Proof } from "./proof-search.ts";
import { Crew, type Stagehand } from "./stagehands.ts";
import { stepsOf } from "./steps.ts";

/** @throws StartFailure when the code does not start; StoppedError */
export async function reproduce(cold: Stagehand, proof: Proof, reproduction: Reproduction): Promise<Verdict> {
  const { request, scenario, listener, signal } = proof;
  const { scheme, seed, submission } = request;
  const { schedule, invariant } = reproduction;
  const setting = {
    files: submission.files,
    scenario,
    schemeId: scheme,
    seed,
    profile: standardWebhooksProfile,
    signal,
  };
  const run = await new Crew([cold], setting).play(schedule);
  const judged = createJudge(scenario.orders, scheme)(run);
  const tallies = new Tallies(scenario);
  tallies.add(judged);
  const judgement = judged[invariant];
  const isBroken = judgement.state === "broken";
  const token = request.reproduce ?? "";
  listener({
    type: "history",
    invariant: isBroken ? invariant : null,
    ...{ token, epochMs: SCHEDULE_EPOCH_MS, entries: [...run.history] },
  });
  const invariants = tallies.verdicts().map((one) => {
    if (one.id !== invariant || !isBroken) return one;
    const steps = stepsOf(run.history, lastTold(schedule, judgement));
    return { ...one, counterexample: { token, steps, seq: judgement.seq } };
  });
  return {
    verdict: tallies.broken.length > 0 ? "fail" : "pass",
    ...{ scenario: scenario.id, scheme, seed, invariants },
    explored: { schedules: 1, ...troubleIn(run), complete: true, durationMs: 0, families: [] },
    notes: run.isInfeasible ? [CHANGED] : [],
  };
}

const CHANGED =
  "The code has changed so much since this schedule was found that a part of it can no longer be played: a call that it orders is not made any more.";
