// A value that changes under the reader's eyes while content is being written, and never in a built page.
import { useSyncExternalStore } from "react";

export interface Live<Value> {
  read(): Value;
  /** @returns a function that stops listening. */
  subscribe(listener: () => void): () => void;
}

export function useLive<Value>(live: Live<Value>): Value {
  return useSyncExternalStore(live.subscribe, live.read, live.read);
}
