// Reads the folders in which units of content lie: YAML, and the code beside it.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ContentProblem } from "../../content/schema/problem.ts";
import { parseYaml } from "../../content/schema/yaml.ts";

/** @returns every folder right under `content/<kind>`, from the root, sorted. */
export function unitFolders(root: string, kind: "lessons" | "labs" | "designs" | "questions"): string[] {
  return globSync(`content/${kind}/*/`, { cwd: root })
    .map((folder) => folder.replace(/\/$/, ""))
    .sort();
}

/** @returns a problem for each of the files that a unit needs and does not have. */
export function missingFiles(
  root: string,
  folder: string,
  names: readonly string[],
  what: string,
): ContentProblem[] {
  return names
    .filter((name) => !existsSync(join(root, folder, name)))
    .map((name) => ({ unit: folder, rule: `${what} has ${names.join(" and ")}.`, remedy: `Add ${name}.` }));
}

/** @returns the decoded file, or why it cannot be read. */
export function readYaml(root: string, unit: string): { value: unknown } | { problem: ContentProblem } {
  try {
    return { value: parseYaml(readFileSync(join(root, unit), "utf8")) };
  } catch (error) {
    const remedy = error instanceof Error ? error.message : String(error);
    return { problem: { unit, rule: "It is YAML that can be read.", remedy } };
  }
}

/** @returns the text of `handlers/<id>/handler.ts` by its id, for every folder there. */
export function readHandlerSources(root: string, folder: string): Record<string, string> {
  const paths = globSync(`${folder}/handlers/*/handler.ts`, { cwd: root });
  return Object.fromEntries(
    paths.map((path) => [basename(dirname(path)), readFileSync(join(root, path), "utf8")]),
  );
}

/** @returns a problem when a unit is called otherwise than its folder. */
export function nameProblems(folder: string, file: string, id: string): ContentProblem[] {
  if (id === basename(folder)) return [];
  const remedy = `Call it "${basename(folder)}", or rename the folder.`;
  return [{ unit: `${folder}/${file}`, rule: "The id is the folder's name.", remedy }];
}

/** @returns a problem for each unit that has the place of another one. */
export function orderProblems(
  units: readonly { readonly unit: string; readonly id: string; readonly order: number }[],
): ContentProblem[] {
  const places = new Map<number, string>();
  return units.flatMap(({ unit, id, order }) => {
    const other = places.get(order);
    places.set(order, id);
    if (other === undefined) return [];
    const remedy = `${other} has the order ${order} already. Choose another number.`;
    return [{ unit, rule: "Every unit has its own place.", remedy }];
  });
}
