// Tells when the process is exactly idle: Node's own word, given when its event loop has run dry.

/**
 * Calls back once when no I/O, no thread-pool work, no immediate and no microtask is left. The channel must be let
 * go (`unref`) and taken up again by the caller's hooks.
 */
export function createIdleWatch(channel: { unref(): void; ref(): void }): (onIdle: () => void) => void {
  let waiting: (() => void) | null = null;
  const emit = process.emit;
  // `beforeExit` is ours alone: a listening server never gets to it, and a receiver believes that it listens.
  Object.defineProperty(process, "emit", {
    value(this: NodeJS.Process, name: string, ...args: unknown[]) {
      if (name !== "beforeExit") return Reflect.apply(emit, this, [name, ...args]);
      const onIdle = waiting;
      waiting = null;
      channel.ref();
      onIdle?.();
      return true;
    },
  });
  return (onIdle) => {
    waiting = onIdle;
    channel.unref();
  };
}
