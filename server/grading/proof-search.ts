// One proof by search: plays, judges, shrinks what breaks, and starts over in fresh processes where it has to.
import type { InvariantId } from "../contract/invariants.ts";
import type { Explored, FamilyId, ProofEvent, Verdict } from "../contract/proof.ts";
import type { Schedule } from "../contract/schedule.ts";
import { familiesFor } from "../exploration/families/all.ts";
import { mayKeepMemory } from "../exploration/memory/memory.ts";
import type { Policy, Run } from "../exploration/run.ts";
import { type FamilyReport, search } from "../exploration/search.ts";
import { SCHEDULE_EPOCH_MS, StoppedError } from "../exploration/theatre.ts";
import { standardWebhooksProfile } from "../provider/profiles/standard-webhooks.ts";
import { compileFiles } from "../sandbox/compile.ts";
import { type ConfirmedCounterexample, findCounterexample } from "./counterexample.ts";
import { createJudge, explain, type JudgeRun, Tallies, troubleIn } from "./judging.ts";
import {
  Crew,
  type ProvableScenario,
  type ProverParts,
  type Stagehand,
  type WarmStagehand,
} from "./stagehands.ts";
import type { ParsedStartProof } from "./types.ts";

/** What a proof is about, and who is told. */
export interface Proof {
  readonly request: ParsedStartProof;
  readonly scenario: ProvableScenario;
  listener(event: ProofEvent): void;
  readonly signal: AbortSignal;
}

/** The code leaves something behind in its process, so that only fresh processes tell the truth. */
class ContaminatedError extends Error {}

/** A process for each schedule takes its time: so many of each family are played then. */
const MOST_IN_FRESH_PROCESSES = 25;
const PROGRESS_EVERY = 20;
/** It takes as long as one or two schedules. */
const CHECK_PROCESSES_EVERY = 50;

export class ProofSearch {
  readonly #proof: Proof;
  readonly #crew: Pick<Crew<Stagehand>, "play">;
  readonly #confirming: Crew<Stagehand>;
  /** Null when each schedule gets a process of its own. */
  readonly #warm: Crew<WarmStagehand> | null;
  readonly #lanes: number;
  readonly #judge: JudgeRun;
  readonly #tallies: Tallies;
  readonly #found = new Map<InvariantId, ConfirmedCounterexample>();
  /** Ends when nothing is being found any more: one counterexample after the other, so that the first is there soon. */
  #finding: Promise<void> = Promise.resolve();
  readonly #counts = { schedules: 0, crashPoints: 0, forgeries: 0 };
  #checkedAt = 0;
  readonly #unconfirmed: InvariantId[] = [];

  private constructor(parts: ProverParts, proof: Proof, warm: readonly WarmStagehand[]) {
    const { request, scenario, signal } = proof;
    const { scheme, seed, submission } = request;
    const { files } = submission;
    const setting = { files, scenario, schemeId: scheme, seed, profile: standardWebhooksProfile, signal };
    this.#proof = proof;
    this.#lanes = Math.max(1, warm.length);
    this.#confirming = new Crew([parts.cold], setting);
    this.#warm = warm.length > 0 ? new Crew(warm, setting) : null;
    this.#crew = this.#warm ?? this.#confirming;
    this.#judge = createJudge(scenario.orders, scheme);
    this.#tallies = new Tallies(scenario);
  }

  /** @throws StartFailure, StoppedError */
  static async run(parts: ProverParts, proof: Proof): Promise<Verdict> {
    const opened = await Promise.allSettled(Array.from({ length: parts.lanes }, () => parts.openWarm()));
    const warm = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    try {
      const failed = opened.find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
      return await new ProofSearch(parts, proof, warm).#run([]);
    } catch (error) {
      if (!(error instanceof ContaminatedError)) throw error;
    } finally {
      await Promise.all(warm.map((stagehand) => stagehand.close()));
    }
    return new ProofSearch(parts, proof, []).#run([KEEPS_STATE]);
  }

  async #run(notes: string[]): Promise<Verdict> {
    const most = this.#warm === null ? MOST_IN_FRESH_PROCESSES : Number.POSITIVE_INFINITY;
    const compiled = compileFiles(this.#proof.request.submission.files);
    try {
      const reports = await search({
        scenario: this.#proof.scenario,
        play: (schedule, policy) => this.#playOn(schedule, policy),
        lanes: this.#lanes,
        families: familiesFor(this.#proof.scenario).map((family) => ({
          ...family,
          most: Math.min(family.most, most),
        })),
        // What is left behind in a process can tell one request of another within a schedule, too.
        reduces: this.#warm !== null && compiled.ok && !mayKeepMemory(compiled.modules),
        isStopped: () => this.#proof.signal.aborted,
        onPlayed: (family, schedule, run) => this.#onPlayed(family, schedule, run),
        onFamily: () => this.#onFamily(),
      });
      await this.#finding;
      await this.#checkProcesses();
      this.#checkStopped();
      return this.#verdict(reports, notes);
    } finally {
      await Promise.allSettled([this.#finding]);
    }
  }

  /** A counterexample is somebody's whole interest: until it is there, the search waits and leaves it the processor. */
  async #playOn(schedule: Schedule, policy: Policy): Promise<Run> {
    await Promise.allSettled([this.#finding]);
    return this.#crew.play(schedule, policy);
  }

  /** @throws ContaminatedError, StoppedError */
  async #onFamily(): Promise<void> {
    this.#checkStopped();
    if (this.#counts.schedules - this.#checkedAt < CHECK_PROCESSES_EVERY) return;
    this.#checkedAt = this.#counts.schedules;
    await this.#checkProcesses();
  }

  /** @throws StoppedError */
  #checkStopped(): void {
    if (this.#proof.signal.aborted) throw new StoppedError("The proof was stopped.");
  }

  /** @throws ContaminatedError */
  async #checkProcesses(): Promise<void> {
    if (await this.#warm?.some((stagehand) => stagehand.isContaminated())) throw new ContaminatedError();
  }

  #onPlayed(family: FamilyId, schedule: Schedule, run: Run): void {
    this.#count(run);
    const fresh = this.#tallies.add(this.#judge(run));
    for (const { id } of fresh) {
      this.#finding = this.#finding.then(() => this.#find(id, { schedule, run }));
      // It is awaited when the search is over; until then its failure is nobody's surprise.
      this.#finding.catch(() => {});
    }
    if (fresh.length === 0 && this.#counts.schedules % PROGRESS_EVERY !== 1) return;
    const { schedules } = this.#counts;
    this.#proof.listener({ type: "progress", family, schedules, broken: this.#tallies.broken });
  }

  #count(run: Run): void {
    const { crashPoints, forgeries } = troubleIn(run);
    this.#counts.schedules += 1;
    this.#counts.crashPoints += crashPoints;
    this.#counts.forgeries += forgeries;
  }

  #verdict(reports: readonly FamilyReport[], notes: readonly string[]): Verdict {
    const { scenario, scheme, seed } = this.#proof.request;
    const complete = reports.every((report) => report.complete);
    const explored: Explored = { ...this.#counts, complete, durationMs: 0, families: [...reports] };
    const about = { scenario, scheme, seed, explored, notes: [...notes] };
    const [unconfirmed] = this.#unconfirmed;
    if (unconfirmed !== undefined) {
      const message = `A schedule that broke ${unconfirmed} did not break it again in a fresh process, so there is no verdict. Does the handler use chance, such as Math.random, to decide what it does?`;
      return { ...about, verdict: "error", invariants: [], error: { fault: "ours", message } };
    }
    const invariants = this.#tallies.verdicts().map((one) => {
      const found = this.#found.get(one.id);
      if (found === undefined) return one;
      // The words tell of the timeline that is shown, not of the longer one that was found first.
      return { ...one, ...explain(one.id, found.broken), counterexample: found.counterexample };
    });
    return { ...about, verdict: this.#tallies.broken.length > 0 ? "fail" : "pass", invariants };
  }

  async #find(invariant: InvariantId, failing: Parameters<typeof findCounterexample>[0]): Promise<void> {
    const { request, listener } = this.#proof;
    const { scenario, scheme, seed } = request;
    const found = await findCounterexample(failing, {
      ...{ invariant, judge: this.#judge },
      play: (schedule) => this.#crew.play(schedule),
      confirm: (schedule) => this.#confirming.play(schedule),
      about: { scenario, scheme, seed },
    });
    if (found === null) {
      this.#unconfirmed.push(invariant);
      return;
    }
    this.#found.set(invariant, found);
    const { history } = found;
    const { token } = found.counterexample;
    listener({ type: "history", invariant, token, epochMs: SCHEDULE_EPOCH_MS, entries: [...history] });
  }
}

const KEEPS_STATE =
  "The handler keeps state outside of its modules (on globals, or on what it imports), so every schedule was played in a process of its own, and fewer of them.";
