// All of content/ at a glance: what there is, and everything that is wrong with it.
import type { ContentProblem } from "../../content/schema/lesson-unit.ts";
import { readLessons } from "./lessons.ts";

export interface ContentReport {
  readonly lessons: number;
  /** Numbers of the outline's sections that are taught, each once, in order. */
  readonly sections: readonly number[];
  readonly labs: number;
  readonly questions: number;
  /** Handlers that are right in another way than the one that the lesson shows, and that one. */
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

/** @param root the project's root. @param questions as their own reader found them. */
export function reportContent(root: string, questions: Counted): ContentReport {
  const { units, problems } = readLessons(root);
  const roles = units.flatMap(({ lesson }) => Object.values(lesson.handlers).map(({ role }) => role));
  const having = (...wanted: string[]) => roles.filter((role) => wanted.includes(role)).length;
  return {
    lessons: units.length,
    sections: [...new Set(units.flatMap(({ lesson }) => lesson.sections))].sort((one, other) => one - other),
    labs: 0,
    questions: questions.count,
    solutions: having("correct", "solution"),
    defects: having("defect"),
    problems: [...problems, ...questions.problems],
  };
}
