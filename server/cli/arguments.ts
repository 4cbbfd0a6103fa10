// Reads a command's options with Node's own parser, and turns every mistake into one clear usage error.
import { type ParseArgsConfig, parseArgs } from "node:util";

/** Wrong usage: printed as it is, exit code 2. */
export class UsageError extends Error {}

export function readOptions<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError unless the text is a whole number within the bounds. */
export function readInteger(text: string, name: string, bounds: { min: number; max: number }): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= bounds.min && value <= bounds.max) return value;
  throw new UsageError(`--${name} takes a whole number from ${bounds.min} to ${bounds.max}, not "${text}".`);
}
