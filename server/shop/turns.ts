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

/** @param onWaiting hears of each who begins to wait */
export function createTurns(onWaiting: () => void): Turns {
  let isTaken = false;
  let waiting: ((isGranted: boolean) => void)[] = [];
  return {
    get waiting() {
      return waiting.length;
    },
    take() {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      if (isTaken) {
        waiting.push(resolve);
        onWaiting();
      } else {
        isTaken = true;
        resolve(true);
      }
      return promise;
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
