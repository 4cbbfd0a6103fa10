// A family: schedules that belong together, as the first ones to play and the ways to make more of each.
import type { FamilyId } from "../../contract/proof.ts";
import type { Action, Schedule } from "../../contract/schedule.ts";
import type { ExploredScenario } from "../types.ts";

/** How further schedules follow from one that was played; see expansion.ts. */
export type Expansion =
  /** Every order in which the shop calls of its actors can be carried out. */
  | "interleavings"
  /** Those with at most one change of actor against the calls' own order. */
  | "one-preemption"
  /** A crash before and after each call, and before and after each reply. */
  | "crash-points"
  /** A crash after each call. */
  | "crash-after-calls"
  /** Each call refused, and each call's answer lost. */
  | "call-faults"
  /** Each call slower than the provider's timeout: carried out at once or late. */
  | "slow-calls"
  /** Each reply lost. */
  | "lost-replies"
  /** Where the receiver said that it was done although a call of it had failed: it dies, or the call goes on failing. */
  | "said-done";

export interface FamilyCase {
  readonly schedule: Schedule;
  /** Applied one after the other: the second one to all that came of the first. */
  readonly expand?: readonly Expansion[];
}

export interface Family {
  readonly id: FamilyId;
  /** How many schedules are played at most. */
  readonly most: number;
  cases(facts: FamilyFacts): FamilyCase[];
}

/** What the schedules are about. */
export interface FamilyFacts {
  readonly scenario: ExploredScenario;
  /** The event with which everything begins, about a pending order. */
  readonly main: Event;
  /** An event of each type, all about the same order as the main one. */
  readonly all: readonly Event[];
  /** The main one, as a payment that does not match the shop's record: by as little as can be, and in another currency. */
  readonly mismatches: readonly Event[];
  /** The types other than the main one. */
  readonly others: readonly Event[];
}

export type Event = Extract<Action, { do: "event" }>;

/** @throws when the scenario has no order that the main event could be about. */
export function factsOf(scenario: ExploredScenario): FamilyFacts {
  const { mainEventType, eventTypes, orders } = scenario;
  const status = eventTypes.find(({ id }) => id === mainEventType)?.about;
  const order = orders.find((one) => one.status === status);
  if (order === undefined) throw new Error(`The scenario ${scenario.id} has no order for ${mainEventType}.`);
  const all = eventTypes.map(({ id }): Event => ({ do: "event", type: id, orderId: order.id }));
  const [main, ...others] = [...all].sort(
    (one, other) => rank(one, mainEventType) - rank(other, mainEventType),
  );
  if (main === undefined) throw new Error(`The scenario ${scenario.id} has no events.`);
  const { amount, currency } = order;
  const other = orders.find((one) => one.currency !== currency)?.currency ?? "XTS";
  const mismatches = [{ amount: amount - 1 }, { amount: amount + 1 }, { currency: other }].map((fields) => ({
    ...main,
    fields,
  }));
  return { scenario, main, mismatches, all, others };
}

const rank = ({ type }: Event, main: string): number => (type === main ? 0 : 1);

export const copyOf = (of: number): Action => ({ do: "copy", of });
export const rest: Action = { do: "rest" };
export const settle: Action = { do: "settle" };

/** Each action, and everything at rest after it. */
export const oneByOne = (actions: readonly Action[]): Action[] => actions.flatMap((action) => [action, rest]);

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
