// The receiver's clock: Date, timers and performance.now stand still until the supervisor moves them.
import { AsyncLocalStorage } from "node:async_hooks";
import { ServerResponse } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import timersPromises from "node:timers/promises";
import FakeTimers, { type FakeMethod } from "@sinonjs/fake-timers";
import { budgets } from "../budgets.ts";

const faked = [
  ...["Date", "Intl", "Temporal", "performance", "hrtime"],
  ...["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
] as FakeMethod[];

export interface GuestClock {
  /** Sets the time without firing anything; for the moment before the receiver's code is loaded. */
  set(nowMs: number): void;
  /** Forgets every timer and stands as it did when it was installed. */
  reset(): void;
  /** Fires every timer due by `nowMs` at its own instant, then stands at exactly `nowMs`. Resolves with the count. */
  advance(nowMs: number): Promise<number>;
  /** Wakes up at `nowMs` as from a sleep: a timer that was due meanwhile fires once, now. Resolves with the count. */
  skip(nowMs: number): Promise<number>;
  nextTimerMs(): number | null;
  /** A new turn of the event loop: readings of the clock are counted anew. */
  beginTurn(): void;
}

/** Installs the clock. `onSpin` is called once when code reads the clock without end within one turn. */
export function installClock(onSpin: () => void): GuestClock {
  const isThere = (name: string) => name === "hrtime" || name in globalThis;
  const clock = FakeTimers.install({ now: 0, toFake: faked.filter(isThere) });
  const turn = countReadings(clock, onSpin);
  keepAsyncContext(clock);
  followInTimersPromises();
  followInAbortSignal();
  followInDateHeader();
  syncBuiltinESMExports();
  return {
    set: (nowMs) => clock.setSystemTime(nowMs),
    reset: () => clock.reset(),
    async advance(nowMs) {
      let fired = 0;
      for (let due = nextDue(clock); due !== null && due <= nowMs; due = nextDue(clock)) {
        if (fired >= budgets.timerFires) return fired + 1;
        fired += 1;
        fire(() => clock.next());
        turn.begin();
        await new Promise(setImmediate);
      }
      if (nowMs > clock.now) clock.tick(nowMs - clock.now);
      return fired;
    },
    async skip(nowMs) {
      fire(() => clock.jump(Math.max(0, nowMs - clock.now)));
      turn.begin();
      await new Promise(setImmediate);
      return 1;
    },
    nextTimerMs: () => nextDue(clock),
    beginTurn: turn.begin,
  };
}

type Clock = FakeTimers.Clock & { now: number };

/**
 * When the next timer is due. Not public API of fake-timers, whose public functions would fire it; pinned by
 * test/server/sandbox/clock.test.ts.
 */
function nextDue(clock: Clock): number | null {
  const { timerHeap } = clock as { timerHeap?: { peek(): { callAt: number } | undefined } };
  return timerHeap?.peek()?.callAt ?? null;
}

/** As in plain Node, an error thrown by a timer's function is an uncaught exception and stops nothing else. */
function fire(due: () => void): void {
  try {
    due();
  } catch (error) {
    process.nextTick(() => {
      throw error;
    });
  }
}

function countReadings(clock: Clock, onSpin: () => void): { begin(): void } {
  let nowMs = clock.now;
  let readings = 0;
  Object.defineProperty(clock, "now", {
    get() {
      readings += 1;
      if (readings === budgets.clockReadings) onSpin();
      return nowMs;
    },
    set(value: number) {
      nowMs = value;
    },
  });
  return {
    begin() {
      readings = 0;
    },
  };
}

/** A timer's function runs in the async context in which the timer was set, as it does in plain Node. */
function keepAsyncContext(clock: Clock): void {
  for (const name of ["setTimeout", "setInterval"] as const) {
    const original = clock[name] as (callback: unknown, ...rest: unknown[]) => unknown;
    const bound = (callback: unknown, ...rest: unknown[]) =>
      original(
        typeof callback === "function" ? AsyncLocalStorage.bind(callback as () => void) : callback,
        ...rest,
      );
    Object.assign(clock, { [name]: bound });
  }
}

/** `scheduler.wait` is the one function of timers/promises that fake-timers leaves on real time. */
function followInTimersPromises(): void {
  Object.defineProperty(timersPromises.scheduler, "wait", {
    value: (delayMs: number, options?: { signal?: AbortSignal }) =>
      timersPromises.setTimeout(delayMs, undefined, options),
  });
}

/** Node's own uses a timer that no clock can reach. */
function followInAbortSignal(): void {
  AbortSignal.timeout = (delayMs) => {
    const controller = new AbortController();
    const reason = () => new DOMException("The operation was aborted due to timeout", "TimeoutError");
    setTimeout(() => controller.abort(reason()), delayMs).unref();
    return controller.signal;
  };
}

/** Node keeps a clock of its own for the Date header. */
function followInDateHeader(): void {
  const original = ServerResponse.prototype.writeHead;
  ServerResponse.prototype.writeHead = function writeHead(this: ServerResponse, ...args: unknown[]) {
    if (this.sendDate && !this.headersSent && !this.hasHeader("date")) {
      this.setHeader("Date", new Date().toUTCString());
    }
    return Reflect.apply(original, this, args);
  } as typeof original;
}
