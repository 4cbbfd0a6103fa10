// Turns a failed load into what the editor shows: the stage, a message, and the place in the learner's file.
import type { ReceiverOutcome } from "../contract/history.ts";
import type { StartProblem } from "../contract/session.ts";
import type { Loaded } from "./channel/messages.ts";
import { caretColumn, locateSyntaxError, placeOfImport } from "./compile.ts";
import { learnerStack, placeInStack, withoutRoot } from "./places.ts";

export async function problemOfLoad(
  failed: Extract<Loaded, { ok: false }>,
  modules: ReadonlyMap<string, string>,
): Promise<StartProblem> {
  const { error, missing, stage } = failed;
  if (missing !== undefined) {
    const place = placeOfImport(missing.file, modules.get(missing.file) ?? "", missing.specifier);
    return { stage: "load", message: error.message, place };
  }
  const stack = error.stack ?? "";
  const place = placeInStack(stack);
  if (error.name === "SyntaxError" && (place === undefined || !modules.has(place.file))) {
    const located = await locateSyntaxError(modules);
    if (located !== null) return { stage: "compile", message: error.message, place: located.place };
  }
  // An error of linking draws its place above the message; any other one has it in its first frame.
  const column = /^file:.*:\d+\n/.test(stack) ? caretColumn(stack) : undefined;
  const isUnnamed = stage === "start" || error.name === "Error";
  return {
    stage,
    message: withoutRoot(isUnnamed ? error.message : `${error.name}: ${error.message}`),
    ...(place !== undefined && { place: column === undefined ? place : { ...place, column } }),
    ...(stage === "load" && stack !== "" && { stack: learnerStack(stack) }),
  };
}

/** The process ended before its code had finished loading. */
export function problemOfEnding(outcome: ReceiverOutcome): StartProblem {
  const place = placeInStack(` /receiver/${firstPlace(outcome.detail)}`);
  return {
    stage: "load",
    message: outcome.message,
    ...(place !== undefined && { place }),
    ...(outcome.detail !== undefined && { stack: outcome.detail }),
  };
}

function firstPlace(detail: string | undefined): string {
  return /([\w.-]+\.m?[tj]s:\d+(?::\d+)?)/.exec(detail ?? "")?.[1] ?? "";
}
