// Finds where two handlers part that were given the very same requests: the first answer or effect that differs.
import type { History } from "../../server/contract/history.ts";
import { describeAnswer, describeEffect, tellAnswer, touchesTheWorld } from "./answers.ts";
import { type ObservedAttempt, observeAttempts } from "./observation.ts";

export interface Divergence {
  /** Position of the request among all requests, from 0. */
  readonly index: number;
  /** How one handler dealt with it, and the entry of its own history that shows it. */
  readonly one: Side;
  readonly other: Side;
}

export interface Side {
  readonly answer: string;
  /** The same as the end of a sentence about the request: `was answered 200`. */
  readonly told: string;
  /** What the request changed, in words; empty when nothing. */
  readonly effects: readonly string[];
  readonly seq: number;
}

/** Null while the two have dealt with every request that both got in the same way. */
export function firstDivergence(one: History, other: History): Divergence | null {
  const others = observeAttempts(other);
  for (const [index, attempt] of observeAttempts(one).entries()) {
    const twin = others[index];
    if (twin?.finished == null || attempt.finished === null) return null;
    const sides = { one: sideOf(attempt), other: sideOf(twin) };
    if (!areAlike(sides.one, sides.other)) return { index, ...sides };
  }
  return null;
}

/** How one request was dealt with. */
export function sideOf(attempt: ObservedAttempt): Side {
  const effects = attempt.effects.filter(touchesTheWorld);
  return {
    answer: describeAnswer(attempt),
    told: tellAnswer(attempt),
    effects: effects.map(describeEffect),
    seq: effects[0]?.seq ?? attempt.finished?.seq ?? attempt.started.seq,
  };
}

/** 200 and 202 say the same to a provider, and a queued job is the same work done later. */
function areAlike(one: Side, other: Side) {
  const verdict = ({ answer }: Side) => (/^2\d\d$/.test(answer) ? "accepted" : answer);
  return verdict(one) === verdict(other) && one.effects.length > 0 === other.effects.length > 0;
}
