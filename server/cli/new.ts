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
  /** What it is a copy of, when nothing else is asked for: a small one with everything in it. */
  readonly model: string;
  /** What there is to write, in the order in which it is best written. */
  readonly next: string;
}

const kinds: Readonly<Record<string, Kind>> = {
  lesson: {
    ...{ folder: "lessons", file: "lesson.yaml", place: "order", name: "title", model: "the-burst" },
    next: "lesson.yaml (everything that is not prose), the code in handlers/, and lesson.mdx (the prose)",
  },
  lab: {
    ...{ folder: "labs", file: "lab.yaml", place: "order", name: "title", model: "the-race" },
    next: "lab.yaml (everything that is not code), and the receivers in handlers/",
  },
  question: {
    ...{ folder: "questions", file: "question.yaml", place: "number", name: "question" },
    model: "replay-attacks",
    next: "answers.jsonl first (12 labelled answers or more, of round 1), and then question.yaml",
  },
};

/**
 * @param args the kind, the new unit's name, and `--like` another unit.
 * @param env where npm puts an option that it kept for itself.
 * @returns 0 when it was made.
 * @throws UsageError for an unknown kind, a name that cannot be one or is taken, and a word too many.
 */
export async function newUnit(
  args: readonly string[],
  root: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const { kindName, kind, id, like } = readWish(args, env);
  const folder = join("content", kind.folder, id);
  if (existsSync(join(root, folder))) throw new UsageError(`${folder} exists already. Choose another name.`);
  const model = join("content", kind.folder, like);
  if (!existsSync(join(root, model, kind.file)))
    throw new UsageError(`${model} is no ${kindName} to begin from.`);
  copyUnit(root, { model, folder, kind, id });
  console.log(
    [
      `${folder} is made, as a copy of ${model}.`,
      `Now write ${kind.next}; content/schema/${kindName}.ts says what each part is for.`,
      `Check it with: npm run --silent hookproof -- content ${id}`,
    ].join("\n"),
  );
  return 0;
}

function readWish(args: readonly string[], env: NodeJS.ProcessEnv) {
  const { values, positionals } = readOptions(args, { like: { type: "string" } });
  const [kindName = "", id = "", extra] = positionals;
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined;
  if (kind === undefined)
    throw new UsageError(`new takes one of ${Object.keys(kinds).join(", ")}, and a name.`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new UsageError(`A name is lower-case words joined by "-", such as a-late-refund; not "${id}".`);
  const stray = extra ?? (values.like === undefined ? env.npm_config_like : undefined);
  if (stray !== undefined)
    throw new UsageError(
      `new takes one name, and got "${stray}" as well. npm keeps options for itself unless "--" comes before them: npm run new ${kindName} ${id} -- --like ${stray}`,
    );
  return { kindName, kind, id, like: values.like ?? kind.model };
}

interface Copy {
  readonly model: string;
  readonly folder: string;
  readonly kind: Kind;
  readonly id: string;
}

function copyUnit(root: string, { model, folder, kind, id }: Copy) {
  const number = nextPlace(root, kind);
  cpSync(join(root, model), join(root, folder), { recursive: true });
  rewrite(join(root, folder, kind.file), (yaml) => renamed(yaml, kind, id, number));
  const answers = join(root, folder, "answers.jsonl");
  if (existsSync(answers)) rewrite(answers, onlyFirstRound);
}

function rewrite(path: string, change: (text: string) => string) {
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

/** Later rounds are written when a rubric is frozen, and a new one is not. */
function onlyFirstRound(lines: string): string {
  return lines
    .split("\n")
    .filter((line) => line.trim() === "" || JSON.parse(line).round === 1)
    .join("\n");
}

/** Only the top level: two spaces further in, a key belongs to something else. */
function renamed(yaml: string, { place, name }: Kind, id: string, number: number): string {
  const title = id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
  const called = name === "question" ? `${title}, and why?` : title;
  return yaml
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(wholeValueOf(name), `${name}: ${called}`)
    .replace(wholeValueOf(place), `${place}: ${number}`);
}

/** The key and all of its value: folded text goes on in lines that are indented, with empty ones between. */
const wholeValueOf = (key: string) => new RegExp(`^${key}:.*(?:\\n[ \\t]+\\S.*|\\n(?=\\n*[ \\t]+\\S))*`, "m");

function nextPlace(root: string, { folder, file, place }: Kind): number {
  const numbers = globSync(`content/${folder}/*/${file}`, { cwd: root }).map((path) =>
    Number(new RegExp(`^${place}: (\\d+)`, "m").exec(readFileSync(join(root, path), "utf8"))?.[1] ?? 0),
  );
  return Math.max(0, ...numbers) + 1;
}
