// The thin React side of a plain store.
import { useSyncExternalStore } from "react";
import type { Observable } from "./observable.ts";

export function useObservable<State>(store: Observable<State>): State {
  return useSyncExternalStore(store.subscribe, store.read, store.read);
}
