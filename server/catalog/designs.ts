// Reads every design of content/ that candidates claim, and says what is wrong with it: unit, rule and remedy.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Design, type DesignUnit } from "../../content/schema/design.ts";
import { type ContentProblem, schemaProblem } from "../../content/schema/problem.ts";
import { readLibrary } from "./labs.ts";
import { missingFiles, nameProblems, readYaml, unitFolders } from "./units.ts";

export interface ReadDesigns {
  /** By their ids; only those that can be run. */
  readonly units: readonly DesignUnit[];
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root, where `content/` lies. */
export function readDesigns(root: string): ReadDesigns {
  const library = readLibrary(root);
  const read = unitFolders(root, "designs").map((folder) => readDesign(root, folder, library));
  return {
    units: read.flatMap(({ unit }) => (unit === null ? [] : [unit])),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readDesign(
  root: string,
  folder: string,
  library: Readonly<Record<string, string>>,
): { unit: DesignUnit | null; problems: ContentProblem[] } {
  const yaml = `${folder}/design.yaml`;
  const missing = missingFiles(root, folder, ["design.yaml", "handler.ts"], "A design");
  if (missing.length > 0) return { unit: null, problems: missing };
  const data = readYaml(root, yaml);
  if ("problem" in data) return { unit: null, problems: [data.problem] };
  const parsed = Design.safeParse(data.value);
  if (!parsed.success)
    return { unit: null, problems: parsed.error.issues.map((issue) => schemaProblem(yaml, "design", issue)) };
  const design = parsed.data;
  const unknown = design.library.filter((name) => library[name] === undefined);
  const problems = [
    ...nameProblems(folder, "design.yaml", design.id),
    ...unknown.map((name) => ({
      unit: yaml,
      rule: `The file "${name}" of the library exists.`,
      remedy: `Known: ${Object.keys(library).join(", ")}.`,
    })),
  ];
  const shared = design.library.map((name) => [`${name}.ts`, library[name] ?? ""]);
  const files = {
    "handler.ts": readFileSync(join(root, folder, "handler.ts"), "utf8"),
    ...Object.fromEntries(shared),
  };
  return { unit: problems.length > 0 ? null : { design, files }, problems };
}
