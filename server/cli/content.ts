// `content`: checks all of content/ and says what is wrong, unit by unit; exit code 1 when anything is.
import type { ContentProblem } from "../../content/schema/lesson-unit.ts";
import { type ContentReport, reportContent } from "../catalog/content.ts";
import { readQuestions } from "../catalog/questions.ts";
import { lintQuestions } from "../interview/lint.ts";
import { readOptions } from "./arguments.ts";

/** @returns 0 when everything holds, 1 when there are problems. */
export async function content(args: readonly string[], root: string): Promise<number> {
  const { values } = readOptions(args, { json: { type: "boolean", default: false } });
  const { questions, problems } = readQuestions(root);
  const report = reportContent(root, {
    count: questions.length,
    problems: [...problems, ...lintQuestions(questions)],
  });
  if (values.json) console.log(JSON.stringify(report));
  else console.log(describeReport(report));
  return report.problems.length === 0 ? 0 : 1;
}

/** The report as a person reads it. */
export function describeReport(report: ContentReport): string {
  const { lessons, labs, questions, solutions, defects, sections, problems } = report;
  return [
    `Lessons ${lessons} · labs ${labs} · questions ${questions} · solutions ${solutions} · defects ${defects}`,
    `Sections taught: ${sections.join(", ") || "none"}`,
    ...problems.map(describeProblem),
    problems.length === 0 ? "Everything holds." : `${problems.length} to repair.`,
  ].join("\n");
}

function describeProblem({ unit, rule, remedy }: ContentProblem) {
  return `\n${unit}\n  ${rule}\n  → ${remedy}`;
}
