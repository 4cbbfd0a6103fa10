// Brings labs into the client: an outline of all of them, and each one's data without what would give it away.
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { type JudgedWorld, judgedWorld } from "../../content/schema/invariants/judgement.ts";
import type { Lab, LabGoal, LabOutline } from "../../content/schema/lab.ts";
import { assembleLab, type LabUnit } from "../../content/schema/lab-unit.ts";
import { ScenarioData } from "../../content/schema/scenario.ts";
import { parseYaml } from "../../content/schema/yaml.ts";
import { liveModule } from "./live-module.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const LABS = "virtual:labs";
const RESOLVED_LABS = `\0${LABS}`;

/** A lab as its page knows it: attacks and the code of defects stay on the server. */
export interface LabData {
  readonly lab: Omit<Lab, "goals" | "hunt"> & {
    readonly goals: readonly Omit<LabGoal, "attack">[];
    readonly hunt: Omit<NonNullable<Lab["hunt"]>, "attack"> | null;
  };
  /** The files of the weak receiver and of every solution, by the handler's id. */
  readonly files: LabUnit["receivers"];
  /** What goals are judged by while a session runs. No secret leaves the server. */
  readonly world: JudgedWorld;
}

export function labs(): Plugin {
  return {
    name: "hookproof-labs",
    enforce: "pre",
    resolveId: (id) => (id === LABS ? RESOLVED_LABS : null),
    load(id) {
      if (id === RESOLVED_LABS) {
        for (const folder of labFolders()) this.addWatchFile(join(folder, "lab.yaml"));
        return liveModule(readOutlines());
      }
      if (!/\/content\/labs\/[^/]+\/lab\.yaml$/.test(id)) return null;
      const beside = [join(dirname(id), "handlers/*/*.ts"), join(root, "content/{library,scenarios/*}/*")];
      for (const path of globSync(beside)) this.addWatchFile(path);
      return liveModule(readLabData(dirname(id)));
    },
    /** A saved handler changes the data of its lab, and a saved lab.yaml the outline as well. */
    handleHotUpdate({ file, server, modules }) {
      const folder = /^(.*\/content\/labs\/[^/]+)\//.exec(file)?.[1];
      if (folder === undefined) return undefined;
      const data = [...(server.moduleGraph.getModulesByFile(`${folder}/lab.yaml`) ?? [])];
      const outline = server.moduleGraph.getModuleById(RESOLVED_LABS);
      return [...new Set([...modules, ...data, ...(outline ? [outline] : [])])];
    },
  };
}

/** @param folder absolute. @throws naming unit, rule and remedy for the first thing that is wrong. */
export function readLabData(folder: string): LabData {
  const { lab, receivers } = readUnit(folder);
  const { goals, hunt, ...rest } = lab;
  const shown = Object.entries(receivers).filter(([id]) => lab.handlers[id]?.role !== "defect");
  return {
    lab: {
      ...rest,
      goals: goals.map(({ attack: _attack, ...goal }) => goal),
      hunt: hunt === undefined ? null : { task: hunt.task, hints: hunt.hints },
    },
    files: Object.fromEntries(shown),
    world: readWorld(lab),
  };
}

function readUnit(folder: string): LabUnit {
  const { unit, problems } = assembleLab({
    folder: relative(root, folder),
    data: parseYaml(readFileSync(join(folder, "lab.yaml"), "utf8")),
    sources: readTexts(folder, "handlers/*/handler.ts", (path) => basename(dirname(path))),
    library: readTexts(join(root, "content/library"), "*.ts", (path) => basename(path, ".ts")),
  });
  const [problem] = problems;
  if (unit !== null && problem === undefined) return unit;
  throw new Error(`${problem?.unit ?? folder}: ${problem?.rule} ${problem?.remedy}`);
}

function readTexts(folder: string, pattern: string, nameOf: (path: string) => string) {
  const paths = globSync(pattern, { cwd: folder });
  return Object.fromEntries(paths.map((path) => [nameOf(path), readFileSync(join(folder, path), "utf8")]));
}

function readWorld({ scenario, scheme }: Lab): JudgedWorld {
  const path = join(root, "content/scenarios", scenario, "scenario.yaml");
  const { orders } = ScenarioData.parse(parseYaml(readFileSync(path, "utf8")));
  return judgedWorld({ orders, scheme });
}

function readOutlines(): LabOutline[] {
  const outlines = labFolders().map((folder): LabOutline => {
    const { id, title, summary, level, minutes, order, after, goals, hunt } = readUnit(folder).lab;
    return {
      ...{ id, title, summary, level, minutes, order, after },
      goals: goals.map((goal) => goal.id),
      isInverted: hunt !== undefined,
    };
  });
  return outlines.sort((one, other) => one.order - other.order);
}

function labFolders(): string[] {
  return globSync("content/labs/*/lab.yaml", { cwd: root }).map((path) => join(root, dirname(path)));
}
