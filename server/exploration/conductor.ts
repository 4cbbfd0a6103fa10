// Plays a schedule on a world: begins what it says, and carries out one held shop call after the other.
import type { ShopService } from "../contract/history.ts";
import type { Action, CallFate, Schedule } from "../contract/schedule.ts";
import { ActorNames, type EnabledCall } from "./actors.ts";
import { Pace } from "./pace.ts";
import { shopCallMs } from "./pacing.ts";
import { type Choice, oneAfterTheOther, type Policy, type Run } from "./run.ts";
import type { Begun, CarryOut, Underway, World } from "./world-types.ts";

export interface ConductOptions {
  /** Virtual milliseconds from an attempt's start to the moment at which its retry has arrived. */
  readonly retryArrivesMs: number;
  readonly policy?: Policy | undefined;
  /** After the last action time goes on as far as something underway needs it to make its next call. */
  readonly goesOnToCalls?: boolean;
  /** Once it is aborted, the run ends at its next moment. */
  readonly signal?: AbortSignal | undefined;
}

/** What was set off by an answered request may go on for so long. */
const REST_LIMIT_MS = 30_000;
/** When nothing else is left, the receiver's own timers are followed for so long: a daily sweep comes within it. */
const FOLLOWED_MS = 25 * 3_600_000;
/** What a history ends with: longer than judges are patient. */
const QUIET_MS = 61_000;
const MOST_ACTIONS = 400;
/** A service that is down stays so for longer than a handler tries again before it answers. */
const DOWN_MS = 60_000;

interface PlayOut {
  readonly untilMs?: number;
  /** What is done with calls that wait; by default the policy chooses, and its choice is noted. */
  choose?(enabled: readonly EnabledCall[]): Promise<void>;
}

export async function conduct(world: World, schedule: Schedule, options: ConductOptions): Promise<Run> {
  const conductor = new Conductor(world, options);
  return conductor.play(schedule);
}

class Conductor {
  readonly #world: World;
  readonly #options: ConductOptions;
  readonly #policy: Policy;
  readonly #names: ActorNames;
  readonly #pace: Pace;
  readonly #executed: Action[] = [];
  readonly #begunAt: number[] = [];
  readonly #choices: Choice[] = [];
  readonly #sendings: Underway[] = [];
  readonly #downUntilMs = new Map<ShopService, number>();
  #last: number | null = null;
  #isInfeasible = false;
  #isPruned = false;

  constructor(world: World, options: ConductOptions) {
    this.#world = world;
    this.#options = options;
    this.#policy = options.policy ?? oneAfterTheOther;
    this.#names = new ActorNames(world);
    this.#pace = new Pace(world);
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
      isCut: this.#isTooLong() || this.#world.isFull,
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
        return this.#wait(action.durationMs);
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
      if (own !== undefined) {
        this.#note({ do: "call", actor, ...(fate === "answered" ? {} : { fate }) });
        return this.#carryOut(own, fate);
      }
      // Whoever waits for an answer of the shop waits for it alone: time goes on only by what is underway.
      const move = () =>
        enabled.length === 0 ? this.#pace.goOn() : this.#pace.moveTo(this.#world.due().nextWorkMs);
      if (this.#isOver() || !(await move())) return this.#refuse();
    }
  }

  async #carryOut(chosen: EnabledCall, fate: CallFate): Promise<void> {
    const world = this.#world;
    this.#last = chosen.actor;
    await world.playTo(world.nowMs + shopCallMs[chosen.call.service]);
    const isStillHeld = world.held().some(({ callId }) => callId === chosen.call.callId);
    if (!isStillHeld) return this.#refuse();
    world.carryOut(chosen.call.callId, this.#carryOutAs(chosen, fate));
    await world.playNow();
    if (fate !== "crash-after") return;
    await world.crash();
    await world.playNow();
  }

  #carryOutAs({ actor, call: { service } }: EnabledCall, fate: CallFate): CarryOut {
    const { nowMs } = this.#world;
    if (fate === "down") this.#downUntilMs.set(service, nowMs + DOWN_MS);
    if (fate === "down" || (this.#downUntilMs.get(service) ?? 0) > nowMs) return { kind: "refused" };
    if (fate === "crash-after") return { kind: "unanswered" };
    if (fate !== "slow") return { kind: fate };
    const startedMs = this.#names.startOf(actor) ?? nowMs;
    return { kind: "slow", delayMs: Math.max(1, startedMs + this.#options.retryArrivesMs - nowMs) };
  }

  async #untilHeld(): Promise<void> {
    for (;;) {
      await this.#world.playNow();
      if (this.#names.enabled().length > 0 || this.#isOver()) return;
      if (!(await this.#pace.moveTo(this.#world.due().nextWorkMs))) return;
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

  /** What is underway meanwhile goes on, as does whatever falls due: a part of the wait, and nobody's choice. */
  async #wait(durationMs: number): Promise<void> {
    const untilMs = this.#world.nowMs + durationMs;
    const isDone = () => (this.#world.due().nextMs ?? Infinity) > untilMs;
    await this.#playOut(isDone, { untilMs, choose: (enabled) => this.#goOnWith(enabled) });
    if (!this.#isOver()) await this.#world.playTo(Math.max(untilMs, this.#world.nowMs));
  }

  /** Until every delivery is settled, no job is left and the receiver is up; then its own timers for a while. */
  async #settle(): Promise<void> {
    let quietSinceMs: number | null = null;
    await this.#playOut(() => {
      const { nextMs, nextOfWorldMs } = this.#world.due();
      const isSettled =
        this.#world.isAtRest() &&
        nextOfWorldMs === null &&
        this.#sendings.every(({ outcome }) => outcome !== null) &&
        this.#world.deliveries().every(({ state }) => state === "delivered" || state === "dead-letter");
      quietSinceMs = isSettled ? this.#pace.lastOfWorldMs() : null;
      return quietSinceMs !== null && (nextMs ?? Infinity) > quietSinceMs + FOLLOWED_MS;
    });
    if (quietSinceMs !== null && !this.#isOver())
      await this.#world.playTo(Math.max(quietSinceMs + QUIET_MS, this.#world.nowMs));
  }

  /** Plays on by the policy until `isDone`, or until nothing is left to do by then. */
  async #playOut(isDone: () => boolean, { untilMs, choose }: PlayOut = {}): Promise<void> {
    let looksFrom = this.#choices.length;
    while (!this.#isOver()) {
      await this.#world.playNow();
      const enabled = this.#names.enabled();
      if (enabled.length > 0) {
        await (choose?.(enabled) ?? this.#choose(enabled));
        continue;
      }
      // The first looks stand for those that follow: a crash or a fault there meets the same shop.
      if (this.#pace.onlyLooked()) this.#choices.splice(looksFrom);
      looksFrom = this.#choices.length;
      if (isDone() || !(await this.#pace.goOn(untilMs))) return;
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
    this.#note({ do: "call", actor: chosen.actor });
    await this.#carryOut(chosen, "answered");
  }

  async #goOnWith(enabled: readonly EnabledCall[]): Promise<void> {
    const actor = oneAfterTheOther(enabled, this.#last);
    const chosen = enabled.find((one) => one.actor === actor);
    if (chosen !== undefined) await this.#carryOut(chosen, "answered");
  }

  async #untilNextAttempt(): Promise<void> {
    const before = this.#names.count();
    while (this.#names.count() === before)
      if (this.#isOver() || !(await this.#pace.goOn())) return this.#refuse();
    // It has left the provider; now it arrives.
    await this.#pace.moveTo(this.#world.due().nextWorkMs);
  }

  #isTooLong(): boolean {
    return this.#pace.isTooLong || this.#executed.length >= MOST_ACTIONS;
  }

  #isOver(): boolean {
    const { signal } = this.#options;
    return this.#isPruned || this.#isTooLong() || this.#world.ended !== null || signal?.aborted === true;
  }
}
