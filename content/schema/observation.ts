// Reads a history once, as people do: which request was answered how, what it changed, and how the receiver fared.
import { attackKinds } from "../../server/contract/attacks.ts";
import type { EntryOf, History } from "../../server/contract/history.ts";
import { type ObservedEvent, readBody, readPayload } from "./observed-event.ts";

/**
 * Who stands behind a request, and what for. `genuine`: the provider itself, for the first time or again. `by-hand`: the
 * learner, with a valid signature or with a client of their own. A request that was composed by hand and proves nothing
 * is a forgery. The others are attacks of that kind.
 */
export type Nature = "genuine" | "by-hand" | "forgery" | "replay-attack" | "disguise" | "bad-input";

/** One request with its answer and the effects of the shop calls that were made in its handling. */
export interface ObservedAttempt {
  readonly started: EntryOf<"attempt-started">;
  /** Null while nobody has answered. */
  readonly finished: EntryOf<"attempt-finished"> | null;
  readonly effects: readonly EntryOf<"effect">[];
  readonly nature: Nature;
  /** The event that it delivers, or that its body speaks of; null when it is none. */
  readonly event: ObservedEvent | null;
  /** The last entry that belongs to it: work may go on after the answer. */
  readonly lastSeq: number;
  /** The receiver had no usable secret, so nothing genuine could be told from a forgery. */
  readonly isKeyless: boolean;
}

export interface ObservedCall {
  readonly called: EntryOf<"shop-called">;
  readonly answered: EntryOf<"shop-answered"> | null;
}

export type ReceiverEntry = EntryOf<"receiver-started"> | EntryOf<"receiver-ended">;

/** A history with everything that judges ask for, gathered in one pass. */
export interface ObservedHistory {
  /** When its last entry was written. */
  readonly endMs: number;
  /** In the order in which they were sent. */
  readonly attempts: readonly ObservedAttempt[];
  /** By the provider's id. */
  readonly events: ReadonlyMap<string, EntryOf<"event-created"> & { readonly said: ObservedEvent }>;
  readonly effects: readonly EntryOf<"effect">[];
  readonly calls: readonly ObservedCall[];
  /** Starts and ends of the receiver. */
  readonly receiver: readonly ReceiverEntry[];
  /** The latest word on each delivery, by its id. */
  readonly settled: ReadonlyMap<string, EntryOf<"delivery-settled">>;
  readonly logs: readonly EntryOf<"log">[];
}

/** Gathers a history for its judges. Pure; never throws, whatever part of a history it gets. */
export function observe(history: History): ObservedHistory {
  const observed = new Gathered();
  for (const entry of history) observed.take(entry);
  return observed;
}

/** Every request of a history, in the order in which they were sent. */
export const observeAttempts = (history: History): readonly ObservedAttempt[] => observe(history).attempts;

export function ofKind<Kind extends History[number]["kind"]>(history: History, kind: Kind): EntryOf<Kind>[] {
  return history.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
}

/** Computes something of an observed history when it is first asked for, and only then. */
export function oncePerHistory<Result>(
  compute: (observed: ObservedHistory) => Result,
): (observed: ObservedHistory) => Result {
  const known = new WeakMap<ObservedHistory, Result>();
  return (observed) => {
    const before = known.get(observed);
    if (before !== undefined) return before;
    const result = compute(observed);
    known.set(observed, result);
    return result;
  };
}

class Gathered implements ObservedHistory {
  endMs = 0;
  readonly attempts: Attempt[] = [];
  readonly events = new Map<string, EntryOf<"event-created"> & { readonly said: ObservedEvent }>();
  readonly effects: EntryOf<"effect">[] = [];
  readonly calls: Call[] = [];
  readonly receiver: ReceiverEntry[] = [];
  readonly settled = new Map<string, EntryOf<"delivery-settled">>();
  readonly logs: EntryOf<"log">[] = [];
  readonly #attempts = new Map<string, Attempt>();
  readonly #calls = new Map<string, Call>();
  #isKeyless = false;

  take(entry: History[number]): void {
    this.endMs = Math.max(this.endMs, entry.atMs);
    const attempt = this.#attemptOf(entry);
    attempt?.touch(entry.seq);
    switch (entry.kind) {
      case "event-created":
        this.events.set(entry.eventId, { ...entry, said: readPayload(entry.payload) });
        break;
      case "attempt-started":
        this.#start(entry);
        break;
      case "attempt-finished":
        attempt?.finish(entry);
        break;
      case "shop-called":
        this.#call(entry);
        break;
      case "shop-answered":
        this.#calls.get(entry.callId)?.answer(entry);
        break;
      case "effect":
        this.effects.push(entry);
        attempt?.effects.push(entry);
        break;
      case "log":
        this.logs.push(entry);
        break;
      case "receiver-started":
        this.#isKeyless = entry.secret !== undefined;
        this.receiver.push(entry);
        break;
      case "receiver-ended":
        this.receiver.push(entry);
        break;
      case "delivery-settled":
        this.settled.set(entry.deliveryId, entry);
    }
  }

  #attemptOf(entry: History[number]): Attempt | undefined {
    const attemptId = "attemptId" in entry ? entry.attemptId : null;
    return attemptId === null ? undefined : this.#attempts.get(attemptId);
  }

  #start(entry: EntryOf<"attempt-started">): void {
    const delivered = entry.eventId === null ? undefined : this.events.get(entry.eventId)?.said;
    const attempt = new Attempt(entry, delivered, this.#isKeyless);
    this.attempts.push(attempt);
    this.#attempts.set(entry.attemptId, attempt);
  }

  #call(entry: EntryOf<"shop-called">): void {
    const call = new Call(entry);
    this.calls.push(call);
    this.#calls.set(entry.callId, call);
  }
}

class Attempt implements ObservedAttempt {
  readonly started: EntryOf<"attempt-started">;
  readonly nature: Nature;
  readonly isKeyless: boolean;
  readonly effects: EntryOf<"effect">[] = [];
  finished: EntryOf<"attempt-finished"> | null = null;
  lastSeq: number;
  #event: ObservedEvent | null | undefined;

  constructor(started: EntryOf<"attempt-started">, delivered: ObservedEvent | undefined, isKeyless: boolean) {
    this.started = started;
    this.nature = natureOf(started);
    this.isKeyless = isKeyless;
    this.lastSeq = started.seq;
    this.#event = delivered;
  }

  /** Read from the body only when it is asked for: most requests are deliveries of known events. */
  get event(): ObservedEvent | null {
    if (this.#event === undefined) this.#event = readBody(this.started.request.bodyBase64);
    return this.#event;
  }

  finish(entry: EntryOf<"attempt-finished">): void {
    this.finished ??= entry;
  }

  touch(seq: number): void {
    this.lastSeq = Math.max(this.lastSeq, seq);
  }
}

class Call implements ObservedCall {
  readonly called: EntryOf<"shop-called">;
  answered: EntryOf<"shop-answered"> | null = null;

  constructor(called: EntryOf<"shop-called">) {
    this.called = called;
  }

  answer(entry: EntryOf<"shop-answered">): void {
    this.answered ??= entry;
  }
}

function natureOf({ attack, origin, trigger }: EntryOf<"attempt-started">): Nature {
  const kind = attack === null ? "delivery" : attackKinds[attack];
  if (kind !== "delivery") return kind;
  if (origin === "hostile") return "forgery";
  return origin === "external" || trigger === "composer" ? "by-hand" : "genuine";
}
