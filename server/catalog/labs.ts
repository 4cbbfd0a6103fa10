// Reads every lab of content/ and says what is wrong with it: unit, rule and remedy, for whoever writes it.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { assembleLab, type LabUnit } from "../../content/schema/lab-unit.ts";
import type { ContentProblem } from "../../content/schema/problem.ts";
import {
  missingFiles,
  nameProblems,
  orderProblems,
  readHandlerSources,
  readYaml,
  unitFolders,
} from "./units.ts";

export interface ReadLabs {
  /** From easy to hard. A lab with problems is among them as far as it could be read. */
  readonly units: readonly LabUnit[];
  readonly problems: readonly ContentProblem[];
}

/** @param root the project's root, where `content/` lies. */
export function readLabs(root: string): ReadLabs {
  const library = readLibrary(root);
  const read = unitFolders(root, "labs").map((folder) => readLab(root, folder, library));
  const units = read.flatMap(({ unit }) => (unit === null ? [] : [unit]));
  const places = units.map(({ lab: { id, order } }) => ({
    unit: `content/labs/${id}/lab.yaml`,
    ...{ id, order },
  }));
  return {
    units: units.sort((one, other) => one.lab.order - other.lab.order),
    problems: [
      ...read.flatMap(({ problems }) => problems),
      ...orderProblems(places),
      ...needProblems(root, units),
    ],
  };
}

/** Files that the receivers of any lab can have beside them: name without ending to text. */
export function readLibrary(root: string): Record<string, string> {
  const paths = globSync("content/library/*.ts", { cwd: root });
  return Object.fromEntries(
    paths.map((path) => [basename(path, ".ts"), readFileSync(join(root, path), "utf8")]),
  );
}

function readLab(
  root: string,
  folder: string,
  library: Readonly<Record<string, string>>,
): { unit: LabUnit | null; problems: ContentProblem[] } {
  const missing = missingFiles(root, folder, ["lab.yaml"], "A lab");
  if (missing.length > 0) return { unit: null, problems: missing };
  const data = readYaml(root, `${folder}/lab.yaml`);
  if ("problem" in data) return { unit: null, problems: [data.problem] };
  const sources = readHandlerSources(root, folder);
  const { unit, problems } = assembleLab({ folder, data: data.value, sources, library });
  if (unit === null) return { unit, problems };
  return { unit, problems: [...problems, ...nameProblems(folder, "lab.yaml", unit.lab.id)] };
}

function needProblems(root: string, units: readonly LabUnit[]): ContentProblem[] {
  const known = [...unitFolders(root, "lessons"), ...unitFolders(root, "labs")].map((folder) =>
    basename(folder),
  );
  return units.flatMap(({ lab: { id, after } }) =>
    after
      .filter((one) => !known.includes(one))
      .map((one) => ({
        unit: `content/labs/${id}/lab.yaml`,
        rule: `The lesson or lab "${one}" that comes before it exists.`,
        remedy: "Correct the name under after.",
      })),
  );
}
