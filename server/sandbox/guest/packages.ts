// The packages a receiver may import: bundled into the guest, each evaluated at its first import.

interface Package {
  /** How its default export looks to an ES module: as in Node, the whole of a CommonJS module. */
  readonly style: "commonjs" | "own-default";
  load(): unknown;
}

/** `require` and not `import`, so that the bundler wraps each package in a function that runs on demand. */
const packages: Readonly<Record<string, Package>> = {
  express: { style: "commonjs", load: () => require("express") },
  stripe: { style: "own-default", load: () => require("stripe") },
  standardwebhooks: { style: "commonjs", load: () => require("standardwebhooks") },
  svix: { style: "own-default", load: () => require("svix") },
  "@octokit/webhooks-methods": { style: "own-default", load: () => require("@octokit/webhooks-methods") },
};

export const packageNames: readonly string[] = Object.keys(packages);

/** Node's own modules that need neither files, network, processes nor threads. */
export const builtinNames: ReadonlySet<string> = new Set([
  ...["assert", "assert/strict", "async_hooks", "buffer", "console", "constants", "crypto"],
  ...["diagnostics_channel", "events", "http", "path", "path/posix", "perf_hooks", "process", "punycode"],
  ...["querystring", "stream", "stream/consumers", "stream/promises", "stream/web", "string_decoder"],
  ...["timers", "timers/promises", "url", "util", "util/types", "zlib"],
]);

/** Where the generated modules find the values they export. */
const registryKey = Symbol.for("hookproof.modules");

export const moduleRegistry: Record<string, unknown> = {};
Object.defineProperty(globalThis, registryKey, { value: moduleRegistry });

/** The text of an ES module that exports what the package exports; evaluates the package. */
export function packageSource(name: string): string | null {
  const found = packages[name];
  if (found === undefined) return null;
  const value = found.load() as { default?: unknown };
  const hasOwnDefault = found.style === "own-default" && value.default !== undefined;
  return moduleSource(name, value, found.style === "commonjs" ? "module" : hasOwnDefault ? "member" : "none");
}

/** Writes a module around a value: its named exports, and a default export of the given kind. */
export function moduleSource(name: string, value: unknown, byDefault: "module" | "member" | "none"): string {
  moduleRegistry[name] = value;
  const names = Object.keys(Object(value)).filter((key) =>
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key),
  );
  const exported = names.filter((key) => key !== "default" && key !== "__esModule");
  return [
    `const whole = globalThis[Symbol.for("hookproof.modules")][${JSON.stringify(name)}];`,
    ...exported.map((key, index) => `const e${index} = whole[${JSON.stringify(key)}];`),
    `export { ${exported.map((key, index) => `e${index} as ${key}`).join(", ")} };`,
    // Node gives this export to a CommonJS file that requires the module.
    'export { whole as "module.exports" };',
    byDefault === "module" ? "export default whole;" : "",
    byDefault === "member" ? 'export default whole["default"];' : "",
  ].join("\n");
}
