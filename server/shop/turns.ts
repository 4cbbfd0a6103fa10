// A fair lock: turns are given in the order in which they were asked for.

export interface Turns {
  /** How many wait. */
  readonly waiting: number;
  /** Resolves with true when it is the caller's turn, or with false when it was dismissed. */
  take(): Promise<boolean>;
  /** Gives the turn to the next. */
  release(): void;
  /** Sends away all who wait. */
  dismiss(): void;
}

export function createTurns(): Turns {
  let isTaken = false;
  let waiting: ((isGranted: boolean) => void)[] = [];
  return {
    get waiting() {
      return waiting.length;
    },
    take() {
      if (isTaken) return new Promise((resolve) => waiting.push(resolve));
      isTaken = true;
      return Promise.resolve(true);
    },
    release() {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next(true);
    },
    dismiss() {
      const dismissed = waiting;
      waiting = [];
      for (const resolve of dismissed) resolve(false);
    },
  };
}
