// Finds the moment at which a child is exactly idle, and ends one that never gets there.

import type { ReceiverOutcome } from "../contract/history.ts";
import { budgets } from "./budgets.ts";
import { toChild } from "./channel/frame-types.ts";
import { outcomes } from "./outcomes.ts";
import type { Watchdog } from "./watchdog.ts";

export interface SettlingParts {
  readonly watchdog: Watchdog;
  /** Sends a frame that changes nothing in the child. */
  ask(type: string): void;
  /** How many frames have been sent or received that could change what the child does. */
  activity(): number;
  /** True while the child waits for the shop, or has asked it since the last time; calls have a budget of their own. */
  isWithShop(): boolean;
  end(outcome: ReceiverOutcome): void;
}

export interface Settling {
  /** Resolves with the child's next timer when it is idle. Never resolves when the child ends first. */
  untilIdle(): Promise<number | null>;
  /** The child's answers; false for one that was not asked for. */
  onIdle(nextTimerMs: number | null): boolean;
  onBusy(resources: readonly string[]): void;
}

export function createSettling({ watchdog, ask, activity, isWithShop, end }: SettlingParts): Settling {
  let onIdle: ((nextTimerMs: number | null) => void) | null = null;
  let asking: Promise<number | null> | null = null;

  /** Asks until an answer was given with nothing sent or received since the question. */
  const askUntilIdle = async (): Promise<number | null> => {
    for (;;) {
      const before = activity();
      const { promise, resolve } = Promise.withResolvers<number | null>();
      onIdle = resolve;
      ask(toChild.settle);
      const nextTimerMs = await promise;
      // Answers that have arrived are read to their end before anyone hears that the child is idle.
      await new Promise(setImmediate);
      if (activity() === before) return nextTimerMs;
    }
  };
  /** A child that gives way at all tells what keeps it busy; one that does not is ended by its silence. */
  const giveUp = () => ask(toChild.inspect);
  const start = async () => {
    const { neverIdleMs, idleSilenceMs, settleMs } = budgets;
    const lifts = [
      watchdog.limit({
        limitMs: neverIdleMs,
        idleLimitMs: idleSilenceMs,
        isPaused: isWithShop,
        onReached: giveUp,
      }),
      watchdog.limit({ limitMs: settleMs, idleLimitMs: settleMs, onReached: giveUp }),
    ];
    try {
      return await askUntilIdle();
    } finally {
      for (const lift of lifts) lift();
      asking = null;
    }
  };
  return {
    untilIdle() {
      asking ??= start();
      return asking;
    },
    onIdle(nextTimerMs) {
      const isAsked = onIdle !== null;
      onIdle?.(nextTimerMs);
      onIdle = null;
      return isAsked;
    },
    onBusy: (resources) => end(outcomes.neverIdle(resources)),
  };
}
