// What is wrong with content, as data for whoever writes it.
import type { z } from "zod";

/** An author's fault, never an exception. */
export interface ContentProblem {
  /** File or folder from the project's root. */
  readonly unit: string;
  /** What must hold and does not. */
  readonly rule: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** @param kind what the file is, e.g. "lesson". */
export function schemaProblem(unit: string, kind: string, issue: z.core.$ZodIssue): ContentProblem {
  const place = issue.path.join(".") || "the whole file";
  return { unit, rule: `${place} fits the ${kind}'s schema.`, remedy: issue.message };
}
