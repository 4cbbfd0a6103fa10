// `new`: begins a lesson, a lab or a question as a copy of one that holds, under a name and a place of its own.
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readOptions, UsageError } from "./arguments.ts";

interface Kind {
  readonly folder: string;
  readonly file: string;
  /** The key of its place in the list. */
  readonly place: "order" | "number";
  /** The key of what it is called on the page. */
  readonly name: "title" | "question";
  /** What it is a copy of, when nothing else is asked for. */
  readonly model: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  lesson: { folder: "lessons", file: "lesson.yaml", place: "order", name: "title", model: "older-news" },
  lab: { folder: "labs", file: "lab.yaml", place: "order", name: "title", model: "the-race" },
  question: {
    folder: "questions",
    file: "question.yaml",
    place: "number",
    name: "question",
    model: "what-is-a-webhook",
  },
};

/**
 * @param args the kind, the new unit's name, and `--like` another unit.
 * @returns 0 when it was made.
 * @throws UsageError for an unknown kind, a name that cannot be one, and one that is taken.
 */
export async function newUnit(args: readonly string[], root: string): Promise<number> {
  const { values, positionals } = readOptions(args, { like: { type: "string" } });
  const [kindName = "", id = ""] = positionals;
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  if (kind === undefined)
    throw new UsageError(`new takes one of ${Object.keys(kinds).join(", ")}, and a name.`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(`A name is lower-case words joined by "-", such as a-late-refund; not "${id}".`);
  const folder = join("content", kind.folder, id);
  if (existsSync(join(root, folder))) throw new UsageError(`${folder} exists already. Choose another name.`);
  const model = join("content", kind.folder, values.like ?? kind.model);
  if (!existsSync(join(root, model, kind.file)))
    throw new UsageError(`${model} is no ${kindName} to begin from.`);

  cpSync(join(root, model), join(root, folder), { recursive: true });
  const path = join(root, folder, kind.file);
  writeFileSync(path, renamed(readFileSync(path, "utf8"), kind, id, nextPlace(root, kind)));
  console.log(
    [
      `${folder} is made, as a copy of ${model}.`,
      `Write what it is about into ${kind.file}; content/schema/${kindName}.ts says what each part is for.`,
      `Check it with: npm run --silent hookproof -- content ${kindName === "question" ? "--shape" : id}`,
    ].join("\n"),
  );
  return 0;
}

/** Only the top level: two spaces further in, a key belongs to something else. */
function renamed(yaml: string, { place, name }: Kind, id: string, number: number): string {
  const title = id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
  const called = name === "question" ? `${title}, and why?` : title;
  return yaml
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(new RegExp(`^${name}: .*$`, "m"), `${name}: ${called}`)
    .replace(new RegExp(`^${place}: .*$`, "m"), `${place}: ${number}`);
}

function nextPlace(root: string, { folder, file, place }: Kind): number {
  const numbers = globSync(`content/${folder}/*/${file}`, { cwd: root }).map((path) =>
    Number(new RegExp(`^${place}: (\\d+)`, "m").exec(readFileSync(join(root, path), "utf8"))?.[1] ?? 0),
  );
  return Math.max(0, ...numbers) + 1;
}
