// `content`: checks and proves all of content/, and says what is wrong, unit by unit; exit code 1 when anything is.
import type { ContentProblem } from "../../content/schema/problem.ts";
import { type ContentReport, reportContent } from "../catalog/content.ts";
import { readDesigns } from "../catalog/designs.ts";
import { readLabs } from "../catalog/labs.ts";
import { readLessons } from "../catalog/lessons.ts";
import { readQuestions } from "../catalog/questions.ts";
import { listScenarios, loadScenario } from "../catalog/scenarios.ts";
import { SAMPLE } from "../grading/examine.ts";
import { lintQuestions } from "../interview/lint.ts";
import { lintDesigns } from "../interview/lint-designs.ts";
import { type ContentProver, openContentProver } from "../labs/content-prover.ts";
import { proveDesign } from "../labs/prove-design.ts";
import { proveLab } from "../labs/prove-lab.ts";
import { proveLesson } from "../labs/prove-lesson.ts";
import { detectTier } from "../sandbox/sandbox.ts";
import { readOptions, UsageError } from "./arguments.ts";
import { type Cell, openCell, runnableTier } from "./cell.ts";

const options = {
  json: { type: "boolean", default: false },
  /** Runs no code: schema, names, links and lengths only. */
  shape: { type: "boolean", default: false },
  /** Every handler through the whole bound, where a sample of it is played otherwise. */
  whole: { type: "boolean", default: false },
} as const;

/** The last handlers of one unit leave processes free for the first ones of the next. */
const UNITS_AT_ONCE = 2;

/**
 * @param args options, and ids of units: only these are proved then.
 * @returns 0 when everything holds, 1 when there are problems.
 * @throws UsageError where no code is run and a proof was asked for.
 */
export async function content(args: readonly string[], root: string): Promise<number> {
  const { values, positionals } = readOptions(args, options);
  const { questions, problems } = readQuestions(root);
  const designs = readDesigns(root);
  const shape = reportContent(root, {
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
  const proved = values.shape ? [] : await proveUnits(root, positionals, values.whole);
  const report = { ...shape, problems: [...shape.problems, ...proved] };
  if (values.json) console.log(JSON.stringify(report));
  else console.log(describeReport(report));
  return report.problems.length === 0 ? 0 : 1;
}

async function proveUnits(root: string, ids: readonly string[], isWhole: boolean): Promise<ContentProblem[]> {
  const units: Provable[] = [
    ...readLessons(root).units.map((unit) => ({
      id: unit.lesson.id,
      prove: (prover: ContentProver) => proveLesson(unit, prover),
    })),
    ...readLabs(root).units.map((unit) => ({
      id: unit.lab.id,
      prove: (prover: ContentProver) => proveLab(unit, prover),
    })),
    ...readDesigns(root).units.map((unit) => ({
      id: unit.design.id,
      prove: (prover: ContentProver) => proveDesign(unit, prover),
    })),
  ];
  const unknown = ids.find((id) => !units.some((unit) => unit.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no lesson, lab or design "${unknown}" to prove.`);
  const asked = units.filter(({ id }) => ids.length === 0 || ids.includes(id));
  if (asked.length === 0) return [];
  return withCell(root, async (parts) => {
    const prover = await openContentProver(parts, isWhole ? Number.POSITIVE_INFINITY : SAMPLE);
    const found = new Map<string, ContentProblem[]>();
    const waiting = asked.values();
    const proveThoseWaiting = async () => {
      for (const { id, prove } of waiting) {
        const problems = await prove(prover);
        console.error(`${id}: ${problems.length === 0 ? "proved" : `${problems.length} to repair`}`);
        found.set(id, problems);
      }
    };
    try {
      await Promise.all(Array.from({ length: UNITS_AT_ONCE }, proveThoseWaiting));
    } finally {
      await prover.close();
    }
    return asked.flatMap(({ id }) => found.get(id) ?? []);
  });
}

interface Provable {
  readonly id: string;
  prove(prover: ContentProver): Promise<ContentProblem[]>;
}

/** @throws UsageError where no code is run. */
async function withCell<Result>(
  root: string,
  work: (parts: Cell["parts"]) => Promise<Result>,
): Promise<Result> {
  const tier = await detectTier();
  const runnable = runnableTier(tier);
  if (runnable === null)
    throw new UsageError(
      `No code is run on this machine, so nothing can be proved. ${tier.explanation} Use --shape.`,
    );
  const scenarios = new Map(listScenarios(root).map((id) => [id, loadScenario(root, id)]));
  const onOurFault = (error: unknown) => console.error("Our fault:", error);
  const cell = await openCell({ tier: runnable, scenarios, onOurFault });
  try {
    return await work(cell.parts);
  } finally {
    await cell.close();
  }
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
