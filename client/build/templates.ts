// Gives the client the playground's templates: content/templates/<id>/ read, checked and bundled as one module.
import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { Template, type TemplateWithFiles } from "../../content/schema/template.ts";
import { parseYaml } from "../../content/schema/yaml.ts";

const MODULE = "virtual:templates";
const RESOLVED = `\0${MODULE}`;
const folder = fileURLToPath(new URL("../../content/templates", import.meta.url));

export function templates(): Plugin {
  return {
    name: "hookproof-templates",
    resolveId: (id) => (id === MODULE ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      return `export default ${JSON.stringify(readTemplates())};`;
    },
    configureServer: (server) => void server.watcher.add(folder),
    handleHotUpdate({ file, server }) {
      const module = server.moduleGraph.getModuleById(RESOLVED);
      return file.startsWith(folder) && module ? [module] : undefined;
    },
  };
}

/** In their own order. @throws naming the file when one does not fit its schema, or has no handler. */
export function readTemplates(): TemplateWithFiles[] {
  const all = globSync("*/template.yaml", { cwd: folder }).map((path) => readTemplate(dirname(path)));
  return all.sort((one, other) => one.order - other.order);
}

function readTemplate(id: string): TemplateWithFiles {
  const directory = join(folder, id);
  const about = Template.safeParse(parseYaml(readFileSync(join(directory, "template.yaml"), "utf8")));
  if (!about.success) throw new Error(`content/templates/${id}/template.yaml: ${about.error.message}`);
  const paths = globSync("*.ts", { cwd: directory }).sort(entryFirst);
  if (!paths.includes("handler.ts")) throw new Error(`content/templates/${id} has no handler.ts. Add one.`);
  const files = paths.map((path) => [basename(path), readFileSync(join(directory, path), "utf8")]);
  return { id, ...about.data, files: Object.fromEntries(files) };
}

function entryFirst(one: string, other: string) {
  return Number(other === "handler.ts") - Number(one === "handler.ts") || one.localeCompare(other);
}
