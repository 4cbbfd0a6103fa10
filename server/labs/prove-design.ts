// Proves a design: the receiver that is built as the claim says breaks exactly what the interviewer will hold against it.
import type { DesignUnit } from "../../content/schema/design.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { ContentProver } from "./content-prover.ts";
import { proveHandler } from "./prove-handler.ts";

export function proveDesign({ design, files }: DesignUnit, prover: ContentProver): Promise<ContentProblem[]> {
  const { id, scheme, breaks } = design;
  const scenario = prover.scenario(design.scenario);
  return proveHandler(`content/designs/${id}/handler.ts`, { files, scenario, scheme, breaks }, prover);
}
