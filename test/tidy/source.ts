// Reads the project's own source as syntax trees, for the house rules.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { parseSync, Visitor } from "vite";

export const root = join(import.meta.dirname, "..", "..");

export interface FunctionSize {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Paths of the project's own files that this one imports statically, types included. */
  readonly imports: readonly string[];
  /** Names of packages that it imports, statically or not. */
  readonly packages: readonly string[];
  readonly functions: readonly FunctionSize[];
  /** Dotted names of everything called or constructed, e.g. `Date.now`, `new Date/0` (with the number of arguments). */
  readonly calls: readonly string[];
  readonly identifiers: ReadonlySet<string>;
  readonly nodeTypes: ReadonlySet<string>;
}

/** Every tracked or new file that git does not ignore and that still stands. */
export function projectFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  return [...new Set(listed.toString().split("\n"))].filter(
    (path) => path !== "" && existsSync(join(root, path)),
  );
}

export function readSources(folders: readonly string[]): SourceFile[] {
  return projectFiles()
    .filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)))
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
    .map(readSource);
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly name?: string;
  readonly id?: SyntaxNode | null;
  readonly callee?: SyntaxNode;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
  readonly arguments?: readonly SyntaxNode[];
}

export function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const requests = [
    ...module.staticImports,
    ...module.staticExports.flatMap(({ entries }) => entries),
  ].flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : []));
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    text.slice(start + 1, end - 1),
  );
  const isOwn = (request: string) => request.startsWith(".");
  return {
    path,
    text,
    lines: text.trimEnd().split("\n").length,
    imports: [...new Set(requests.filter(isOwn).map((request) => resolveImport(path, request)))],
    packages: [...requests, ...dynamic].filter((request) => !isOwn(request)),
    ...walk(program, text),
  };
}

function resolveImport(from: string, request: string) {
  return posix.normalize(posix.join(dirname(from), request.replace(/\?.*$/, "")));
}

function walk(program: Parameters<InstanceType<typeof Visitor>["visit"]>[0], text: string) {
  const functions: FunctionSize[] = [];
  const calls: string[] = [];
  const identifiers = new Set<string>();
  const nodeTypes = new Set<string>();
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;

  const measure = (node: SyntaxNode) => {
    const line = lineOf(node.start);
    functions.push({ name: node.id?.name ?? "(anonymous)", line, lines: lineOf(node.end) - line + 1 });
  };
  const call = (prefix: string) => (node: SyntaxNode) =>
    calls.push(`${prefix}${dotted(node.callee)}/${node.arguments?.length ?? 0}`);
  const seen = (node: SyntaxNode) => nodeTypes.add(node.type);

  const visitors: Record<string, (node: SyntaxNode) => void> = {
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
    CallExpression: call(""),
    NewExpression: call("new "),
    Identifier: (node) => void identifiers.add(node.name ?? ""),
    TSAnyKeyword: seen,
    TSNonNullExpression: seen,
    TSEnumDeclaration: seen,
  };
  new Visitor(visitors as ConstructorParameters<typeof Visitor>[0]).visit(program);
  return { functions, calls, identifiers, nodeTypes };
}

function dotted(node: SyntaxNode | undefined): string {
  if (node === undefined) return "";
  if (node.type === "MemberExpression") return `${dotted(node.object)}.${node.property?.name ?? "[]"}`;
  return node.name ?? `(${node.type})`;
}
