// The smallest store: a value, a way to replace it, and listeners; knows nothing of React.

export interface Observable<State> {
  read(): State;
  /** Calls `listener` after every change; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface WritableObservable<State> extends Observable<State> {
  /** Replaces the given fields. Setting what already stands tells nobody. */
  update(change: Partial<State>): void;
}

export function createObservable<State extends object>(initial: State): WritableObservable<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update(change) {
      const keys = Object.keys(change) as (keyof State)[];
      if (keys.every((key) => Object.is(state[key], change[key]))) return;
      state = { ...state, ...change };
      for (const listener of [...listeners]) listener();
    },
  };
}
