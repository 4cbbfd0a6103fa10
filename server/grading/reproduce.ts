// Plays the one schedule of a token, in a fresh process, and judges it, or says why it shows nothing.
import { type Judgement, notChecked } from "../../content/schema/invariants/judgement.ts";
import type { Verdict } from "../contract/proof.ts";
import type { Run } from "../exploration/run.ts";
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
  const judgement = judged[invariant];
  const isBroken = judgement.state === "broken";
  const token = request.reproduce ?? "";
  listener({
    type: "history",
    invariant: isBroken ? invariant : null,
    ...{ token, epochMs: SCHEDULE_EPOCH_MS, entries: [...run.history] },
  });
  const nothingShown = whyNothingIsShown(run, judgement);
  const tallies = new Tallies(scenario);
  tallies.add(nothingShown === null ? judged : { ...judged, [invariant]: notChecked });
  const own = isBroken
    ? {
        counterexample: {
          token,
          steps: stepsOf(run.history, lastTold(schedule, judgement)),
          seq: judgement.seq,
        },
      }
    : nothingShown !== null && { summary: nothingShown };
  const about = {
    ...{ scenario: scenario.id, scheme, seed },
    explored: { schedules: 1, ...troubleIn(run), complete: false, durationMs: 0, families: [] },
    invariants: tallies.verdicts().map((one) => (one.id === invariant ? { ...one, ...own } : one)),
    notes: isBroken && run.isInfeasible ? [CANNOT_BE_PLAYED] : [],
  };
  if (tallies.broken.length > 0) return { ...about, verdict: "fail" };
  if (nothingShown === null) return { ...about, verdict: "pass" };
  return { ...about, verdict: "error", error: { fault: "schedule", message: nothingShown } };
}

/** Null when it shows that the invariant holds or breaks in this schedule: a break is one, whatever could not be played. */
function whyNothingIsShown({ isInfeasible, isCut }: Run, { state }: Judgement): string | null {
  if (state === "broken") return null;
  if (isInfeasible) return `${CANNOT_BE_PLAYED} ${PROVE_IT}`;
  if (isCut) return `${WAS_CUT} ${PROVE_IT}`;
  return state === "not-checked" ? `${NOT_TESTED} ${PROVE_IT}` : null;
}

const CANNOT_BE_PLAYED =
  "A part of this schedule cannot be played on this code: it orders something, such as a shop call, that does not happen here.";
const WAS_CUT = "On this code the schedule goes on for too long, or writes too much, and was cut off.";
const NOT_TESTED = "On this code the schedule ends before anything puts the invariant to the test.";
const PROVE_IT = "So it does not show whether the code holds: prove the code anew.";
