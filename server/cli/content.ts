// `content`: checks and proves all of content/ or some units of it, and says what is wrong, unit by unit; exit code 1 when anything is.
import { basename } from "node:path";
import type { ContentProblem } from "../../content/schema/problem.ts";
import type { Question } from "../../content/schema/question.ts";
import { type ContentReport, reportContent } from "../catalog/content.ts";
import { readDesigns } from "../catalog/designs.ts";
import { readLabs } from "../catalog/labs.ts";
import { readLessons } from "../catalog/lessons.ts";
import { nearMiss } from "../catalog/near-miss.ts";
import { readQuestions } from "../catalog/questions.ts";
import { copyFaults } from "../catalog/references.ts";
import { unitFolders } from "../catalog/units.ts";
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
 * @param args options, and ids of units: only these are checked and proved then.
 * @returns 0 when everything holds, 1 when there are problems.
 * @throws UsageError for a name that no unit has, and where no code is run and a proof was asked for.
 */
export async function content(args: readonly string[], root: string): Promise<number> {
  const { values, positionals: asked } = readOptions(args, options);
  refuseUnknown(root, asked);
  // Proofs have threads of their own: this one reads and checks meanwhile.
  const proving = values.shape ? Promise.resolve([]) : prove(root, asked, values.whole);
  proving.catch(() => {});
  const shape = checkShape(root, asked);
  const proved = await proving;
  const report = { ...shape, problems: [...shape.problems, ...proved] };
  if (values.json) console.log(JSON.stringify(report));
  else console.log(describeReport(report, asked));
  return report.problems.length === 0 ? 0 : 1;
}

/** By their folders: a unit that cannot be read yet has a name all the same. */
function refuseUnknown(root: string, asked: readonly string[]) {
  const kinds = ["lessons", "labs", "designs", "questions"] as const;
  const known = kinds.flatMap((kind) => unitFolders(root, kind)).map((folder) => basename(folder));
  const unknown = asked.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const meant = nearMiss(unknown, known);
  throw new UsageError(
    `There is no lesson, lab, design or question "${unknown}". ${meant === null ? "The names are those of the folders in content/." : `Did you mean ${meant}?`}`,
  );
}

/** Everything that can be said without running code. The counts are always those of all units. */
function checkShape(root: string, asked: readonly string[]): ContentReport {
  const { questions, problems } = readQuestions(root);
  const designs = readDesigns(root);
  const isAsked = ({ id }: { readonly id: string }) => asked.length === 0 || asked.includes(id);
  const claimed = designs.units.map(({ design }) => design).filter(isAsked);
  const report = reportContent(root, {
    questions: {
      count: questions.length,
      problems: [
        ...problems,
        ...copiedQuestions(questions),
        ...lintQuestions(questions, questions.filter(isAsked)),
      ],
    },
    designs: {
      count: designs.units.length,
      problems: [...designs.problems, ...lintDesigns(claimed, questions)],
    },
  });
  return { ...report, problems: report.problems.filter(({ unit }) => isAsked({ id: idOf(unit) })) };
}

/** `a` of `content/labs/a/lab.yaml`. */
const idOf = (unit: string) => unit.split("/")[2] ?? "";

function copiedQuestions(questions: readonly Question[]): ContentProblem[] {
  return (["question", "why"] as const).flatMap((key) =>
    copyFaults(
      key,
      questions.map((one) => ({
        ...{ unit: `content/questions/${one.id}/question.yaml`, id: one.id },
        text: one[key],
      })),
    ),
  );
}

/** A question has no code: its linter has said everything. @throws UsageError where no code is run. */
async function prove(root: string, asked: readonly string[], isWhole: boolean): Promise<ContentProblem[]> {
  const provable = [
    ...readLessons(root).units.map(({ lesson }) => lesson.id),
    ...readLabs(root).units.map(({ lab }) => lab.id),
    ...readDesigns(root).units.map(({ design }) => design.id),
  ];
  const ids = provable.filter((id) => asked.length === 0 || asked.includes(id));
  if (ids.length === 0) return [];
  const tier = await detectTier();
  const runnable = runnableTier(tier);
  if (runnable === null)
    throw new UsageError(
      `No code is run on this machine, so nothing can be proved. ${tier.explanation} Use --shape.`,
    );
  const depth = isWhole ? Number.POSITIVE_INFINITY : SAMPLE;
  return proveUnits(ids, { root, tier: runnable, depth }, ({ id, problems }) =>
    console.error(`${id}: ${problems.length === 0 ? "proved" : `${problems.length} to repair`}`),
  );
}

/** The report as a person reads it. @param asked the units that were looked at; none for all. */
export function describeReport(report: ContentReport, asked: readonly string[] = []): string {
  const holds = asked.length === 0 ? "Everything holds." : `Everything holds in ${asked.join(", ")}.`;
  const { lessons, labs, questions, designs, solutions, defects, sections, problems } = report;
  return [
    `Lessons ${lessons} · labs ${labs} · questions ${questions} · designs ${designs} · solutions ${solutions} · defects ${defects}`,
    `Sections taught: ${sections.join(", ") || "none"}`,
    ...problems.map(describeProblem),
    problems.length === 0 ? holds : `${problems.length} to repair.`,
  ].join("\n");
}

function describeProblem({ unit, rule, remedy }: ContentProblem) {
  return `\n${unit}\n  ${rule}\n  → ${remedy}`;
}
