// Lets a session's virtual clock run with real time, at the pace the learner has set.
import { realTimer, stopwatch } from "../simulation/real-time.ts";

export interface ClockDriver {
  /** Virtual milliseconds for each real one; 0 while the clock is held. */
  readonly rate: number;
  setRate(rate: number): void;
  stop(): void;
}

export interface DrivenClock {
  nowMs(): number;
  /** Plays up to this virtual time; resolves when it was played. Must not reject. */
  playTo(ms: number): Promise<void>;
}

/** Often enough to look alive, rarely enough to leave the processor alone. */
const INTERVAL_MS = 100;

export function createClockDriver(clock: DrivenClock): ClockDriver {
  let rate = 0;
  let stopTimer = () => {};

  const run = (pace: number) => {
    let fromMs = clock.nowMs();
    let elapsedMs = stopwatch();
    let isPlaying = false;
    return () => {
      if (isPlaying) return;
      const targetMs = Math.floor(fromMs + elapsedMs() * pace);
      // An action has moved the clock ahead: go on from there.
      if (clock.nowMs() > targetMs) {
        fromMs = clock.nowMs();
        elapsedMs = stopwatch();
        return;
      }
      isPlaying = true;
      void clock.playTo(targetMs).finally(() => {
        isPlaying = false;
      });
    };
  };

  return {
    get rate() {
      return rate;
    },
    setRate(next) {
      stopTimer();
      rate = next;
      stopTimer = next > 0 ? realTimer(INTERVAL_MS, run(next)) : () => {};
    },
    stop() {
      stopTimer();
      rate = 0;
    },
  };
}
