// Finds the learner's own file and line in a stack, and shows stacks without the sandbox's inner paths.
import type { SourcePlace } from "../contract/history.ts";

/** The folder in which a receiver's files seem to live. It exists nowhere. */
export const RECEIVER_ROOT = "file:///receiver/";

/** What follows a question mark tells one evaluation in a warm child from another. */
const FRAME = /(?:file:\/\/|[\s(])\/receiver\/([\w.-]+)(?:\?\d+)?:(\d+)(?::(\d+))?/;

/** The first place in the learner's files that a stack names. */
export function placeInStack(stack: string): SourcePlace | undefined {
  const found = FRAME.exec(stack);
  if (found?.[1] === undefined) return undefined;
  const line = Number(found[2]);
  const column = Number(found[3]);
  if (!(line > 0)) return undefined;
  return { file: found[1], line, ...(column > 0 ? { column } : {}) };
}

/** A stack with plain file names, cut below the last frame of the learner's own. */
export function learnerStack(stack: string): string {
  const lines = stack.split("\n").map(withoutRoot);
  const isInner = (line: string) => /^\s+at .*(node:|\.cjs:)/.test(line) || /^\s+at async Promise/.test(line);
  return lines.filter((line) => !isInner(line)).join("\n");
}

/** Replaces the made-up folder in any text. */
export function withoutRoot(text: string): string {
  return text
    .replaceAll(/(file:\/\/\/receiver\/[\w.-]+)\?\d+/g, "$1")
    .replaceAll(RECEIVER_ROOT, "")
    .replaceAll(/(^|[\s(])\/receiver\//g, "$1");
}
