// Virtual time: it stands still until it is moved, and it never goes back.

export interface VirtualClock {
  /** Virtual Unix time in milliseconds at which the history starts. */
  readonly epochMs: number;
  /** Virtual milliseconds since the start of the history. */
  readonly nowMs: number;
  /** Virtual Unix time in milliseconds. */
  readonly unixMs: number;
  /** Virtual Unix time in whole seconds, as timestamps are signed. */
  readonly unixSeconds: number;
  /** Moves to `ms` since the start; throws RangeError when that lies in the past. */
  moveTo(ms: number): void;
}

export function createVirtualClock(epochMs: number): VirtualClock {
  let nowMs = 0;
  return {
    epochMs,
    get nowMs() {
      return nowMs;
    },
    get unixMs() {
      return epochMs + nowMs;
    },
    get unixSeconds() {
      return Math.floor((epochMs + nowMs) / 1000);
    },
    moveTo(ms) {
      if (!(ms >= nowMs)) throw new RangeError(`Virtual time cannot go back from ${nowMs} ms to ${ms} ms.`);
      nowMs = ms;
    },
  };
}
