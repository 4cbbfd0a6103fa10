// Proves a lesson: every handler breaks exactly what it names, every goal can be reached, every tour has its stops.
import { z } from "zod";
import { judgeGoal } from "../../content/schema/goals.ts";
import { judgeAll } from "../../content/schema/invariants/all.ts";
import { judgedWorld } from "../../content/schema/invariants/judgement.ts";
import type { Bench, Goal, HandMade } from "../../content/schema/lesson.ts";
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
    const found: (Fault & { place: string })[] = [];
    const add = (place: string, faults: readonly Fault[]) =>
      found.push(...faults.map((fault) => ({ place, ...fault })));
    for (const id of Object.keys(handlers)) add(`handlers/${id}`, await this.#handlerFaults(id));
    if (Object.keys(handlers).length > 0) add(`handlers/${this.#right}`, await this.#reachFaults());
    for (const [id, run] of Object.entries(lesson.runs)) {
      const history = await this.#play(run.handler, run.script);
      const stops = findStops(run.tour ?? [], history).length;
      const missing = (run.tour ?? [])[stops];
      if (missing === undefined) continue;
      const remedy = `"${missing.title}" never comes. Change the script, or leave the stop out.`;
      add("lesson.yaml", [{ rule: `The run "${id}" shows every stop of its tour.`, remedy }]);
    }
    for (const [id, bench] of Object.entries(lesson.benches))
      add("lesson.yaml", await this.#benchFaults(id, bench));
    for (const [id, handMade] of Object.entries(lesson.schedules))
      add("lesson.yaml", await this.#scheduleFaults(id, handMade));
    return found;
  }

  async #scheduleFaults(id: string, { handler, begin, invariant, shownBy }: HandMade): Promise<Fault[]> {
    const breaks = async (actions: HandMade["begin"]) => {
      const text = this.#unit.handlers[handler]?.text ?? "";
      const { scenario, scheme, secrets } = this.#unit.lesson;
      const { broken, isInfeasible } = await this.#prover.onStage(
        { scenario: this.#prover.scenario(scenario), scheme, secrets },
        (setting) => playActions(setting, { "handler.ts": text }, actions),
      );
      return !isInfeasible && broken.some((one) => one.id === invariant);
    };
    const rule = `The schedule "${id}" breaks ${invariant} by what shows it, and not before.`;
    if (await breaks(begin)) return [{ rule, remedy: "It breaks as it begins. Leave steps to the reader." }];
    if (await breaks([...begin, ...shownBy])) return [];
    return [{ rule, remedy: "It does not break, or a step of it cannot be played." }];
  }

  async #handlerFaults(id: string): Promise<Fault[]> {
    const named = [...(this.#unit.lesson.handlers[id]?.breaks ?? [])].sort().join(", ");
    const judged = this.#judge(await this.#play(id, this.#everything, true));
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
    const remedy = `Not held on the correct handler: ${untested.join(", ")}. Send more in the longest suggestion.`;
    return untested.length === 0
      ? []
      : [{ rule: "What is sent puts every invariant to the test that a handler breaks.", remedy }];
  }

  async #benchFaults(id: string, bench: Bench): Promise<Fault[]> {
    const faults: Fault[] = [];
    const expect = (rule: string, states: readonly string[], isRight: boolean) => {
      if (!isRight) faults.push({ rule, remedy: `The goals are ${states.join(", ")} then.` });
    };
    const before = await this.#states(bench, bench.handler, [], true);
    const isOpen = before.every((state) => state === "open");
    expect(`No goal of bench "${id}" is reached before anything was done.`, before, isOpen);
    for (const goal of bench.goals.filter(({ want }) => want === "broken"))
      faults.push(...(await this.#breakFaults(id, bench, goal)));
    if (!bench.goals.some(({ want }) => want === "held")) return faults;

    const atFirst = await this.#states(bench, bench.handler, this.#everything);
    expect(`Bench "${id}" is not done by what it starts with.`, atFirst, atFirst.includes("failed"));
    for (const solution of bench.solutions) {
      const rule = `The solution "${solution}" does bench "${id}"`;
      const done = await this.#states(bench, solution, this.#everything);
      const isDone = done.every((state) => state === "met");
      expect(`${rule}.`, done, isDone);
      const early = await this.#states(bench, solution, this.#everything.slice(0, 1));
      expect(`${rule}, and by nothing less than everything.`, early, early.includes("open"));
    }
    return faults;
  }

  async #breakFaults(bench: string, { handler }: Bench, goal: Goal): Promise<Fault[]> {
    const stateOn = async (id: string) =>
      judgeGoal(goal, observe(await this.#play(id, goal.shownBy ?? [])), this.#world()).state;
    const [own, right] = [await stateOn(handler), await stateOn(this.#right)];
    if (own === "met" && right === "open") return [];
    const rule = `The goal "${goal.id}" of bench "${bench}" is reached by what shows it, and not on the correct handler.`;
    return [{ rule, remedy: `It is ${own} on "${handler}" and ${right} on "${this.#right}".` }];
  }

  async #states(bench: Bench, handler: string, script: Script, settles = false): Promise<string[]> {
    const observed = observe(await this.#play(handler, script, settles));
    return bench.goals.map((goal) => judgeGoal(goal, observed, this.#world()).state);
  }

  #play(handler: string, script: Script, settles = false): Promise<History> {
    const text = this.#unit.handlers[handler]?.text;
    if (text === undefined) throw new RangeError(`There is no handler "${handler}".`);
    const key = JSON.stringify([handler, script, settles]);
    const history = this.#played.get(key) ?? this.#playOnce(text, script, settles);
    this.#played.set(key, history);
    return history;
  }

  async #playOnce(text: string, actions: Script, settles: boolean): Promise<History> {
    const { scenario, scheme, secrets } = this.#unit.lesson;
    const attack: ParsedAttack = { by: "requests", actions: Actions.parse(actions), seed: 1 };
    const { history, refusals, problem } = await this.#prover.onStage(
      { scenario: this.#prover.scenario(scenario), scheme, secrets },
      (setting) => playAttack(setting, { "handler.ts": text }, attack, { settles }),
    );
    if (problem !== undefined) throw new Error(`A handler of a lesson does not start: ${problem.message}`);
    if (refusals.length > 0) throw new Error(refusals.join(" "));
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

/** The longest suggestion is the one that sends everything. */
function everythingOf(benches: Readonly<Record<string, Bench>>): Script {
  const scripts = Object.values(benches).flatMap(({ suggestions }) =>
    suggestions.map(({ script }): Script => script),
  );
  return scripts.reduce((longest, script) => (script.length > longest.length ? script : longest), []);
}
