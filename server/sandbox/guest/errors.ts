// Turns anything thrown into plain data that fits a control frame.
import type { ErrorMessage } from "../channel/frame-types.ts";

const MAX_MESSAGE = 4_000;
const MAX_STACK = 12_000;

export function errorMessage(thrown: unknown): ErrorMessage {
  try {
    if (!(thrown instanceof Error)) return { name: "Error", message: describe(thrown) };
    const code: unknown = Reflect.get(thrown, "code");
    return {
      name: cut(thrown.name, 100),
      message: cut(thrown.message, MAX_MESSAGE),
      code: typeof code === "string" ? cut(code, 100) : undefined,
      stack: cut(thrown.stack, MAX_STACK),
    };
  } catch {
    return { name: "Error", message: "Something was thrown that cannot be described." };
  }
}

function describe(thrown: unknown): string {
  return cut(`${String(thrown)} was thrown. Throw an Error, so that the place is known.`, MAX_MESSAGE);
}

function cut(text: unknown, length: number): string {
  return String(text).slice(0, length);
}
