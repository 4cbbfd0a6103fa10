// All of content/ at a glance: what there is, and everything that is wrong with it.
import type { ContentProblem } from "../../content/schema/problem.ts";
import { readInterviewRoles } from "./interview-roles.ts";
import { readLabs } from "./labs.ts";
import { readLessons } from "./lessons.ts";
import { findReferenceFaults } from "./references.ts";
import { findSpellingFaults } from "./spelling.ts";

export interface ContentReport {
  readonly lessons: number;
  /** Numbers of the outline's sections that are taught, each once, in order. */
  readonly sections: readonly number[];
  readonly labs: number;
  readonly questions: number;
  /** What candidates claim, each with a receiver that is built so. */
  readonly designs: number;
  /** Handlers that are right: the one that a lesson shows, and those that are so in another way. */
  readonly solutions: number;
  /** Handlers that are wrong in one named way. */
  readonly defects: number;
  readonly problems: readonly ContentProblem[];
}

/** What the report needs to know of a kind of content that has a reader of its own. */
export interface Counted {
  readonly count: number;
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root. The interview's content as its own readers and linters found it. */
export function reportContent(
  root: string,
  { questions, designs }: { readonly questions: Counted; readonly designs: Counted },
): ContentReport {
  const { units, problems } = readLessons(root);
  const labs = readLabs(root);
  const roles = [...units.map(({ lesson }) => lesson), ...labs.units.map(({ lab }) => lab)].flatMap(
    ({ handlers }) => Object.values(handlers).map(({ role }) => role),
  );
  const having = (...wanted: string[]) => roles.filter((role) => wanted.includes(role)).length;
  return {
    lessons: units.length,
    sections: [...new Set(units.flatMap(({ lesson }) => lesson.sections))].sort((one, other) => one - other),
    labs: labs.units.length,
    questions: questions.count,
    designs: designs.count,
    solutions: having("correct", "solution"),
    defects: having("defect"),
    problems: [
      ...problems,
      ...labs.problems,
      ...findReferenceFaults(root, { lessons: units, labs: labs.units }),
      ...questions.problems,
      ...designs.problems,
      ...readInterviewRoles(root).problems,
      ...findSpellingFaults(root),
    ],
  };
}
