// Makes further schedules of one that was played: other orders, crashes, faults and lost replies at each of its places.

import { type Action, type CallFate, isMove, type Schedule, startsAttempt } from "../contract/schedule.ts";
import { isSuccess } from "../provider/retry.ts";
import { BACKGROUND, type EnabledCall } from "./actors.ts";
import type { Expansion } from "./families/family.ts";
import type { Run } from "./run.ts";

/** A schedule that follows from another, and what is known of it already. */
export interface Variation {
  readonly schedule: Schedule;
  /** Changes of actor against the calls' own order that it begins with. */
  readonly preemptions: number;
  /** Calls that need not go first once its actions are played: another variation shows what follows then. */
  readonly asleep: readonly EnabledCall[];
}

export const asVariation = (schedule: Schedule): Variation => ({ schedule, preemptions: 0, asleep: [] });

/** Whether it makes no difference which of two calls is carried out first. */
export type Independent = (one: EnabledCall, other: EnabledCall) => boolean;

export type Played = Run & { readonly variation: Variation };

/** The schedules that follow from a run by one kind of expansion, without the run's own. */
export function expand(kind: Expansion, played: Played, independent: Independent): Variation[] {
  if (kind === "interleavings") return otherOrders(played, independent);
  if (kind === "one-preemption")
    return otherOrders(played, () => false).filter(({ preemptions }) => preemptions <= 1);
  return atEachPlace[kind](played).map(asVariation);
}

/** The same up to a choice, and there another actor: each order of the calls comes from exactly one run in this way. */
function otherOrders(played: Played, independent: Independent): Variation[] {
  const { choices, variation } = played;
  let { asleep } = variation;
  let last = lastActor(played, choices[0]?.position ?? 0);
  return choices.flatMap(({ position, enabled, chosen }) => {
    const awake = enabled.filter((one) => !isAmong(asleep, one));
    const first = awake.find(({ actor }) => actor === chosen);
    const tried = first === undefined ? [] : [first];
    const wouldGoOn = enabled.some(({ actor }) => actor === last);
    const others = awake
      .filter(({ actor }) => actor !== chosen)
      .map((other): Variation => {
        const stillAsleep = [...asleep, ...tried].filter((one) => independent(one, other));
        tried.push(other);
        const isPreemption = wouldGoOn && other.actor !== last;
        return {
          schedule: upTo(played, position, { do: "call", actor: other.actor }),
          preemptions: variation.preemptions + (isPreemption ? 1 : 0),
          asleep: stillAsleep,
        };
      });
    if (first !== undefined) asleep = asleep.filter((one) => independent(one, first));
    last = chosen;
    return others;
  });
}

function lastActor({ executed }: Played, position: number): number | null {
  const call = executed.slice(0, position).findLast(({ do: what }) => what === "call");
  return call?.do === "call" ? call.actor : null;
}

const isAmong = (calls: readonly EnabledCall[], one: EnabledCall) =>
  calls.some(({ actor, call }) => actor === one.actor && call.callId === one.call.callId);

type PlaceExpansion = Exclude<Expansion, "interleavings" | "one-preemption">;

const atEachPlace: Readonly<Record<PlaceExpansion, (played: Played) => Schedule[]>> = {
  "crash-points": (played) => [
    ...atEachCall(played, (actor, position) => [
      upTo(played, position, { do: "crash" }),
      upTo(played, position, { do: "call", actor, fate: "crash-after" }),
    ]),
    ...atEachReply(played, ["crash-before", "crash-after"]),
  ],
  "crash-after-calls": (played) =>
    atEachCall(played, (actor, position) => [
      upTo(played, position, { do: "call", actor, fate: "crash-after" }),
    ]),
  "call-faults": (played) =>
    atEachCall(played, (actor, position) => [
      upTo(played, position, { do: "call", actor, fate: "refused" }),
      upTo(played, position, { do: "call", actor, fate: "answer-lost" }),
    ]),
  "slow-calls": (played) =>
    atEachCall(played, (actor, position) =>
      actor === BACKGROUND
        ? []
        : [
            upTo(played, position, { do: "call", actor, fate: "slow" }),
            upTo(played, position, { do: "next-attempt" }),
            upTo(played, position, { do: "next-attempt" }, { do: "call", actor: actor + 1 }),
          ],
    ),
  "lost-replies": (played) => atEachReply(played, ["lost"]),
  "said-done": (played) => {
    const { actions } = played.variation.schedule;
    const position = actions.findLastIndex((one) => one.do === "call" && isTrouble(one.fate));
    const troubled = actions[position];
    if (troubled?.do !== "call" || !saidDone(played, troubled.actor)) return [];
    const { actor, fate } = troubled;
    const withTrouble = (...instead: Action[]) => ({
      ...played.variation.schedule,
      actions: actions.toSpliced(position, 1, ...instead),
    });
    const dies = withTrouble({ do: "reply", actor, fate: "crash-after" }, troubled);
    return fate === "refused" ? [dies, withTrouble({ ...troubled, fate: "down" })] : [dies];
  },
};

const isTrouble = (fate: CallFate | undefined): boolean =>
  fate === "refused" || fate === "answer-lost" || fate === "slow";

/** Whether this attempt was answered 2xx. */
function saidDone({ history }: Played, actor: number): boolean {
  const attempts = history.filter((entry) => entry.kind === "attempt-started");
  const own = attempts[actor - 1]?.attemptId;
  return history.some(
    (entry) =>
      entry.kind === "attempt-finished" &&
      entry.attemptId === own &&
      entry.outcome.kind === "responded" &&
      isSuccess(entry.outcome.response.status),
  );
}

function atEachCall({ choices }: Played, make: (actor: number, position: number) => Schedule[]): Schedule[] {
  return choices.flatMap(({ chosen, position }) => make(chosen, position));
}

type ReplyFate = Extract<Action, { do: "reply" }>["fate"];

/** Of the attempts that the schedule itself begins: the first to be answered. */
function atEachReply({ variation }: Played, fates: readonly ReplyFate[]): Schedule[] {
  const { schedule } = variation;
  let attempts = 0;
  return schedule.actions.flatMap((action, index) => {
    if (!startsAttempt(action)) return [];
    attempts += 1;
    const actor = attempts;
    const before = schedule.actions.slice(0, index + 1);
    const after = schedule.actions.slice(index + 1);
    return fates.map((fate) => ({
      ...schedule,
      actions: [...before, { do: "reply", actor, fate }, ...after],
    }));
  });
}

/** What was done before a place, then something else; what the schedule had yet to begin comes after it. */
function upTo({ executed, variation }: Played, position: number, ...instead: readonly Action[]): Schedule {
  const { schedule } = variation;
  const before = executed.slice(0, position);
  const begun = before.filter(isMove).length;
  return { ...schedule, actions: [...before, ...instead, ...schedule.actions.filter(isMove).slice(begun)] };
}
