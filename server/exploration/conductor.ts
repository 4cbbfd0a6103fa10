// Plays a schedule on a world: begins what it says, and carries out one held shop call after the other.
import type { History } from "../contract/history.ts";
import type { Action, CallFate, Schedule } from "../contract/schedule.ts";
import { ActorNames, type EnabledCall } from "./actors.ts";
import { shopCallMs } from "./pacing.ts";
import type { Begun, CarryOut, Underway, World } from "./world-types.ts";

/** A point at which one of several calls could go first. */
export interface Choice {
  /** Where the chosen call stands in `Run.executed`. */
  readonly position: number;
  readonly enabled: readonly EnabledCall[];
  readonly chosen: number;
}

export interface Run {
  /** Everything that was done, the choices that nobody had made beforehand included: played again, it gives the same. */
  readonly executed: readonly Action[];
  /** How long the history was when each of them began. */
  readonly begunAt: readonly number[];
  readonly choices: readonly Choice[];
  /** Calls that nobody has chosen yet, when it ended before everything had come to rest. */
  readonly waiting: readonly EnabledCall[];
  readonly history: History;
  /** What must not be told by the receiver. */
  readonly secrets: readonly string[];
  /** The schedule asked for something that could not be done, such as a call that never came. */
  readonly isInfeasible: boolean;
  /** The policy saw that another schedule shows the same. */
  readonly isPruned: boolean;
  /** Cut off, because it went on for too long. */
  readonly isCut: boolean;
}

/** Whose call goes first where the schedule does not say; null gives the run up. */
export type Policy = (enabled: readonly EnabledCall[], last: number | null) => number | null;

/** One actor after the other: the one that was last goes on, else the oldest. */
export const oneAfterTheOther: Policy = (enabled, last) =>
  enabled.find(({ actor }) => actor === last)?.actor ?? enabled[0]?.actor ?? null;

export interface ConductOptions {
  /** Virtual milliseconds from an attempt's start to the moment at which its retry has arrived. */
  readonly retryArrivesMs: number;
  readonly policy?: Policy | undefined;
  /** After the last action time goes on as far as something underway needs it to make its next call. */
  readonly goesOnToCalls?: boolean;
}

/** What was set off by an answered request may go on for so long. */
const REST_LIMIT_MS = 30_000;
/** The receiver's own timers are followed for so long when nothing else is left: longer than judges are patient. */
const QUIET_MS = 61_000;
/** A day-long schedule of retries takes about a hundred. */
const MOST_MOMENTS = 4_000;
const MOST_ACTIONS = 400;

export async function conduct(world: World, schedule: Schedule, options: ConductOptions): Promise<Run> {
  const conductor = new Conductor(world, options);
  return conductor.play(schedule);
}

class Conductor {
  readonly #world: World;
  readonly #options: ConductOptions;
  readonly #policy: Policy;
  readonly #names: ActorNames;
  readonly #executed: Action[] = [];
  readonly #begunAt: number[] = [];
  readonly #choices: Choice[] = [];
  readonly #sendings: Underway[] = [];
  #last: number | null = null;
  #moments = 0;
  #isInfeasible = false;
  #isPruned = false;

  constructor(world: World, options: ConductOptions) {
    this.#world = world;
    this.#options = options;
    this.#policy = options.policy ?? oneAfterTheOther;
    this.#names = new ActorNames(world);
  }

  async play({ actions, end }: Schedule): Promise<Run> {
    await this.#world.playNow();
    for (const action of actions) {
      if (this.#isOver()) break;
      await this.#act(action);
    }
    if (this.#options.goesOnToCalls === true && !this.#isOver()) await this.#untilHeld();
    if (end === "settle" && !this.#isOver()) {
      await this.#settle();
      this.#world.noteClockMove(this.#world.nowMs, 0);
    }
    return {
      executed: this.#executed,
      begunAt: this.#begunAt,
      choices: this.#choices,
      waiting: this.#names.enabled(),
      // A copy: that the world is closed afterwards is no part of the schedule.
      history: [...this.#world.history],
      secrets: this.#world.sharedSecrets,
      isInfeasible: this.#isInfeasible,
      isPruned: this.#isPruned,
      isCut: this.#isTooLong(),
    };
  }

  async #act(action: Action): Promise<void> {
    const world = this.#world;
    switch (action.do) {
      case "call":
        return this.#call(action.actor, action.fate ?? "answered");
      case "rest":
        await this.#rest();
        return this.#note(action);
      case "settle":
        await this.#settle();
        return this.#note(action);
    }
    if (action.do === "attack") return this.#attack(action);
    this.#note(action);
    switch (action.do) {
      case "event":
        return this.#begin(world.sendEvent(action));
      case "copy": {
        const delivery = world.deliveries()[action.of];
        if (delivery === undefined) return this.#refuse();
        return this.#begin(world.redeliver(delivery.deliveryId));
      }
      case "reply": {
        const attemptId = this.#names.attemptOf(action.actor);
        if (attemptId === undefined) return this.#refuse();
        return world.setReplyFate(attemptId, action.fate);
      }
      case "crash":
        await world.crash();
        return world.playNow();
      case "outage":
        return world.outage(action.durationMs);
      case "wait":
        return world.playTo(world.nowMs + action.durationMs);
      case "next-attempt":
        return this.#untilNextAttempt();
    }
  }

  /** What does not exist here, such as an old timestamp under a scheme that signs none, is left out. */
  async #attack(action: Extract<Action, { do: "attack" }>): Promise<void> {
    const begunAt = this.#world.history.length;
    const begun = this.#world.attack(action.attack, undefined, action.type);
    if (!begun.ok) return;
    this.#note(action, begunAt);
    await this.#begin(begun);
  }

  #note(action: Action, begunAt = this.#world.history.length): void {
    this.#executed.push(action);
    this.#begunAt.push(begunAt);
  }

  async #begin(begun: Begun): Promise<void> {
    if (begun.ok) this.#sendings.push(...begun.sendings);
    else this.#isInfeasible = true;
    await this.#world.playNow();
  }

  #refuse(): void {
    this.#isInfeasible = true;
  }

  /** Lets time pass as far as the actor's next call needs it, and carries the call out. */
  async #call(actor: number, fate: CallFate): Promise<void> {
    for (;;) {
      await this.#world.playNow();
      const enabled = this.#names.enabled();
      const own = enabled.find((one) => one.actor === actor);
      if (own !== undefined) return this.#carryOut(own, fate);
      const { nextMs, nextWorkMs } = this.#world.due();
      // Whoever waits for an answer of the shop waits for it alone: time goes on only by what is underway.
      const toMs = enabled.length === 0 ? nextMs : nextWorkMs;
      if (toMs === null || !(await this.#moveTo(toMs))) return this.#refuse();
    }
  }

  async #carryOut(chosen: EnabledCall, fate: CallFate): Promise<void> {
    const world = this.#world;
    this.#last = chosen.actor;
    this.#note({ do: "call", actor: chosen.actor, ...(fate === "answered" ? {} : { fate }) });
    await world.playTo(world.nowMs + shopCallMs[chosen.call.service]);
    const isStillHeld = world.held().some(({ callId }) => callId === chosen.call.callId);
    if (!isStillHeld) return this.#refuse();
    world.carryOut(chosen.call.callId, this.#carryOutAs(chosen, fate));
    await world.playNow();
    if (fate !== "crash-after") return;
    await world.crash();
    await world.playNow();
  }

  #carryOutAs({ actor }: EnabledCall, fate: CallFate): CarryOut {
    if (fate === "crash-after") return { kind: "unanswered" };
    if (fate !== "slow") return { kind: fate };
    const startedMs = this.#names.startOf(actor) ?? this.#world.nowMs;
    return {
      kind: "slow",
      delayMs: Math.max(1, startedMs + this.#options.retryArrivesMs - this.#world.nowMs),
    };
  }

  async #untilHeld(): Promise<void> {
    for (;;) {
      await this.#world.playNow();
      const { nextWorkMs } = this.#world.due();
      if (this.#names.enabled().length > 0 || nextWorkMs === null) return;
      if (!(await this.#moveTo(nextWorkMs))) return;
    }
  }

  async #rest(): Promise<void> {
    const untilMs = this.#world.nowMs + REST_LIMIT_MS;
    await this.#playOut(() => {
      const isAnswered = this.#sendings.every(({ outcome }) => outcome !== null);
      const { nextMs } = this.#world.due();
      return (isAnswered && this.#world.isAtRest()) || (isAnswered && (nextMs ?? Infinity) > untilMs);
    });
  }

  /** Until every delivery is settled and no job is left; then the receiver's own timers for a while. */
  async #settle(): Promise<void> {
    let quietUntilMs: number | null = null;
    await this.#playOut(() => {
      const { nextMs, nextJobMs } = this.#world.due();
      const isSettled =
        this.#world.isAtRest() &&
        nextJobMs === null &&
        this.#sendings.every(({ outcome }) => outcome !== null) &&
        this.#world.deliveries().every(({ state }) => state === "delivered" || state === "dead-letter");
      quietUntilMs = isSettled ? (quietUntilMs ?? this.#world.nowMs + QUIET_MS) : null;
      return quietUntilMs !== null && (nextMs ?? Infinity) > quietUntilMs;
    });
    if (quietUntilMs !== null && !this.#isOver())
      await this.#world.playTo(Math.max(quietUntilMs, this.#world.nowMs));
  }

  /** Plays on by the policy until `isDone`, or until nothing is left to do. */
  async #playOut(isDone: () => boolean): Promise<void> {
    while (!this.#isOver()) {
      await this.#world.playNow();
      const enabled = this.#names.enabled();
      if (enabled.length > 0) await this.#choose(enabled);
      else if (isDone()) return;
      else {
        const { nextMs } = this.#world.due();
        if (nextMs === null || !(await this.#moveTo(nextMs))) return;
      }
    }
  }

  async #choose(enabled: readonly EnabledCall[]): Promise<void> {
    const actor = this.#policy(enabled, this.#last);
    const chosen = enabled.find((one) => one.actor === actor);
    if (chosen === undefined) {
      this.#isPruned = true;
      return;
    }
    this.#choices.push({ position: this.#executed.length, enabled, chosen: chosen.actor });
    await this.#carryOut(chosen, "answered");
  }

  async #untilNextAttempt(): Promise<void> {
    const before = this.#names.count();
    while (this.#names.count() === before) {
      const { nextMs } = this.#world.due();
      if (nextMs === null || !(await this.#moveTo(nextMs))) return this.#refuse();
    }
    // It has left the provider; now it arrives.
    const { nextWorkMs } = this.#world.due();
    if (nextWorkMs !== null) await this.#moveTo(nextWorkMs);
  }

  /** False when it has gone on for too long. */
  async #moveTo(ms: number): Promise<boolean> {
    this.#moments += 1;
    if (this.#isOver()) return false;
    await this.#world.playTo(Math.max(ms, this.#world.nowMs));
    return true;
  }

  #isTooLong(): boolean {
    return this.#moments > MOST_MOMENTS || this.#executed.length >= MOST_ACTIONS;
  }

  #isOver(): boolean {
    return this.#isPruned || this.#isTooLong() || this.#world.ended !== null;
  }
}
