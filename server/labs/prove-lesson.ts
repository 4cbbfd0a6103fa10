// Proves a lesson: every handler breaks exactly what it names, every goal can be reached, every tour has its stops.
import { z } from "zod";
import { judgeGoal } from "../../content/schema/goals.ts";
import { judgeAll } from "../../content/schema/invariants/all.ts";
import { judgedWorld } from "../../content/schema/invariants/judgement.ts";
import type { Bench, Goal, HandMade, Run } from "../../content/schema/lesson.ts";
import type { LessonUnit } from "../../content/schema/lesson-unit.ts";
import { observe } from "../../content/schema/observation.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { findStops } from "../../content/schema/tour.ts";
import type { History } from "../contract/history.ts";
import { SessionAction } from "../contract/session.ts";
import { invariantIds } from "../grading/judging.ts";
import { playAttack } from "./attack-player.ts";
import type { ContentProver } from "./content-prover.ts";
import { playActions } from "./hand-made.ts";
import { tellStart } from "./prove-handler.ts";
import { everythingOf, untestedFaults } from "./put-to-the-test.ts";
import type { ParsedAttack } from "./types.ts";

const Actions = z.array(SessionAction);
type Script = readonly SessionAction[];
type Fault = Pick<ContentProblem, "rule" | "remedy">;

/** @returns everything that the lesson says and that is not so. */
export async function proveLesson(unit: LessonUnit, prover: ContentProver): Promise<ContentProblem[]> {
  const proof = new LessonProof(unit, prover);
  const folder = `content/lessons/${unit.lesson.id}`;
  const faults = await proof.findFaults();
  return faults.map(({ place, ...fault }) => ({ unit: `${folder}/${place}`, ...fault }));
}

class LessonProof {
  readonly #unit: LessonUnit;
  readonly #prover: ContentProver;
  /** The same code that is sent the same does the same, so it is played once. */
  readonly #played = new Map<string, Promise<History>>();
  readonly #files = new Map<string, Readonly<Record<string, string>>>();
  readonly #everything: Script;
  readonly #right: string;

  constructor(unit: LessonUnit, prover: ContentProver) {
    this.#unit = unit;
    this.#prover = prover;
    this.#everything = everythingOf(unit.lesson.benches);
    const { handlers } = unit.lesson;
    this.#right = Object.keys(handlers).find((id) => handlers[id]?.role === "correct") ?? "";
  }

  async findFaults(): Promise<(Fault & { place: string })[]> {
    const { lesson, handlers } = this.#unit;
    const ids = Object.keys(handlers);
    const yaml = "lesson.yaml";
    // All at once: what plays the same handler can share a process then.
    const checks = [
      ...ids.map((id) => ({ place: `handlers/${id}`, faults: this.#handlerFaults(id) })),
      ...(ids.length > 0 ? [{ place: yaml, faults: this.#reachFaults() }] : []),
      ...Object.entries(lesson.runs).map(([id, run]) => ({ place: yaml, faults: this.#runFaults(id, run) })),
      ...Object.entries(lesson.benches).map(([id, one]) => ({
        place: yaml,
        faults: this.#benchFaults(id, one),
      })),
      ...Object.entries(lesson.schedules).map(([id, one]) => ({
        place: yaml,
        faults: this.#scheduleFaults(id, one),
      })),
    ];
    const found = checks.map(async ({ place, faults }) => {
      const told = await faults.catch(unplayableFaults);
      return told.map((fault) => ({ place, ...fault }));
    });
    return onceEach((await Promise.all(found)).flat());
  }

  async #runFaults(id: string, { handler, script, tour = [] }: Run): Promise<Fault[]> {
    const missing = tour[findStops(tour, await this.#play(handler, script)).length];
    if (missing === undefined) return [];
    const remedy = `"${missing.title}" never comes. Change the script, or leave the stop out.`;
    return [{ rule: `The run "${id}" shows every stop of its tour.`, remedy }];
  }

  async #scheduleFaults(id: string, { handler, begin, invariant, shownBy }: HandMade): Promise<Fault[]> {
    const breaks = async (actions: HandMade["begin"]) => {
      const files = this.#filesOf(handler);
      const { scenario, scheme, secrets } = this.#unit.lesson;
      const { broken, isInfeasible } = await this.#prover.onStage(
        { scenario: this.#prover.scenario(scenario), scheme, secrets },
        files,
        (setting) => playActions(setting, files, actions),
      );
      return !isInfeasible && broken.some((one) => one.id === invariant);
    };
    const rule = `The schedule "${id}" breaks ${invariant} by what shows it, and not before.`;
    const [breaksEarly, breaksInTime] = await Promise.all([breaks(begin), breaks([...begin, ...shownBy])]);
    if (breaksEarly) return [{ rule, remedy: "It breaks as it begins. Leave steps to the reader." }];
    if (breaksInTime) return [];
    return [{ rule, remedy: "It does not break, or a step of it cannot be played." }];
  }

  async #handlerFaults(id: string): Promise<Fault[]> {
    const names = this.#unit.lesson.handlers[id]?.breaks ?? [];
    const judged = this.#judge(await this.#play(id, this.#everything, true));
    // Where nothing is sent nothing breaks: the check of what is put to the test says so.
    if (this.#everything.length === 0) return [];
    const named = [...names].sort().join(", ");
    const broken = invariantIds.filter((one) => judged[one].state === "broken");
    const found = broken.sort().join(", ");
    const remedy = `Named: ${named || "nothing"}. Broken: ${found || "nothing"}.`;
    return named === found ? [] : [{ rule: "A handler breaks exactly what it names.", remedy }];
  }

  /** Only what was put to the test on a handler that is right can be said of one that is wrong. */
  async #reachFaults(): Promise<Fault[]> {
    const judged = this.#judge(await this.#play(this.#right, this.#everything, true));
    const named = Object.values(this.#unit.lesson.handlers).flatMap(({ breaks }) => breaks);
    const untested = [...new Set(named)].filter((id) => judged[id].state !== "held");
    return untestedFaults(untested, this.#everything.length === 0);
  }

  async #benchFaults(id: string, bench: Bench): Promise<Fault[]> {
    const wantsRepair = bench.goals.some(({ want }) => want === "held");
    const found = await Promise.all([
      this.#startFaults(id, bench),
      ...bench.goals
        .filter(({ want }) => want === "broken")
        .map((goal) => this.#breakFaults(id, bench, goal)),
      ...(wantsRepair ? bench.solutions : []).map((solution) => this.#solutionFaults(id, bench, solution)),
    ]);
    return found.flat();
  }

  async #startFaults(id: string, bench: Bench): Promise<Fault[]> {
    const [before, atFirst] = await Promise.all([
      this.#states(bench, bench.handler, [], true),
      this.#states(bench, bench.handler, this.#everything),
    ]);
    const wantsRepair = bench.goals.some(({ want }) => want === "held");
    return [
      ...expect(
        `No goal of bench "${id}" is reached before anything was done.`,
        before,
        before.every((state) => state === "open"),
      ),
      ...(wantsRepair
        ? expect(`Bench "${id}" is not done by what it starts with.`, atFirst, atFirst.includes("failed"))
        : []),
    ];
  }

  async #solutionFaults(id: string, bench: Bench, solution: string): Promise<Fault[]> {
    const [done, early] = await Promise.all([
      this.#states(bench, solution, this.#everything),
      this.#states(bench, solution, this.#everything.slice(0, 1)),
    ]);
    const rule = `The solution "${solution}" does bench "${id}"`;
    return [
      ...expect(
        `${rule}.`,
        done,
        done.every((state) => state === "met"),
      ),
      ...expect(`${rule}, and by nothing less than everything.`, early, early.includes("open")),
    ];
  }

  async #breakFaults(bench: string, { handler }: Bench, goal: Goal): Promise<Fault[]> {
    const stateOn = async (id: string) =>
      judgeGoal(goal, observe(await this.#play(id, goal.shownBy ?? [])), this.#world()).state;
    const [own, right] = await Promise.all([stateOn(handler), stateOn(this.#right)]);
    if (own === "met" && right === "open") return [];
    const rule = `The goal "${goal.id}" of bench "${bench}" is reached by what shows it, and not on the correct handler.`;
    return [{ rule, remedy: `It is ${own} on "${handler}" and ${right} on "${this.#right}".` }];
  }

  async #states(bench: Bench, handler: string, script: Script, settles = false): Promise<string[]> {
    const observed = observe(await this.#play(handler, script, settles));
    return bench.goals.map((goal) => judgeGoal(goal, observed, this.#world()).state);
  }

  #play(handler: string, script: Script, settles = false): Promise<History> {
    const key = JSON.stringify([handler, script, settles]);
    const history = this.#played.get(key) ?? this.#playOnce(handler, script, settles);
    this.#played.set(key, history);
    return history;
  }

  /** The same object each time: by it a process knows the code that it has. */
  #filesOf(handler: string): Readonly<Record<string, string>> {
    const text = this.#unit.handlers[handler]?.text;
    if (text === undefined) throw new RangeError(`There is no handler "${handler}".`);
    const files = this.#files.get(handler) ?? { "handler.ts": text };
    this.#files.set(handler, files);
    return files;
  }

  async #playOnce(handler: string, actions: Script, settles: boolean): Promise<History> {
    const { scenario, scheme, secrets } = this.#unit.lesson;
    const files = this.#filesOf(handler);
    const attack: ParsedAttack = { by: "requests", actions: Actions.parse(actions), seed: 1 };
    const { history, refusals, problem } = await this.#prover.onStage(
      { scenario: this.#prover.scenario(scenario), scheme, secrets },
      files,
      (setting) => playAttack(setting, files, attack, { settles }),
    );
    if (problem !== undefined)
      throw new Unplayable(`The handler "${handler}" does not start: ${tellStart(problem)}`);
    if (refusals.length > 0) throw new Unplayable(`On the handler "${handler}": ${refusals.join(" ")}`);
    return history;
  }

  #judge(history: History) {
    return judgeAll(observe(history), this.#world());
  }

  #world() {
    const { scenario, scheme } = this.#unit.lesson;
    return judgedWorld({ orders: this.#prover.scenario(scenario).orders, scheme });
  }
}

function expect(rule: string, states: readonly string[], isRight: boolean): Fault[] {
  return isRight ? [] : [{ rule, remedy: `The goals are ${states.join(", ")} then.` }];
}

/** An author's mistake that ends a play before it can show anything. */
class Unplayable extends Error {}

function unplayableFaults(error: unknown): Fault[] {
  if (!(error instanceof Unplayable)) throw error;
  return [{ rule: "What a lesson sends can be played.", remedy: error.message }];
}

/** The same mistake meets every check that plays the same. */
const onceEach = <One extends Fault>(faults: readonly One[]): One[] =>
  faults.filter(({ remedy, rule }, index) =>
    faults.slice(0, index).every((other) => other.remedy !== remedy || other.rule !== rule),
  );
