// Says what an attack is worth: what it breaks on the weak receiver, and whether one that is right bears it.
import type { Lab } from "../../content/schema/lab.ts";
import type { LabUnit } from "../../content/schema/lab-unit.ts";
import type { AttackOutcome, AttackReport, HuntReport } from "../contract/labs.ts";
import { type AttackSetting, brokenBy, type PlayedAttack, playAttack } from "./attack-player.ts";
import type { ParsedAttack } from "./types.ts";

/** Gives somebody a stagehand for as long as the work with the files takes; several may be at work at once. */
export type OnStage = <Result>(
  files: Files,
  work: (setting: AttackSetting) => Promise<Result>,
) => Promise<Result>;

type Files = Readonly<Record<string, string>>;

/** Plays the attack on the weak receiver, and on every solution when it reaches a goal there. */
export async function judgeAttack(
  { lab, receivers }: LabUnit,
  attack: ParsedAttack,
  onStage: OnStage,
): Promise<AttackReport> {
  const play = (handler: string) => {
    const files = filesOf(receivers, handler);
    return onStage(files, (setting) => playAttack(setting, files, attack));
  };
  const played = await play(lab.weak);
  const goals = reachedGoals(lab, played);
  const solutions =
    goals.length === 0
      ? []
      : await Promise.all(lab.solutions.map(async ({ handler }) => asOutcome(handler, await play(handler))));
  const weak = asOutcome(lab.weak, played);
  const wronged = solutions.filter(({ broken }) => broken.length > 0);
  return {
    ...{ goals, weak, solutions },
    counts: goals.length > 0 && wronged.length === 0,
    message: describe(lab, weak, goals, wronged),
    refusals: [...played.refusals],
    epochMs: played.epochMs,
    entries: [...played.history],
  };
}

/** Plays the attack on every defect, whose code is not shown, and on every solution. */
export async function judgeHunt(
  { lab, receivers }: LabUnit,
  attack: ParsedAttack,
  onStage: OnStage,
): Promise<HuntReport> {
  const play = async (handler: string) => {
    const files = filesOf(receivers, handler);
    const played = await onStage(files, (setting) => playAttack(setting, files, attack));
    return { handler, isBroken: brokenBy(played).length > 0, refusals: played.refusals };
  };
  const defects = await Promise.all(defectsOf(lab).map(play));
  const solutions = await Promise.all(lab.solutions.map(({ handler }) => play(handler)));
  const caught = defects.map(({ isBroken }) => isBroken);
  const wronged = solutions.filter(({ isBroken }) => isBroken).map(({ handler }) => handler);
  const left = caught.filter((one) => !one).length;
  return {
    ...{ caught, wronged },
    counts: left === 0 && wronged.length === 0,
    message: describeHunt(left, wronged.length),
    refusals: [...new Set([...defects, ...solutions].flatMap(({ refusals }) => refusals))],
  };
}

/** The defects of a lab, in its order. */
export const defectsOf = ({ handlers }: Lab): string[] =>
  Object.keys(handlers).filter((id) => handlers[id]?.role === "defect");

/** @throws for a handler that the lab does not have: content with such a fault is not served. */
export function filesOf(receivers: LabUnit["receivers"], handler: string): Files {
  const files = receivers[handler];
  if (files === undefined) throw new RangeError(`There is no handler "${handler}".`);
  return files;
}

export function asOutcome(handler: string, played: PlayedAttack): AttackOutcome {
  const broken = brokenBy(played).map(({ byEffect: _byEffect, ...one }) => one);
  return { handler, broken, ...(played.problem && { problem: played.problem }) };
}

function reachedGoals(lab: Lab, played: PlayedAttack): string[] {
  const broken = brokenBy(played);
  return lab.goals
    .filter((goal) =>
      broken.some(
        ({ id, byEffect }) => [goal.invariant, ...goal.also].includes(id) && (byEffect || !goal.byEffect),
      ),
    )
    .map(({ id }) => id);
}

function describe(
  lab: Lab,
  weak: AttackOutcome,
  goals: readonly string[],
  wronged: readonly AttackOutcome[],
): string {
  if (weak.problem !== undefined) return "The weak receiver did not start, so nothing could be sent to it.";
  const [first] = weak.broken;
  if (goals.length === 0) {
    return first === undefined
      ? "The weak receiver bore all of it. Nothing that must not happen has happened."
      : `Something broke, but not what this lab is about: ${first.summary}`;
  }
  const [unjust] = wronged;
  if (unjust !== undefined) {
    const what = unjust.broken[0]?.summary ?? "";
    return `It breaks the weak receiver, and one that is right as well, so it does not show the fault. On the right one: ${what}`;
  }
  const reached = weak.broken.find(({ id }) => lab.goals.some((goal) => goal.invariant === id));
  const bearers =
    lab.solutions.length === 1 ? "A receiver that is right bears" : "Receivers that are right bear";
  return `Broken. ${reached?.summary ?? ""} ${bearers} the same attack.`;
}

function describeHunt(left: number, wronged: number): string {
  if (wronged > 0) return "It condemns a receiver that is right. Leave out what nobody could bear.";
  if (left > 0) return `No receiver that is right is wronged, and ${left} of those that are wrong get by.`;
  return "Every wrong receiver is caught, and no right one is wronged.";
}
