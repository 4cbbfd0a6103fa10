// The schedules that a learner keeps as tests of this code: in this browser at once, on the server soon after.
import { keepLocally, loadDraft, readLocal, saveDraft } from "../api/drafts.ts";
import { createObservable, type Observable } from "../editor/observable.ts";
import { type Case, readCase } from "./case.ts";

export interface PinsState {
  /** The newest last. */
  readonly pins: readonly Case[];
}

export interface Pins extends Observable<PinsState> {
  pin(one: Case): void;
  unpin(token: string): void;
  /** Fetches the server's copy, if it is newer. A server that is gone leaves this browser's. */
  load(): Promise<void>;
}

/** @param draftKey of the code that they test. */
export function createPins(draftKey: string): Pins {
  const key = `${draftKey}/pins`;
  const store = createObservable<PinsState>({ pins: readPins(readLocal(key)?.value) });
  const keep = (pins: readonly Case[]) => {
    store.update({ pins });
    const draft = { value: pins, savedAtMs: Date.now() };
    keepLocally(key, draft);
    // Loading sends a copy that only this browser has once more.
    saveDraft(key, draft).catch(() => {});
  };
  return {
    read: store.read,
    subscribe: store.subscribe,
    pin(one) {
      const { pins } = store.read();
      if (!pins.some(({ token }) => token === one.token)) keep([...pins, one]);
    },
    unpin: (token) => keep(store.read().pins.filter((one) => one.token !== token)),
    async load() {
      const before = store.read().pins;
      const draft = await loadDraft(key).catch(() => null);
      // What was pinned while it loaded is newer.
      if (draft !== null && store.read().pins === before) store.update({ pins: readPins(draft.value) });
    },
  };
}

/** An older version may have stored anything; only what can be run again is taken. */
function readPins(stored: unknown): readonly Case[] {
  return Array.isArray(stored) ? stored.flatMap((one: unknown) => readCase(one) ?? []) : [];
}
