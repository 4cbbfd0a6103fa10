// Loads the editor engine once, when the first editor needs it.

type MonacoModule = typeof import("./monaco.ts");

let loading: Promise<MonacoModule> | null = null;

/** @throws when the engine cannot be loaded; the next call tries again. */
export function loadMonaco(): Promise<MonacoModule> {
  loading ??= import("./monaco.ts").catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

/** Monaco does not support touch (its maintainers say so), hence a plain text field where a finger is the only pointer. */
export function isTouchOnly(): boolean {
  return matchMedia("(pointer: coarse)").matches && !matchMedia("(any-pointer: fine)").matches;
}
