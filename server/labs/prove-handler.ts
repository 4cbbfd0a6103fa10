// Proves one handler of content: it starts, and breaks exactly the invariants that its author names.
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { StartProblem } from "../contract/session.ts";
import type { Examined } from "../grading/examine.ts";
import type { ContentProver } from "./content-prover.ts";

/** @param unit its file or folder from the project's root. @returns what is not as its author says. */
export async function proveHandler(
  unit: string,
  examined: Examined,
  prover: ContentProver,
): Promise<ContentProblem[]> {
  const { broken, problem } = await prover.examine(examined);
  if (problem !== undefined) return [{ unit, rule: "Every handler starts.", remedy: tellStart(problem) }];
  const named = [...examined.breaks].sort().join(", ");
  const found = [...broken].sort().join(", ");
  if (named === found) return [];
  const rule = "A handler breaks exactly what it names.";
  return [{ unit, rule, remedy: `Named: ${named || "nothing"}. Broken: ${found || "nothing"}.` }];
}

/** What is wrong with code that does not start, and in which line. */
export function tellStart({ message, place }: StartProblem): string {
  return place === undefined ? message : `${message} (${place.file}:${place.line})`;
}
