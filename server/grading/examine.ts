// Finds out which invariants a handler breaks, without counterexamples: a sample of the bound, and more where it is in doubt.
import type { InvariantId } from "../contract/invariants.ts";
import type { FamilyId } from "../contract/proof.ts";
import type { SchemeId, StartProblem } from "../contract/session.ts";
import { familiesFor } from "../exploration/families/all.ts";
import type { Family } from "../exploration/families/family.ts";
import { mayKeepMemory } from "../exploration/memory/memory.ts";
import { type KnownRuns, search } from "../exploration/search.ts";
import { StartFailure } from "../exploration/theatre.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { compileFiles } from "../sandbox/compile.ts";
import { createJudge, Tallies } from "./judging.ts";
import { Crew, type ProvableScenario, type Stagehand, type WarmStagehand } from "./stagehands.ts";

export interface Examined {
  readonly files: Readonly<Record<string, string>>;
  readonly scenario: ProvableScenario;
  readonly scheme: SchemeId;
  /** What it is said to break: where the sample does not show all of it, the whole bound is searched until it does. */
  readonly breaks: readonly InvariantId[];
}

export interface Examination {
  /** In the invariants' own order. */
  readonly broken: readonly InvariantId[];
  readonly schedules: number;
  /** The code does not start. */
  readonly problem?: StartProblem;
}

/** Of each family so many schedules, beside all attacks: enough for every kind of trouble once. */
export const SAMPLE = 3;

/** Each of their schedules is another attack, so none is left out. */
const attacks: readonly FamilyId[] = ["forgeries", "replay-attacks", "bad-input", "no-secret"];

/** Where a break shows most often that the sample did not show: there it is looked for first. */
const telling: Partial<Record<InvariantId, readonly FamilyId[]>> = {
  "effect-at-least-once": ["crashes", "shop-faults", "order-of-events", "two-events"],
  "effect-at-most-once": ["overlaps", "crashes", "lost-replies"],
  "honest-status": ["crashes", "shop-faults"],
  "keeps-newest-state": ["two-events"],
  "accepts-genuine": ["every-event"],
  "accepts-rotated-secret": ["key-rotation"],
  "trusts-own-records": ["every-event"],
  "keeps-secrets": ["shop-faults"],
  "keeps-links-outside": ["links"],
};

/** @param depth how many schedules of each family are played at first; Infinity for the whole bound. */
export async function examine(
  { warm, cold }: { readonly warm: WarmStagehand; readonly cold: Stagehand },
  examined: Examined,
  depth: number,
): Promise<Examination> {
  try {
    const quick = await play(warm, examined, depth, { isClean: true });
    if (!(await warm.isContaminated())) return quick;
    // It leaves something behind in its process: only fresh ones tell the truth.
    return await play(cold, examined, Math.min(depth, SAMPLE), { isClean: false });
  } catch (error) {
    if (error instanceof StartFailure) return { broken: [], schedules: 0, problem: error.problem };
    throw error;
  }
}

const settingOf = ({ files, scenario, scheme }: Examined) => ({
  ...{ files, scenario, schemeId: scheme, seed: 1 },
  profile: standardWebhooksProfile,
});

/** @param isClean nothing is known to be left behind in the process, where one request could tell another of it */
async function play(
  stagehand: Stagehand,
  examined: Examined,
  depth: number,
  { isClean }: { readonly isClean: boolean },
): Promise<Examination> {
  const { files, scenario, scheme, breaks } = examined;
  const crew = new Crew([stagehand], settingOf(examined));
  const judge = createJudge(scenario.orders, scheme);
  const compiled = compileFiles(files);
  const tallies = new Tallies(scenario);
  let schedules = 0;
  const known: KnownRuns = new Map();
  const searchTo = (most: number, among: readonly Family[], isStopped: () => boolean) =>
    search({
      ...{ scenario, lanes: 1, isStopped, known },
      play: (schedule, policy) => crew.play(schedule, policy),
      families: among.map((family) => ({
        ...family,
        most: attacks.includes(family.id) ? family.most : Math.min(family.most, most),
      })),
      reduces: isClean && compiled.ok && !mayKeepMemory(compiled.modules),
      onPlayed(_family, _schedule, run) {
        schedules += 1;
        tallies.add(judge(run));
      },
    });
  const families = familiesFor(scenario);
  await searchTo(depth, families, () => false);
  const missing = () => breaks.filter((id) => !tallies.broken.includes(id));
  const isShown = () => missing().length === 0;
  const likely = families.filter(({ id }) => missing().some((one) => telling[one]?.includes(id)));
  if (!isShown()) await searchTo(8 * depth, likely, isShown);
  if (!isShown()) await searchTo(Number.POSITIVE_INFINITY, families, isShown);
  return { broken: tallies.broken, schedules };
}
