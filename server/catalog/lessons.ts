// Reads every lesson of content/ and says what is wrong with it: unit, rule and remedy, for whoever writes it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findLessonFaults } from "../../content/schema/lesson-rules.ts";
import { assembleLesson, type LessonUnit } from "../../content/schema/lesson-unit.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { findProseFaults } from "./prose.ts";
import {
  missingFiles,
  nameProblems,
  orderProblems,
  readHandlerSources,
  readYaml,
  unitFolders,
} from "./units.ts";

export interface ReadLessons {
  /** In the order of the course. A lesson with problems is among them as far as it could be read. */
  readonly units: readonly LessonUnit[];
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root, where `content/` lies. */
export function readLessons(root: string): ReadLessons {
  const read = unitFolders(root, "lessons").map((folder) => readLesson(root, folder));
  const units = read.flatMap(({ unit }) => (unit === null ? [] : [unit]));
  const places = units.map(({ lesson: { id, order } }) => ({
    unit: `content/lessons/${id}/lesson.yaml`,
    ...{ id, order },
  }));
  return {
    units: units.sort((one, other) => one.lesson.order - other.lesson.order),
    problems: [...read.flatMap(({ problems }) => problems), ...orderProblems(places)],
  };
}

/** @param folder from the root, e.g. `content/lessons/a-live-handler`. */
export function readLesson(
  root: string,
  folder: string,
): { unit: LessonUnit | null; problems: ContentProblem[] } {
  const missing = missingFiles(root, folder, ["lesson.yaml", "lesson.mdx"], "A lesson");
  if (missing.length > 0) return { unit: null, problems: missing };
  const data = readYaml(root, `${folder}/lesson.yaml`);
  if ("problem" in data) return { unit: null, problems: [data.problem] };
  const { unit, problems } = assembleLesson({
    ...{ folder, data: data.value },
    sources: readHandlerSources(root, folder),
  });
  if (unit === null) return { unit, problems };
  const mdx = readFileSync(join(root, folder, "lesson.mdx"), "utf8");
  const inData = findLessonFaults(unit.lesson).map((fault) => ({ unit: `${folder}/lesson.yaml`, ...fault }));
  const inProse = findProseFaults(mdx, unit).map((fault) => ({ unit: `${folder}/lesson.mdx`, ...fault }));
  const named = nameProblems(folder, "lesson.yaml", unit.lesson.id);
  return { unit, problems: [...problems, ...named, ...inData, ...inProse] };
}
