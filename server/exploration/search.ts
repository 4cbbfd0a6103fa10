// Plays every schedule of every family within its bound, and tells of each one that was played.
import type { FamilyId } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import type { EnabledCall } from "./actors.ts";
import { areIndependent } from "./dependence.ts";
import { asVariation, expand, type Independent, type Played, type Variation } from "./expansion.ts";
import { familiesFor } from "./families/all.ts";
import { type Expansion, type Family, factsOf } from "./families/family.ts";
import { oneAfterTheOther, type Policy, type Run } from "./run.ts";
import type { ExploredScenario } from "./types.ts";

export interface SearchOptions {
  readonly scenario: ExploredScenario;
  /** Plays a schedule from a fresh start; called for up to `lanes` schedules at once. */
  play(schedule: Schedule, policy: Policy): Promise<Run>;
  readonly lanes: number;
  /** Hears of every schedule that was played to its end. */
  onPlayed(family: FamilyId, schedule: Schedule, run: Run): void;
  /** Hears of each family when it has been searched, and is waited for. */
  onFamily?(report: FamilyReport): Promise<void>;
  /** Whether schedules that differ only in the order of independent calls may be left out. */
  readonly reduces: boolean;
  /** Asked before each schedule; true ends the search. */
  isStopped(): boolean;
  readonly families?: readonly Family[];
  /** What was played before of the same code; by default nothing. */
  readonly known?: KnownRuns;
}

/** Runs of the families' own cases, of which several families have some: the same schedule is not played twice. */
export type KnownRuns = Map<string, Promise<Run>>;

export interface FamilyReport {
  readonly id: FamilyId;
  /** Played, without those that turned out to be impossible or to show what another one shows. */
  readonly schedules: number;
  readonly complete: boolean;
  readonly note?: string;
}

export async function search(options: SearchOptions): Promise<FamilyReport[]> {
  const reports: FamilyReport[] = [];
  const { known = new Map() } = options;
  for (const family of options.families ?? familiesFor(options.scenario)) {
    if (options.isStopped()) break;
    const report = await searchFamily(family, { ...options, known });
    reports.push(report);
    await options.onFamily?.(report);
  }
  return reports;
}

interface Waiting {
  readonly variation: Variation;
  readonly expansions: readonly Expansion[];
}

async function searchFamily(
  family: Family,
  options: SearchOptions & { readonly known: KnownRuns },
): Promise<FamilyReport> {
  const independent: Independent = options.reduces ? areIndependent : () => false;
  const play = ({ schedule, asleep }: Variation) => options.play(schedule, awake(asleep, independent));
  const playCase = (variation: Variation) => {
    const name = JSON.stringify(variation.schedule);
    const run = options.known.get(name) ?? play(variation);
    options.known.set(name, run);
    return run;
  };
  const cases = family.cases(factsOf(options.scenario));
  let waiting: Waiting[] = cases.map(({ schedule, expand: expansions = [] }) => ({
    variation: asVariation(schedule),
    expansions,
  }));
  let schedules = 0;
  let cutOff = 0;
  let isFirst = true;
  // Generation by generation: what deviates least from the calls' own order is played first.
  while (waiting.length > 0) {
    const next: Waiting[] = [];
    const runs = inOrder(waiting, options.lanes, ({ variation }) =>
      isFirst ? playCase(variation) : play(variation),
    );
    let left = waiting.length;
    for await (const [{ variation, expansions }, run] of runs) {
      left -= 1;
      next.push(...followUps({ ...run, variation }, expansions, independent));
      if (!run.isInfeasible && !run.isPruned) {
        schedules += 1;
        if (run.isCut) cutOff += 1;
        options.onPlayed(family.id, variation.schedule, run);
      }
      const isMost = schedules >= family.most && left + next.length > 0;
      if (options.isStopped() || isMost) return report(family, schedules, cutOff, true);
    }
    waiting = next;
    isFirst = false;
  }
  return report(family, schedules, cutOff, false);
}

/** Works on a few items at once and gives the results in the items' own order. */
async function* inOrder<Item, Result>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly [Item, Result]> {
  const underway: (readonly [Item, Promise<Result>])[] = [];
  try {
    for (let next = 0; next < items.length || underway.length > 0; ) {
      for (; next < items.length && underway.length < lanes; next += 1) {
        const item = items[next] as Item;
        const result = work(item);
        // Awaited in its turn; what fails before that must not count as unheard of.
        result.catch(() => {});
        underway.push([item, result]);
      }
      const [first] = underway.splice(0, 1);
      if (first !== undefined) yield [first[0], await first[1]];
    }
  } finally {
    await Promise.allSettled(underway.map(([, result]) => result));
  }
}

/** Orders of calls are expanded again and again; all else once, on everything that came before it. */
function followUps(played: Played, expansions: readonly Expansion[], independent: Independent): Waiting[] {
  const [first, ...others] = expansions;
  if (first === undefined || (played.isInfeasible && !played.isPruned)) return [];
  const made = expand(first, played, independent);
  const isOrder = first === "interleavings" || first === "one-preemption";
  const own = made.map((variation) => ({ variation, expansions: isOrder ? expansions : others }));
  const further = isOrder && others.length > 0 ? followUps(played, others, independent) : [];
  return [...own, ...further];
}

/** One actor after the other, but no call that sleeps: another schedule shows what comes of it. */
function awake(asleep: readonly EnabledCall[], independent: Independent): Policy {
  let sleeping = asleep;
  return (enabled, last) => {
    const isAsleep = ({ actor, call }: EnabledCall) =>
      sleeping.some((one) => one.actor === actor && one.call.callId === call.callId);
    const actor = oneAfterTheOther(
      enabled.filter((one) => !isAsleep(one)),
      last,
    );
    const chosen = enabled.find((one) => one.actor === actor);
    if (chosen !== undefined) sleeping = sleeping.filter((one) => independent(one, chosen));
    return actor;
  };
}

function report({ id, most }: Family, schedules: number, cutOff: number, hasMore: boolean): FamilyReport {
  const notes = [
    ...(hasMore ? [`Only ${schedules} schedules were played; the bound of this family is ${most}.`] : []),
    ...(cutOff > 0 ? [`${cutOff} of them went on for too long and were cut off.`] : []),
  ];
  return {
    ...{ id, schedules, complete: notes.length === 0 },
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}
