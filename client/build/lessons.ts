// Brings lessons into the client: prose as components, data with highlighted code, and an outline of the whole course.
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import mdx from "@mdx-js/rollup";
import type { Plugin } from "vite";
import type { HighlightedCode } from "../../content/schema/code.ts";
import { type JudgedWorld, judgedWorld } from "../../content/schema/invariants/judgement.ts";
import type { Lesson, LessonOutline } from "../../content/schema/lesson.ts";
import { findLessonFaults } from "../../content/schema/lesson-rules.ts";
import { assembleLesson } from "../../content/schema/lesson-unit.ts";
import { ScenarioData } from "../../content/schema/scenario.ts";
import { parseYaml } from "../../content/schema/yaml.ts";
import { highlight } from "./highlight.ts";
import { liveModule } from "./live-module.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const COURSE = "virtual:course";
const RESOLVED_COURSE = `\0${COURSE}`;

/** What a lesson's data module holds: everything that its page needs besides the prose. */
export interface LessonData {
  readonly lesson: Lesson;
  /** Code of every handler that the lesson shows or runs, by its id. */
  readonly code: Readonly<Record<string, HighlightedCode>>;
  /** What goals are judged by: the shop's own record of its orders, and the scheme. No secret leaves the server. */
  readonly world: JudgedWorld;
}

/** Put these before the React plugin, so that it sees the prose as JavaScript. */
export function lessons(): Plugin[] {
  return [{ ...(mdx() as Plugin), enforce: "pre" }, lessonData()];
}

function lessonData(): Plugin {
  return {
    name: "hookproof-lessons",
    enforce: "pre",
    resolveId: (id) => (id === COURSE ? RESOLVED_COURSE : null),
    async load(id) {
      if (id === RESOLVED_COURSE) {
        for (const path of lessonFiles()) this.addWatchFile(path);
        return liveModule(readOutlines());
      }
      if (!/\/content\/lessons\/[^/]+\/lesson\.yaml$/.test(id)) return null;
      const beside = [join(dirname(id), "handlers/*/*.ts"), join(root, "content/scenarios/*/*.yaml")];
      for (const path of globSync(beside)) this.addWatchFile(path);
      return liveModule(await readLessonData(dirname(id)));
    },
    /** A saved handler changes the data of its lesson, and a saved lesson.yaml the outline as well. */
    handleHotUpdate({ file, server, modules }) {
      const folder = /^(.*\/content\/lessons\/[^/]+)\//.exec(file)?.[1];
      if (folder === undefined || file.endsWith(".mdx")) return undefined;
      const data = [...(server.moduleGraph.getModulesByFile(`${folder}/lesson.yaml`) ?? [])];
      const outline = server.moduleGraph.getModuleById(RESOLVED_COURSE);
      return [...new Set([...modules, ...data, ...(outline ? [outline] : [])])];
    },
  };
}

/** @param folder absolute. @throws naming unit, rule and remedy for the first thing that is wrong. */
export async function readLessonData(folder: string): Promise<LessonData> {
  const unit = relative(root, folder);
  const sources = globSync("handlers/*/handler.ts", { cwd: folder }).map((path) => [
    basename(dirname(path)),
    readFileSync(join(folder, path), "utf8"),
  ]);
  const data = parseYaml(readFileSync(join(folder, "lesson.yaml"), "utf8"));
  const read = assembleLesson({ folder: unit, data, sources: Object.fromEntries(sources) });
  const inside = read.unit === null ? [] : findLessonFaults(read.unit.lesson);
  const [problem] = [...read.problems, ...inside.map((fault) => ({ unit: `${unit}/lesson.yaml`, ...fault }))];
  if (read.unit === null || problem !== undefined) {
    throw new Error(`${problem?.unit ?? unit}: ${problem?.rule} ${problem?.remedy}`);
  }
  const { lesson, handlers } = read.unit;
  const shown = Object.entries(handlers).filter(([id]) => lesson.handlers[id]?.role !== "defect");
  const code = await Promise.all(
    shown.map(
      async ([id, { text, regions }]) => [id, { lines: await highlight(text.trimEnd()), regions }] as const,
    ),
  );
  return { lesson, code: Object.fromEntries(code), world: readWorld(lesson) };
}

function readWorld({ scenario, scheme }: Lesson): JudgedWorld {
  const path = join(root, "content/scenarios", scenario, "scenario.yaml");
  const { orders } = ScenarioData.parse(parseYaml(readFileSync(path, "utf8")));
  return judgedWorld({ orders, scheme });
}

function readOutlines(): LessonOutline[] {
  const outlines = lessonFiles().map((path): LessonOutline => {
    const { id, title, summary, minutes, order, steps } = parseYaml(readFileSync(path, "utf8")) as Lesson;
    return { id, title, summary, minutes, order, steps };
  });
  return outlines.sort((one, other) => one.order - other.order);
}

function lessonFiles(): string[] {
  const paths = globSync("content/lessons/*/lesson.yaml", { cwd: root }).map((path) => join(root, path));
  return paths.filter((path) => existsSync(path));
}
