// Tells in sentences where two handlers part that were given the same schedule.
import { titleOf } from "../workbench/attempts.ts";
import type { Dealt, PartedIn, TwinRow } from "./twin.ts";

export interface TwinNames {
  readonly one: string;
  readonly other: string;
}

/** What was sent, for a line of its own: `Request 2: duplicate`. */
export function requestInWords({ request }: TwinRow, index: number): string {
  if (request === null) return "Jobs, after all requests";
  return `Request ${index + 1}: ${titleOf(request)}`;
}

/** How one of them dealt with it. */
export function dealtInWords(dealt: Dealt | null, parted: readonly PartedIn[]): string {
  if (dealt === null) return "never got this request";
  const effects = dealt.effects.map(({ summary }) => summary);
  const did = effects.length === 0 ? "changed nothing" : effects.join("; ");
  if (parted.includes("log") && parted.length === 1) {
    return dealt.logs.length === 0 ? "printed nothing" : `printed “${dealt.logs.join(" ")}”`;
  }
  return dealt.answer === "" ? did : `answered ${dealt.answer}: ${did}`;
}
