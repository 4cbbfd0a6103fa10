// Keeps few event streams open: a browser has six connections to a host for all its tabs together, and each stream takes one.

/** Leaves room for calls, and for a second window. */
const MOST_OPEN = 3;

export interface OpenStream {
  /** Resolves when it is open, or when it cannot be opened. */
  readonly ready: Promise<void>;
  close(): void;
}

/** What goes on unread may rest; what the server stops when nobody reads it may not, and ends soon by itself. */
export type Rest = "may-rest" | "never-rests";

interface Held {
  readonly open: () => OpenStream;
  readonly rest: Rest;
  /** Null while it rests. */
  stream: OpenStream | null;
}

/** In the order of their last use. */
const held = new Map<string, Held>();

/**
 * Opens a stream. One that may rest is opened again when it is used after a rest: only those used last stay open, and
 * none in a page that is hidden. So whoever listens must bear to be told everything anew.
 * @returns a function that ends it.
 */
export function holdStream(key: string, open: () => OpenStream, rest: Rest = "may-rest"): () => void {
  end(key);
  const one: Held = { open, rest, stream: null };
  held.set(key, one);
  document.addEventListener("visibilitychange", arrange);
  arrange();
  return () => {
    if (held.get(key) === one) end(key);
  };
}

/** Counts as a use. Resolves when the stream is open, so that what follows from the use is heard. */
export async function wakeStream(key: string): Promise<void> {
  const one = held.get(key);
  if (!one) return;
  held.delete(key);
  held.set(key, one);
  arrange();
  await one.stream?.ready;
}

function end(key: string) {
  held.get(key)?.stream?.close();
  held.delete(key);
  arrange();
}

function arrange() {
  const inUse = document.hidden ? [] : [...held.values()].slice(-MOST_OPEN);
  const wanted = [...held.values()].filter((one) => one.rest === "never-rests" || inUse.includes(one));
  for (const one of held.values()) {
    if (wanted.includes(one)) continue;
    one.stream?.close();
    one.stream = null;
  }
  for (const one of wanted) one.stream ??= one.open();
}
