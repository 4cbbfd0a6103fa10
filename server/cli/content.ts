// `content`: checks and proves all of content/, and says what is wrong, unit by unit; exit code 1 when anything is.
import type { ContentProblem } from "../../content/schema/problem.ts";
import { type ContentReport, reportContent } from "../catalog/content.ts";
import { readDesigns } from "../catalog/designs.ts";
import { readLabs } from "../catalog/labs.ts";
import { readLessons } from "../catalog/lessons.ts";
import { readQuestions } from "../catalog/questions.ts";
import { SAMPLE } from "../grading/examine.ts";
import { lintQuestions } from "../interview/lint.ts";
import { lintDesigns } from "../interview/lint-designs.ts";
import { detectTier } from "../sandbox/sandbox.ts";
import { readOptions, UsageError } from "./arguments.ts";
import { runnableTier } from "./cell.ts";
import { proveUnits } from "./prove-units.ts";

const options = {
  json: { type: "boolean", default: false },
  /** Runs no code: schema, names, links and lengths only. */
  shape: { type: "boolean", default: false },
  /** Every handler through the whole bound, where a sample of it is played otherwise. */
  whole: { type: "boolean", default: false },
} as const;

/**
 * @param args options, and ids of units: only these are proved then.
 * @returns 0 when everything holds, 1 when there are problems.
 * @throws UsageError where no code is run and a proof was asked for.
 */
export async function content(args: readonly string[], root: string): Promise<number> {
  const { values, positionals } = readOptions(args, options);
  // Proofs have threads of their own: this one reads and checks meanwhile.
  const proving = values.shape ? Promise.resolve([]) : prove(root, positionals, values.whole);
  proving.catch(() => {});
  const shape = checkShape(root);
  const proved = await proving;
  const report = { ...shape, problems: [...shape.problems, ...proved] };
  if (values.json) console.log(JSON.stringify(report));
  else console.log(describeReport(report));
  return report.problems.length === 0 ? 0 : 1;
}

/** Everything that can be said without running code. */
function checkShape(root: string): ContentReport {
  const { questions, problems } = readQuestions(root);
  const designs = readDesigns(root);
  return reportContent(root, {
    questions: { count: questions.length, problems: [...problems, ...lintQuestions(questions)] },
    designs: {
      count: designs.units.length,
      problems: [
        ...designs.problems,
        ...lintDesigns(
          designs.units.map(({ design }) => design),
          questions,
        ),
      ],
    },
  });
}

/** @throws UsageError where no code is run. */
async function prove(root: string, asked: readonly string[], isWhole: boolean): Promise<ContentProblem[]> {
  const ids = [
    ...readLessons(root).units.map(({ lesson }) => lesson.id),
    ...readLabs(root).units.map(({ lab }) => lab.id),
    ...readDesigns(root).units.map(({ design }) => design.id),
  ];
  const unknown = asked.find((id) => !ids.includes(id));
  if (unknown !== undefined) throw new UsageError(`There is no lesson, lab or design "${unknown}" to prove.`);
  const tier = await detectTier();
  const runnable = runnableTier(tier);
  if (runnable === null)
    throw new UsageError(
      `No code is run on this machine, so nothing can be proved. ${tier.explanation} Use --shape.`,
    );
  const depth = isWhole ? Number.POSITIVE_INFINITY : SAMPLE;
  return proveUnits(
    ids.filter((id) => asked.length === 0 || asked.includes(id)),
    { root, tier: runnable, depth },
    ({ id, problems }) =>
      console.error(`${id}: ${problems.length === 0 ? "proved" : `${problems.length} to repair`}`),
  );
}

/** The report as a person reads it. */
export function describeReport(report: ContentReport): string {
  const { lessons, labs, questions, designs, solutions, defects, sections, problems } = report;
  return [
    `Lessons ${lessons} · labs ${labs} · questions ${questions} · designs ${designs} · solutions ${solutions} · defects ${defects}`,
    `Sections taught: ${sections.join(", ") || "none"}`,
    ...problems.map(describeProblem),
    problems.length === 0 ? "Everything holds." : `${problems.length} to repair.`,
  ].join("\n");
}

function describeProblem({ unit, rule, remedy }: ContentProblem) {
  return `\n${unit}\n  ${rule}\n  → ${remedy}`;
}
