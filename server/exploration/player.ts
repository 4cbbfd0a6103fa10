// Plays virtual time: from moment to moment, and at each one until nothing more can happen without time going on.
import type { JobRunner } from "./job-runner.ts";
import type { ReceiverHost } from "./receiver-host.ts";
import type { ShopDesk } from "./shop-desk.ts";
import type { Stage } from "./stage.ts";

export interface PlayOptions {
  /** The clock does not pass this time. */
  readonly untilMs: number;
  /** Asked at each moment, when everything due at it was played. */
  isDone(): boolean;
  /** Stops before something of the schedule, such as a retry, instead of playing it. */
  readonly onlyWork?: boolean;
}

export interface Player {
  /** Plays what is due now, then moves on as far as it is allowed. */
  play(options: PlayOptions): Promise<"done" | "nothing-left" | "too-long">;
  /** Plays up to exactly this time, unless that takes too many moments. */
  playTo(ms: number): Promise<"done" | "too-long">;
  /** To exactly this time, as a machine that slept: the receiver's timers that are due by then fire once, and late. */
  sleepTo(ms: number): Promise<void>;
  /** Lets every play end at its next moment, from now on. */
  stop(): void;
  /** When something is due next, as far as is known since the last play; null when nothing is. */
  nextMs(): number | null;
  /** The same, without the receiver's own timers. */
  nextOfWorldMs(): number | null;
}

/** Bounds one play: a handler that sets a timer every second must not keep a three-day advance busy for minutes. */
const MAX_MOMENTS = 25_000;

export interface PlayerParts {
  readonly host: ReceiverHost;
  readonly desk: ShopDesk;
  readonly jobs: JobRunner;
}

export function createPlayer(stage: Stage, parts: PlayerParts): Player {
  return new MomentPlayer(stage, parts);
}

class MomentPlayer implements Player {
  readonly #stage: Stage;
  readonly #parts: PlayerParts;
  /** The receiver's next timer, in virtual ms since the start. */
  #timerMs: number | null = null;
  #isStopped = false;

  constructor(stage: Stage, parts: PlayerParts) {
    this.#stage = stage;
    this.#parts = parts;
  }

  async play({ untilMs, isDone, onlyWork = false }: PlayOptions) {
    const { work, schedule } = this.#stage;
    for (let moments = 0; moments < MAX_MOMENTS; moments += 1) {
      await this.#playNow();
      if (isDone() || this.#isOver()) return "done";
      const next = this.nextMs();
      if (next === null || next > untilMs) return "nothing-left";
      if (onlyWork && next === schedule.nextMs() && next !== work.nextMs()) return "nothing-left";
      await this.#moveTo(next);
    }
    return "too-long";
  }

  async playTo(ms: number) {
    const played = await this.play({ untilMs: ms, isDone: () => false });
    if (played === "too-long") return played;
    if (this.#stage.clock.nowMs < ms && !this.#isOver()) {
      await this.#moveTo(ms);
      await this.#playNow();
    }
    return "done";
  }

  async sleepTo(ms: number) {
    await this.#moveTo(ms, true);
    await this.#playNow();
  }

  stop(): void {
    this.#isStopped = true;
  }

  nextMs(): number | null {
    return this.#earliest(this.#timerMs, this.nextOfWorldMs());
  }

  nextOfWorldMs(): number | null {
    const { work, schedule } = this.#stage;
    return this.#earliest(work.nextMs(), schedule.nextMs(), this.#parts.jobs.nextDueMs());
  }

  #earliest(...times: readonly (number | null)[]): number | null {
    const known = times.filter((ms) => ms !== null);
    return known.length === 0 ? null : Math.max(Math.min(...known), this.#stage.clock.nowMs);
  }

  /** One thing at a time, and what follows from it before the next one. */
  async #playNow(): Promise<void> {
    const { clock, work, schedule, recorder } = this.#stage;
    const { host, jobs } = this.#parts;
    for (;;) {
      this.#timerMs = await this.#settle();
      if (this.#isOver()) break;
      const step = work.takeDue(clock.nowMs) ?? schedule.takeDue(clock.nowMs);
      if (step !== null) await step();
      else if (this.#timerMs !== null && this.#timerMs <= clock.nowMs) await host.current?.tick(clock.unixMs);
      else if (!jobs.startDue()) break;
    }
    recorder.flush();
  }

  /** Waits until the receiver can do nothing more at this moment; gives the time of its next timer. */
  async #settle(): Promise<number | null> {
    const { host, desk } = this.#parts;
    for (;;) {
      await desk.settled();
      const receiver = host.current;
      if (receiver === null) return null;
      const settled = await receiver.settle();
      if (settled.kind === "ended") await host.noticeEnd(settled.outcome);
      else if (!desk.isBusy) return this.#sinceStart(settled.nextTimerMs);
    }
  }

  #sinceStart(unixMs: number | null): number | null {
    return unixMs === null ? null : unixMs - this.#stage.clock.epochMs;
  }

  async #moveTo(ms: number, slept = false): Promise<void> {
    const { clock } = this.#stage;
    clock.moveTo(ms);
    await this.#parts.host.current?.tick(clock.unixMs, slept);
  }

  #isOver(): boolean {
    return this.#isStopped || this.#stage.recorder.isFull || this.#parts.host.gaveUp !== null;
  }
}
