// Reads a history as a picture needs it: what there is, on which lane, and what takes room.
import type { History } from "../../server/contract/history.ts";
import { type AttemptSpan, collect, type EffectMark, type Found, isInvisible } from "./collect.ts";

export interface Reading extends Found {
  readonly history: History;
  /** Sequence numbers of the effects that an attacker's request caused. */
  readonly forgedSeqs: ReadonlySet<number>;
  /** How many sub-lanes the receiver needs; at least 1. */
  readonly receiverLanes: number;
  /** For each index: whether the entry is drawn at a place of its own. */
  readonly takesRoom: readonly boolean[];
}

export function readHistory(history: History): Reading {
  const found = collect(history);
  const forged = found.effects.filter(({ isForged }) => isForged);
  const forgedSeqs = new Set(forged.map(({ effect }) => effect.seq));
  const receiverLanes = assignLanes(found.attempts, history.length - 1);
  return {
    history,
    ...found,
    forgedSeqs,
    receiverLanes,
    takesRoom: history.map((_, index) => takesRoom(found, history, index)),
  };
}

/** A repeat is told before a forgery: it says what is wrong with the shop as it stands. */
export function markOf({ effect, isForged }: EffectMark): "effect" | "again" | "forged" {
  if (effect.repeat > 0) return "again";
  return isForged ? "forged" : "effect";
}

function takesRoom({ effects }: Pick<Reading, "effects">, history: History, index: number) {
  const entry = history[index];
  if (entry === undefined || isInvisible(entry.kind)) return false;
  if (entry.kind === "effect") return !findByIndex(effects, index)?.standsForCall;
  // An answer is drawn with its call, a refusal with the request: neither happens at a place of its own.
  if (entry.kind === "shop-answered") return false;
  if (entry.kind === "attempt-finished" && entry.outcome.kind === "connection-refused") return false;
  if (entry.kind === "event-created") return history[index + 1]?.kind !== "attempt-started";
  return true;
}

function findByIndex(effects: readonly EffectMark[], index: number) {
  let low = 0;
  let high = effects.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = effects[middle]?.index ?? 0;
    if (at === index) return effects[middle];
    if (at < index) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** First come, first free lane; @returns how many lanes there are. */
function assignLanes(attempts: readonly AttemptSpan[], lastIndex: number): number {
  const busyUntil: number[] = [];
  for (const attempt of attempts) {
    if (attempt.finish?.outcome.kind === "connection-refused") continue;
    const free = busyUntil.findIndex((until) => until < attempt.startIndex);
    const lane = free === -1 ? busyUntil.length : free;
    busyUntil[lane] = attempt.finish === null ? lastIndex : attempt.lastIndex;
    attempt.lane = lane;
  }
  return Math.max(1, busyUntil.length);
}
