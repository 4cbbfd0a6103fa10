// Knows whether the server answers, and looks for it again when it does not.
import { useSyncExternalStore } from "react";

export type Connection = "connected" | "gone";

const PROBE_EVERY_MS = 1_500;

let state: Connection = "connected";
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Every call reports how it went; the first failure starts the search. */
export function reportConnection(next: Connection): void {
  if (next === state) return;
  state = next;
  clearTimeout(timer);
  if (next === "gone") timer = setTimeout(probe, PROBE_EVERY_MS);
  for (const listener of [...listeners]) listener();
}

/** @returns a function that stops listening. */
export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentConnection(): Connection {
  return state;
}

/** A page that is drawn beforehand is read only where the server has answered. */
export function useConnection(): Connection {
  return useSyncExternalStore(onConnectionChange, currentConnection, () => "connected");
}

/** Asks once, now; the banner's button. */
export async function probe(): Promise<void> {
  clearTimeout(timer);
  const answered = await fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answered) reportConnection("connected");
  else if (state === "gone") timer = setTimeout(probe, PROBE_EVERY_MS);
}
