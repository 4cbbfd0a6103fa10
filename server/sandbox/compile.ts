// Makes JavaScript of the learner's files by removing types, and places every mistake in the file it stands in.
import { stripTypeScriptTypes } from "node:module";
import type { SourcePlace } from "../contract/history.ts";
import type { StartProblem } from "../contract/session.ts";

export type Compiled =
  | { readonly ok: true; readonly modules: ReadonlyMap<string, string>; readonly entry: string }
  | { readonly ok: false; readonly problem: StartProblem };

/** Removes types without moving anything: lines and columns stay true, so no source map is needed. */
export function compileFiles(files: Readonly<Record<string, string>>): Compiled {
  const entry = ["handler.ts", "handler.js"].find((name) => name in files);
  if (entry === undefined) {
    const message = "One file must be called handler.ts or handler.js; its default export is the app.";
    return { ok: false, problem: { stage: "compile", message } };
  }
  const modules = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    const stripped = /\.m?ts$/.test(name) ? stripTypes(name, text) : { text };
    if ("problem" in stripped) return { ok: false, problem: stripped.problem };
    modules.set(name, stripped.text);
  }
  return { ok: true, modules, entry };
}

function stripTypes(file: string, source: string): { text: string } | { problem: StartProblem } {
  try {
    return { text: stripTypeScriptTypes(source, { mode: "strip" }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = explain(error);
    return { problem: { stage: "compile", message, place: placeOf(error, file) } };
  }
}

/** Node writes the place in front of the message: `:LINE`, the line itself, and carets below it. */
function placeOf(error: Error, file: string): SourcePlace {
  const stack = error.stack ?? "";
  const line = Number(/^\S*:(\d+)\n/.exec(stack)?.[1] ?? 1);
  return { file, line, column: caretColumn(stack) ?? 1 };
}

/** The column, from 1, under which a stack draws its carets. */
export function caretColumn(stack: string): number | undefined {
  const carets = /^( *)\^+\s*$/m.exec(stack);
  return carets?.[1] === undefined ? undefined : carets[1].length + 1;
}

const remedies: readonly (readonly [pattern: RegExp, remedy: string])[] = [
  [/enum/, 'Use a constant object instead, such as `const Status = { paid: "paid" } as const`.'],
  [/parameter property/, "Declare the field in the class and assign it in the constructor."],
  [/namespace|module/, "Use a file with exports instead."],
  [/import\s*=|export\s*=/, "Use `import x from` and `export default` instead."],
  [/decorator/i, "Call the function yourself instead."],
];

/** Types are only removed here, so what would need code to be made is refused, with what to write instead. */
function explain(error: Error): string {
  if (Reflect.get(error, "code") !== "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") return error.message;
  const what = error.message.replace(/ is not supported in strip-only mode$/, "");
  const remedy = remedies.find(([pattern]) => pattern.test(what))?.[1] ?? "Write it in plain JavaScript.";
  return `${what} is not available: types are removed here, not compiled. ${remedy}`;
}

/** Finds a mistake that Node's loader reports without a place. Slow (it parses every file), so only for that. */
export async function locateSyntaxError(
  modules: ReadonlyMap<string, string>,
): Promise<{ place: SourcePlace; message: string } | null> {
  const { transform } = await import("esbuild");
  for (const [file, text] of modules) {
    try {
      await transform(text, { loader: "js", format: "esm", logLevel: "silent" });
    } catch (error) {
      const [first] =
        (error as { errors?: { text: string; location: { line: number; column: number } | null }[] })
          .errors ?? [];
      if (first === undefined) throw error;
      const { line, column } = first.location ?? { line: 1, column: 0 };
      return { place: { file, line, column: column + 1 }, message: first.text };
    }
  }
  return null;
}

/** The place at which a file imports a module. */
export function placeOfImport(file: string, text: string, specifier: string): SourcePlace {
  const lines = text.split("\n");
  for (const quote of ['"', "'", "`"]) {
    const line = lines.findIndex((content) => content.includes(quote + specifier + quote));
    const column = lines[line]?.indexOf(quote + specifier + quote);
    if (column !== undefined) return { file, line: line + 1, column: column + 1 };
  }
  return { file, line: 1, column: 1 };
}
