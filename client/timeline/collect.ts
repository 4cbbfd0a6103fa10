// Gathers from a history what belongs together: attempts with their ends, calls with their answers and effects.
import { letterOf } from "../../server/contract/event-letters.ts";
import type { EntryOf, History, HistoryEntry, HistoryKind } from "../../server/contract/history.ts";

export interface AttemptSpan {
  readonly start: EntryOf<"attempt-started">;
  readonly startIndex: number;
  finish: EntryOf<"attempt-finished"> | null;
  finishIndex: number | null;
  /** The last thing that this request did in the receiver; a handler may work on after the sender gave up. */
  lastIndex: number;
  /** The receiver died during it. */
  cutIndex: number | null;
  /** Which of the receiver's sub-lanes; null when the request never reached it. */
  lane: number | null;
}

export interface ShopCall {
  readonly call: EntryOf<"shop-called">;
  readonly index: number;
  answer: EntryOf<"shop-answered"> | null;
  /** Indexes of the effects that it had. */
  readonly effects: number[];
}

export interface EffectMark {
  readonly effect: EntryOf<"effect">;
  readonly index: number;
  /** An attacker's request caused it: wrong however often it happened. */
  readonly isForged: boolean;
  /** True when it is drawn in the place of the call that caused it. */
  readonly standsForCall: boolean;
}

export interface Outage {
  readonly start: EntryOf<"outage-started">;
  readonly startIndex: number;
  /** Null while it lasts. */
  endIndex: number | null;
}

export interface EventName {
  /** A, B, …: short enough for a label, the same all through the history. */
  readonly letter: string;
  readonly type: string;
}

interface At<Kind extends HistoryKind> {
  readonly entry: EntryOf<Kind>;
  readonly index: number;
}

export interface Found {
  readonly attempts: readonly AttemptSpan[];
  readonly calls: readonly ShopCall[];
  readonly effects: readonly EffectMark[];
  readonly outages: readonly Outage[];
  readonly starts: readonly At<"receiver-started">[];
  readonly ends: readonly At<"receiver-ended">[];
  readonly retries: readonly At<"retry-scheduled">[];
  readonly events: ReadonlyMap<string, EventName>;
}

export function collect(history: History): Found {
  const gathering = new Gathering(history);
  history.forEach((entry, index) => {
    gathering.add(entry, index);
  });
  return {
    ...gathering,
    attempts: [...gathering.attemptsById.values()],
    calls: [...gathering.callsById.values()],
  };
}

/** Entries without a place of their own in the picture. */
export function isInvisible(kind: HistoryKind): boolean {
  return ["log", "note", "clock-moved", "retry-scheduled", "delivery-settled"].includes(kind);
}

class Gathering {
  readonly attemptsById = new Map<string, AttemptSpan>();
  readonly callsById = new Map<string, ShopCall>();
  readonly effects: EffectMark[] = [];
  readonly outages: Outage[] = [];
  readonly starts: At<"receiver-started">[] = [];
  readonly ends: At<"receiver-ended">[] = [];
  readonly retries: At<"retry-scheduled">[] = [];
  readonly events = new Map<string, EventName>();
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  add(entry: HistoryEntry, index: number): void {
    switch (entry.kind) {
      case "event-created":
        this.events.set(entry.eventId, { letter: letterOf(this.events.size), type: entry.type });
        break;
      case "attempt-started":
      case "attempt-finished":
        this.#addAttempt(entry, index);
        break;
      case "shop-called":
      case "shop-answered":
      case "effect":
        this.#addShop(entry, index);
        break;
      case "receiver-started":
        this.starts.push({ entry, index });
        break;
      case "receiver-ended":
        this.ends.push({ entry, index });
        for (const attempt of this.attemptsById.values()) {
          if (attempt.finish === null) attempt.cutIndex ??= index;
        }
        break;
      case "retry-scheduled":
        this.retries.push({ entry, index });
        break;
      case "outage-started":
        this.outages.push({ start: entry, startIndex: index, endIndex: null });
        break;
      case "outage-ended":
        for (const outage of this.outages) outage.endIndex ??= index;
        break;
    }
  }

  #addAttempt(entry: EntryOf<"attempt-started"> | EntryOf<"attempt-finished">, index: number) {
    if (entry.kind === "attempt-started") {
      const open = { finish: null, finishIndex: null, cutIndex: null, lane: null };
      this.attemptsById.set(entry.attemptId, { start: entry, startIndex: index, lastIndex: index, ...open });
      return;
    }
    const attempt = this.attemptsById.get(entry.attemptId);
    if (attempt) Object.assign(attempt, { finish: entry, finishIndex: index, lastIndex: index });
  }

  #addShop(entry: EntryOf<"shop-called"> | EntryOf<"shop-answered"> | EntryOf<"effect">, index: number) {
    const attempt = this.attemptsById.get(entry.attemptId ?? "");
    if (attempt) attempt.lastIndex = index;
    const call = this.callsById.get(entry.callId ?? "");
    if (entry.kind === "shop-called") {
      this.callsById.set(entry.callId, { call: entry, index, answer: null, effects: [] });
    } else if (entry.kind === "shop-answered") {
      if (call) call.answer = entry;
    } else {
      const isForged = attempt?.start.origin === "hostile";
      this.effects.push({
        effect: entry,
        index,
        isForged,
        standsForCall: this.#standsForCall(call, entry, index),
      });
      call?.effects.push(index);
    }
  }

  /** The first effect of its call, at the same instant, with nothing drawn in between. */
  #standsForCall(call: ShopCall | undefined, effect: EntryOf<"effect">, index: number) {
    if (call === undefined || call.effects.length > 0 || call.call.atMs !== effect.atMs) return false;
    return this.#history.slice(call.index + 1, index).every(({ kind }) => isInvisible(kind));
  }
}
