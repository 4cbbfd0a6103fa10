// Reads every lesson of content/ and says what is wrong with it: unit, rule and remedy, for whoever writes it.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { findLessonFaults } from "../../content/schema/lesson-rules.ts";
import { assembleLesson, type ContentProblem, type LessonUnit } from "../../content/schema/lesson-unit.ts";
import { findProseFaults } from "./prose.ts";

export interface ReadLessons {
  /** In the order of the course. A lesson with problems is among them as far as it could be read. */
  readonly units: readonly LessonUnit[];
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root, where `content/` lies. */
export function readLessons(root: string): ReadLessons {
  const folders = globSync("content/lessons/*/", { cwd: root }).sort();
  const read = folders.map((folder) => readLesson(root, folder.replace(/\/$/, "")));
  const units = read.flatMap(({ unit }) => (unit === null ? [] : [unit]));
  return {
    units: units.sort((one, other) => one.lesson.order - other.lesson.order),
    problems: [...read.flatMap(({ problems }) => problems), ...orderProblems(units)],
  };
}

/** @param folder from the root, e.g. `content/lessons/a-live-handler`. */
export function readLesson(
  root: string,
  folder: string,
): { unit: LessonUnit | null; problems: ContentProblem[] } {
  const missing = ["lesson.yaml", "lesson.mdx"].filter((name) => !existsSync(join(root, folder, name)));
  if (missing.length > 0) {
    const rule = "A lesson has lesson.yaml and lesson.mdx.";
    return { unit: null, problems: missing.map((name) => ({ unit: folder, rule, remedy: `Add ${name}.` })) };
  }
  const data = readYaml(join(root, folder, "lesson.yaml"));
  if ("fault" in data) {
    const problem = {
      unit: `${folder}/lesson.yaml`,
      rule: "It is YAML that can be read.",
      remedy: data.fault,
    };
    return { unit: null, problems: [problem] };
  }
  const { unit, problems } = assembleLesson({ folder, data: data.value, sources: readSources(root, folder) });
  if (unit === null) return { unit, problems };
  if (unit.lesson.id !== basename(folder)) {
    const remedy = `Call it "${basename(folder)}", or rename the folder.`;
    problems.push({ unit: `${folder}/lesson.yaml`, rule: "The id is the folder's name.", remedy });
  }
  const mdx = readFileSync(join(root, folder, "lesson.mdx"), "utf8");
  const inData = findLessonFaults(unit.lesson).map((fault) => ({ unit: `${folder}/lesson.yaml`, ...fault }));
  const inProse = findProseFaults(mdx, unit).map((fault) => ({ unit: `${folder}/lesson.mdx`, ...fault }));
  return { unit, problems: [...problems, ...inData, ...inProse] };
}

function readSources(root: string, folder: string): Record<string, string> {
  const paths = globSync(`${folder}/handlers/*/handler.ts`, { cwd: root });
  return Object.fromEntries(
    paths.map((path) => [basename(dirname(path)), readFileSync(join(root, path), "utf8")]),
  );
}

function readYaml(path: string): { value: unknown } | { fault: string } {
  try {
    return { value: parse(readFileSync(path, "utf8"), { merge: true }) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function orderProblems(units: readonly LessonUnit[]): ContentProblem[] {
  const places = new Map<number, string>();
  return units.flatMap(({ lesson }) => {
    const other = places.get(lesson.order);
    places.set(lesson.order, lesson.id);
    if (other === undefined) return [];
    const remedy = `${other} has the order ${lesson.order} already. Choose another number.`;
    return [
      { unit: `content/lessons/${lesson.id}/lesson.yaml`, rule: "Every lesson has its own place.", remedy },
    ];
  });
}
