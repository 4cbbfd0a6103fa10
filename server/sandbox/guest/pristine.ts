// Puts the process back as the first receiver found it: environment, listeners, exit code and global names.

export interface Pristine {
  restore(): void;
}

/** Notes how the process is now. */
export function takePristine(): Pristine {
  // Node gives such a warning once in a process, so that the first receiver would print what the others do not.
  process.noDeprecation = true;
  const env = { ...process.env };
  const listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));
  touchLazyGlobals();
  const globals = new Map(
    Reflect.ownKeys(globalThis).map((key) => [key, Reflect.getOwnPropertyDescriptor(globalThis, key)]),
  );
  return {
    restore() {
      restoreEnvironment(env);
      restoreListeners(listeners);
      restoreGlobals(globals);
      process.exitCode = undefined;
      if (process.hasUncaughtExceptionCaptureCallback()) process.setUncaughtExceptionCaptureCallback(null);
    },
  };
}

function restoreEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  // Each write is a call of the system.
  for (const [name, value] of Object.entries(env)) if (process.env[name] !== value) process.env[name] = value;
}

type Listeners = ReturnType<typeof process.rawListeners>;

function restoreListeners(listeners: ReadonlyMap<string | symbol, Listeners>): void {
  for (const name of new Set([...process.eventNames(), ...listeners.keys()])) {
    const wanted = listeners.get(name) ?? [];
    const found = process.rawListeners(name);
    if (found.length === wanted.length && found.every((listener, index) => listener === wanted[index]))
      continue;
    for (const listener of found) {
      if (!wanted.includes(listener)) process.removeListener(name, listener as () => void);
    }
    if (process.listenerCount(name) === wanted.length) continue;
    process.removeAllListeners(name);
    for (const listener of wanted) process.on(name, listener as () => void);
  }
}

/** Some of Node's globals are made at their first use, which must not look like a change. */
function touchLazyGlobals(): void {
  for (const key of Reflect.ownKeys(globalThis)) {
    try {
      Reflect.get(globalThis, key);
    } catch {
      // Such as one that wants a file.
    }
  }
}

function restoreGlobals(globals: ReadonlyMap<string | symbol, PropertyDescriptor | undefined>): void {
  for (const key of Reflect.ownKeys(globalThis)) {
    if (!globals.has(key)) Reflect.deleteProperty(globalThis, key);
  }
  for (const [key, wanted] of globals) {
    const found = Reflect.getOwnPropertyDescriptor(globalThis, key);
    if (wanted !== undefined && !isSame(wanted, found)) Reflect.defineProperty(globalThis, key, wanted);
  }
}

function isSame(wanted: PropertyDescriptor, found: PropertyDescriptor | undefined): boolean {
  return (
    found !== undefined &&
    Object.is(found.value, wanted.value) &&
    found.get === wanted.get &&
    found.set === wanted.set
  );
}
