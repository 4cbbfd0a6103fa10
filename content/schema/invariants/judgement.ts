// What a judge is given, and what it says: held, broken with the entry that shows it, or not checked.
import type { InvariantId } from "../../../server/contract/invariants.ts";
import type { SchemeId } from "../../../server/contract/session.ts";
import type { ObservedHistory } from "../observation.ts";

export type Judgement =
  /** Nothing put it to the test. */
  | { readonly state: "not-checked" }
  /** What was put to the test, in one sentence. */
  | { readonly state: "held"; readonly summary: string }
  | Broken;

export interface Broken {
  readonly state: "broken";
  /** One sentence: what happened. */
  readonly summary: string;
  /** The first entry of the history that shows it. */
  readonly seq: number;
  /** The shop was changed (or never changed), as against a wrong answer only. */
  readonly byEffect: boolean;
  /** Where to look for this kind of break, when that is another place than the invariant's own. */
  readonly look?: string;
}

/** What the shop itself knows of an order. */
export interface JudgedOrder {
  readonly amount: number;
  readonly currency: string;
  /** How it stood at the start; `pending` when left out. */
  readonly status?: string;
  readonly customerEmail?: string;
  readonly cardLast4?: string;
  /** Where its receipt lies, and what stands there, when the shop has to keep a copy. */
  readonly receipt?: { readonly url: string; readonly text: string };
}

/** What judges know beside the history: the yardstick for what has to be done and what must never be told. */
export interface JudgedWorld {
  readonly orders: Readonly<Record<string, JudgedOrder>>;
  /** Every live secret, as text. */
  readonly secrets: readonly string[];
  /** Whether the scheme signs the time, so that an old request can be told from a new one. */
  readonly signsTime: boolean;
}

interface JudgedWorldParts {
  readonly orders: readonly (JudgedOrder & { readonly id: string })[];
  readonly scheme: SchemeId;
  readonly secrets?: readonly string[];
}

const withoutTime: ReadonlySet<SchemeId> = new Set<SchemeId>(["github-sha256"]);

/** Puts together what judges know, from a scenario's orders and the scheme that is used. */
export function judgedWorld({ orders, scheme, secrets = [] }: JudgedWorldParts): JudgedWorld {
  const records = orders.map(
    ({ id, amount, currency, status = "pending", customerEmail = "", cardLast4 = "", receipt }) =>
      [id, { amount, currency, status, customerEmail, cardLast4, ...(receipt && { receipt }) }] as const,
  );
  return { orders: Object.fromEntries(records), secrets, signsTime: !withoutTime.has(scheme) };
}

/** Judges what a history shows so far; pure, so the same history always gets the same judgement. */
export type Judge = (observed: ObservedHistory, world: JudgedWorld) => Judgement;

/** A property that every history must satisfy, and its explanation for the learner. */
export interface Invariant {
  readonly id: InvariantId;
  /** Its short name. */
  readonly title: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  /** Where in the handler to look when it is broken, in one sentence. */
  readonly look: string;
  readonly judge: Judge;
}

export const notChecked: Judgement = { state: "not-checked" };

export const held = (summary: string): Judgement => ({ state: "held", summary });

export const broken = (found: Omit<Broken, "state">): Broken => ({ state: "broken", ...found });

/** `1 forgery`, `4 forgeries`. */
export function count(number: number, one: string, many: string) {
  return `${number} ${number === 1 ? one : many}`;
}
