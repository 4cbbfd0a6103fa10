// Lines to be put in order: any order counts in which every line comes after those that it needs.
import { z } from "zod";
import { Id, Text } from "./handlers.ts";

export const Arrangement = z.strictObject({
  question: Text,
  /** In one of the right orders. */
  lines: z
    .array(
      z.strictObject({
        id: Id,
        text: Text,
        /** Lines that have to stand before it. */
        after: z.array(Id).default([]),
        /** What goes wrong when it comes too early; said where it does. */
        why: Text,
      }),
    )
    .min(3),
  /** Said when it is right. */
  done: Text,
});
export type Arrangement = z.infer<typeof Arrangement>;
export type ArrangedLine = Arrangement["lines"][number];

/** @returns the first line that stands before one it needs, or null when the order is right. */
export function firstTooEarly(lines: readonly ArrangedLine[]): ArrangedLine | null {
  const seen = new Set<string>();
  for (const line of lines) {
    if (line.after.some((id) => !seen.has(id))) return line;
    seen.add(line.id);
  }
  return null;
}

/** The order in which the lines are shown at first: always the same one, and never a right one where any is wrong. */
export function scramble(lines: readonly ArrangedLine[]): ArrangedLine[] {
  const from: ArrangedLine[] = [...lines];
  const mixed: ArrangedLine[] = [];
  for (let isLast = true; from.length > 0; isLast = !isLast) {
    const taken = isLast ? from.pop() : from.shift();
    if (taken !== undefined) mixed.push(taken);
  }
  return mixed;
}
