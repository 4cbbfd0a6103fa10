// The house rules as tests: direction of imports, sizes, names, banned calls and vocabulary.
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { projectFiles, readSources, type SourceFile } from "./source.ts";

const sources = readSources(["server", "client", "content/schema"]);
const tests = readSources(["test"]);
const within = (folder: string) => sources.filter(({ path }) => path.startsWith(`${folder}/`));

const serverOrder = [
  "contract",
  "simulation",
  "signatures",
  "provider",
  "mechanisms",
  "shop",
  "sandbox",
  "exploration",
  "catalog",
  "grading",
  "labs",
  "interview",
  "progress",
  "http",
  "cli",
  "main.ts",
];

describe("imports", () => {
  test("a server folder imports only from those listed before it", () => {
    const rank = (path: string) => serverOrder.indexOf(path.split("/")[1] ?? "");
    const wrong = within("server").flatMap(({ path, imports }) =>
      imports
        .filter((target) => !target.startsWith("content/schema/"))
        .filter((target) => !target.startsWith("server/") || rank(target) > rank(path) || rank(target) === -1)
        .map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("the shared pure folders import nothing but each other, zod, what reads YAML, and what signs", () => {
    const of: Readonly<Record<string, RegExp>> = {
      "content/schema/yaml.ts": /^js-yaml$/,
      "content/schema/told-signature.ts": /^@noble\/hashes\//,
    };
    const shared = [...within("server/contract"), ...within("content/schema")];
    const wrong = shared.flatMap(({ path, imports, packages }) =>
      [
        ...imports.filter((target) => !/^(server\/contract|content\/schema)\//.test(target)),
        ...packages.filter((name) => name !== "zod" && of[path]?.test(name) !== true),
      ].map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("the client knows of the server only its contract", () => {
    const allowed =
      /^(client\/|content\/|server\/contract\/|server\/sandbox\/guest\/shop\.d\.ts$|package\.json$)/;
    expect(importsThat(within("client"), (_from, target) => !allowed.test(target))).toEqual([]);
  });

  test("a feature never imports a sibling feature", () => {
    const feature = (path: string) => /^client\/features\/([^/]+)\//.exec(path)?.[1];
    const isSibling = (from: string, target: string) =>
      feature(from) !== undefined && feature(target) !== undefined && feature(from) !== feature(target);
    expect(importsThat(within("client"), isSibling)).toEqual([]);
  });

  test("only the app imports features", () => {
    const reaches = (from: string, target: string) =>
      target.startsWith("client/features/") && !/^client\/(app|features)\//.test(from);
    expect(importsThat(within("client"), reaches)).toEqual([]);
  });

  test("only the editor imports monaco-editor", () => {
    const others = sources.filter(({ path }) => !path.startsWith("client/editor/"));
    expect(
      others.filter(({ packages }) => packages.some((name) => name.startsWith("monaco-editor"))).map(named),
    ).toEqual([]);
  });

  test("nothing imports a test", () => {
    expect(importsThat(sources, (_from, target) => target.startsWith("test/"))).toEqual([]);
  });

  test("no import cycle exists", () => {
    expect(findCycle(sources)).toEqual([]);
  });
});

describe("sizes", () => {
  test("a source file has at most 300 lines, and 200 is the norm", () => {
    expect(sources.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
      [],
    );
    expect(share(sources, ({ lines }) => lines <= 200)).toBeGreaterThan(0.9);
  });

  test("a function has at most 70 lines, and 30 is the norm", () => {
    const all = sources.flatMap(({ path, functions }) => functions.map((one) => ({ path, ...one })));
    const tooLong = all.filter(({ lines }) => lines > 70);
    expect(tooLong.map(({ path, name, line, lines }) => `${path}:${line} ${name}: ${lines}`)).toEqual([]);
    expect(share(all, ({ lines }) => lines <= 30)).toBeGreaterThan(0.9);
  });
});

describe("names and words", () => {
  test("file names are kebab-case", () => {
    const code = projectFiles().filter((path) =>
      /^(client|server|content|test)\/.*\.(ts|tsx|mjs|css|mdx)$/.test(path),
    );
    expect(code.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(basename(path)))).toEqual([]);
  });

  test("a source file opens with a sentence on its purpose", () => {
    const opening = /^(#!.*\n)?(\/\/|\/\*\*?) ?\S.*[.:;,\w]/;
    expect(sources.filter(({ text }) => !opening.test(text)).map(named)).toEqual([]);
  });

  test("bare replay is never an identifier", () => {
    const isBare = (name: string) => /^replay(s|ed|ing|er)?$/i.test(name);
    expect(sources.filter(({ identifiers }) => [...identifiers].some(isBare)).map(named)).toEqual([]);
  });

  test("nothing is any, asserted non-null, or an enum", () => {
    expect(
      sources
        .filter(({ nodeTypes }) => nodeTypes.size > 0)
        .map(({ path, nodeTypes }) => `${path}: ${[...nodeTypes]}`),
    ).toEqual([]);
  });
});

describe("the seam for time, chance and identity", () => {
  const banned =
    /^(Date\.now|new Date\/0|setTimeout|setInterval|Math\.random|(crypto\.)?randomUUID|performance\.now)(\/|$)/;
  /** The simulation is the seam; the sandbox's watchdogs and the web's edge deal with the real world by their nature. */
  const mayUse = /^server\/(simulation|sandbox|http|cli)\//;

  test("the domain never asks for real time or chance", () => {
    const wrong = within("server").filter(({ path }) => !mayUse.test(path));
    expect(callsThat(wrong, banned)).toEqual([]);
  });

  test("only the client's api folder talks to the server", () => {
    const wrong = within("client").filter(({ path }) => !path.startsWith("client/api/"));
    expect(
      callsThat(wrong, /^((window|globalThis)\.)?fetch\/|^new (EventSource|WebSocket|XMLHttpRequest)\//),
    ).toEqual([]);
  });
});

describe("tests", () => {
  const titles = tests.flatMap(({ path, text }) =>
    [...text.matchAll(/\b(?:test|it|describe)(?:\.each\([^)]*\))?\(\s*["'`]([^"'`]+)/g)].map((match) => ({
      path,
      title: match[1] ?? "",
    })),
  );

  test("titles state what is, never what ought to be", () => {
    expect(titles.length).toBeGreaterThan(20);
    expect(titles.filter(({ title }) => /\bshould\b/i.test(title))).toEqual([]);
  });

  test("no test is focused, skipped without saying why, or sleeps", () => {
    const banned = /^((test|it|describe)\.(only|todo)|setTimeout|(\w+\.)?waitForTimeout)(\/|$)/;
    expect(callsThat(tests, banned)).toEqual([]);
  });

  test("no test is retried", () => {
    expect(tests.filter(({ text }) => /\bretry: *[1-9]/.test(text)).map(named)).toEqual([]);
  });
});

function named({ path }: SourceFile) {
  return path;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean) {
  return items.filter(holds).length / items.length;
}

function importsThat(files: readonly SourceFile[], isWrong: (from: string, target: string) => boolean) {
  return files.flatMap(({ path, imports }) =>
    imports.filter((target) => isWrong(path, target)).map((target) => `${path} → ${target}`),
  );
}

function callsThat(files: readonly SourceFile[], banned: RegExp) {
  return files.flatMap(({ path, calls }) =>
    calls.filter((call) => banned.test(call)).map((call) => `${path}: ${call}`),
  );
}

/** The first cycle found by depth-first search, as a path of files; empty when there is none. */
function findCycle(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map(({ path, imports }) => [path, imports]));
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (finished.has(path)) return [];
    for (const target of graph.get(path) ?? []) {
      const cycle = visit(target, [...trail, path]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(path);
    return [];
  };
  return files.map(({ path }) => visit(path, [])).find((cycle) => cycle.length > 0) ?? [];
}
