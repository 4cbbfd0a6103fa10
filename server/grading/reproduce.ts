// Plays the one schedule of a token, in a fresh process, and judges it, or says why it shows nothing.
import { type Judgement, notChecked } from "../../content/schema/invariants/judgement.ts";
import type { Verdict } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { Run } from "../exploration/run.ts";
import { SCHEDULE_EPOCH_MS } from "../exploration/theatre.ts";
import type { Reproduction } from "../exploration/token.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { type Break, breakIn, lastTold } from "./break.ts";
import { createJudge, type JudgeRun, Tallies, troubleIn } from "./judging.ts";
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
  const crew = new Crew([cold], setting);
  const judge = createJudge(scenario.orders, scheme);
  const play = async (one: Schedule): Promise<Played> => {
    const run = await crew.play(one);
    const judged = judge(run);
    const broken = breakIn(run, invariant, judge);
    return { schedule: one, run, judged, broken, nothingShown: whyNothingIsShown(run, judged[invariant]) };
  };
  const token = request.reproduce ?? "";
  const tell = ({ run, broken }: Played) =>
    listener({
      type: "history",
      invariant: broken === null ? null : invariant,
      ...{ token, epochMs: SCHEDULE_EPOCH_MS, entries: [...run.history] },
    });
  const asked = await play(schedule);
  tell(asked);
  if (!canGoFurther(asked)) return verdictOf(proof, reproduction, asked);
  const further = await play({ ...schedule, end: "settle" });
  if (further.broken !== null) {
    return verdictOf(proof, reproduction, {
      ...asked,
      nothingShown: `${asked.nothingShown} ${BREAKS_LATER}`,
    });
  }
  if (further.nothingShown !== null) return verdictOf(proof, reproduction, asked);
  tell(further);
  return verdictOf(proof, reproduction, further, [PLAYED_ON]);
}

interface Played {
  readonly schedule: Schedule;
  readonly run: Run;
  readonly judged: ReturnType<JudgeRun>;
  readonly broken: Break | null;
  /** Null when it shows that the invariant holds or breaks. */
  readonly nothingShown: string | null;
}

/** It ends where it broke other code: where it shows nothing on this code, what happens afterwards may. */
const canGoFurther = ({ nothingShown, run, schedule }: Played): boolean =>
  nothingShown !== null && !run.isCut && schedule.end === "stop";

function verdictOf(
  { request: { scheme, seed, reproduce: token = "" }, scenario }: Proof,
  { invariant }: Reproduction,
  { run, judged, broken, nothingShown }: Played,
  notes: readonly string[] = [],
): Verdict {
  const tallies = new Tallies(scenario);
  tallies.add(nothingShown === null ? judged : { ...judged, [invariant]: notChecked });
  const own =
    broken === null
      ? nothingShown !== null && { summary: nothingShown }
      : {
          counterexample: {
            token,
            steps: stepsOf(run.history, lastTold(broken)),
            seq: broken.broken.seq,
          },
        };
  const about = {
    ...{ scenario: scenario.id, scheme, seed },
    explored: { schedules: 1, ...troubleIn(run), complete: false, durationMs: 0, families: [] },
    invariants: tallies.verdicts().map((one) => (one.id === invariant ? { ...one, ...own } : one)),
    notes: [...notes, ...(broken !== null && run.isInfeasible ? [CANNOT_BE_PLAYED] : [])],
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
const PLAYED_ON =
  "On this code nothing is put to the test where the schedule ends, so it was played on until everything had settled.";
const BREAKS_LATER = "Played on until everything has settled, it breaks all the same.";
const PROVE_IT = "So it does not show whether the code holds: prove the code anew.";
