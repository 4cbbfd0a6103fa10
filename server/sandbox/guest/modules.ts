// Loads the receiver's files from memory and decides what they may import.
import Module, { registerHooks } from "node:module";
import { RECEIVER_ROOT } from "../places.ts";
import { builtinNames, moduleRegistry, moduleSource, packageNames, packageSource } from "./packages.ts";

const PACKAGE_SCHEME = "hookproof:";

export interface ModuleStore {
  add(name: string, text: string): void;
  /** Forgets all files. */
  clear(): void;
  /** From now on every file is evaluated anew, and `shop` means these exports. */
  renew(shopExports: ShopExports): void;
  /** Calls back with the exports of each package when they are given out for the first time. */
  onPackage(listener: (name: string, exports: object) => void): void;
  /** Evaluates a file of the receiver and everything it imports; resolves with its exports. */
  load(name: string): Promise<Record<string, unknown>>;
}

type ShopExports = Readonly<Record<string, unknown>>;

/** An import that a receiver cannot have; a learner's mistake, with what can be imported instead. */
export class MissingModuleError extends Error {
  override readonly name = "ImportError";
  readonly code = "ERR_MODULE_NOT_FOUND";
  readonly specifier: string;
  readonly file: string;

  constructor(specifier: string, file: string, files: Iterable<string>) {
    super(explainMissing(specifier, file, [...files]));
    this.specifier = specifier;
    this.file = file;
  }
}

/** Puts the receiver's files, the packages and `shop` in front of Node's module loader. */
export function installModules(shopExports: ShopExports): ModuleStore {
  const files = new Map<string, string>();
  let shop = shopExports;
  let tellPackage: (name: string, exports: object) => void = () => {};
  let renewals = 0;
  /** Node's loader evaluates each address once and forgets none, so each evaluation has an address of its own. */
  let query = "";
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = "" } = context;
      if (specifier.startsWith(PACKAGE_SCHEME)) return { url: specifier, shortCircuit: true };
      const own = nameOf(specifier);
      if (own !== null && files.has(own))
        return { url: specifier.replace(/\?.*$/, "") + query, shortCircuit: true };
      const parent = nameOf(parentURL);
      if (parent === null) return next(specifier, context);
      const builtin = specifier.replace(/^node:/, "");
      if (builtinNames.has(builtin)) return next(`node:${builtin}`, context);
      const url = resolveForReceiver(specifier, files);
      if (url === null) throw new MissingModuleError(specifier, parent, files.keys());
      const isShared = url.startsWith(PACKAGE_SCHEME) && specifier !== "shop";
      return { url: isShared ? url : url + query, shortCircuit: true };
    },
    load(url, context, next) {
      const text = files.get(nameOf(url) ?? "");
      if (text !== undefined) return { ...moduleOf(url, text), shortCircuit: true };
      if (!url.startsWith(PACKAGE_SCHEME)) return next(url, context);
      const name = withoutQuery(url.slice(PACKAGE_SCHEME.length));
      const source = name === "shop" ? moduleSource("shop", shop, "none") : packageSource(name);
      if (source === null) throw new Error(`There is no package ${name}.`);
      if (name !== "shop") tellPackage(name, Object(moduleRegistry[name]));
      return { format: "module", source, shortCircuit: true };
    },
  });
  return {
    add: (name, text) => files.set(name, text),
    clear: () => files.clear(),
    renew(exports) {
      shop = exports;
      renewals += 1;
      query = `?${renewals}`;
      forgetRequired();
    },
    onPackage(listener) {
      tellPackage = listener;
    },
    load: (name) => import(RECEIVER_ROOT + name + query),
  };
}

function nameOf(url: string): string | null {
  return url.startsWith(RECEIVER_ROOT) ? withoutQuery(url.slice(RECEIVER_ROOT.length)) : null;
}

const withoutQuery = (url: string) => url.replace(/\?.*$/, "");

/** CommonJS files, and the shop where it was required, are kept under their names. */
function forgetRequired(): void {
  const cache: Record<string, unknown> = Reflect.get(Module, "_cache");
  for (const path of Object.keys(cache)) if (ofReceiver.test(path)) delete cache[path];
}

const ofReceiver = /^(\w:)?[\\/]receiver[\\/]|^hookproof:shop\b/;

/** The comment makes stacks name the file as it is called, whatever its address. */
function moduleOf(url: string, text: string): { format: "module" | "commonjs"; source: string } {
  const address = withoutQuery(url);
  const format = formatOf(address, text);
  const isPlain = address === url || format === "commonjs";
  return { format, source: isPlain ? text : `${text}\n//# sourceURL=${address}` };
}

function resolveForReceiver(specifier: string, files: ReadonlyMap<string, string>): string | null {
  if (specifier === "shop" || packageNames.includes(specifier)) return PACKAGE_SCHEME + specifier;
  if (!specifier.startsWith("./")) return null;
  const wanted = specifier.slice(2);
  const name = spellings(wanted).find((spelling) => files.has(spelling));
  return name === undefined ? null : RECEIVER_ROOT + name;
}

/** `./verify`, `./verify.js` and `./verify.ts` all mean the file that is there. */
function spellings(wanted: string): string[] {
  const bare = wanted.replace(/\.(ts|js|mts|mjs)$/, "");
  return [wanted, ...[".ts", ".js", ".mts", ".mjs"].flatMap((ending) => [bare + ending, wanted + ending])];
}

/** A .js file without import or export that requires things is CommonJS, as most Express examples are. */
function formatOf(url: string, text: string): "module" | "commonjs" {
  const isModule = /^\s*(import|export)\b/m.test(text) || !url.endsWith(".js");
  return !isModule && /\brequire\s*\(|\bmodule\.exports\b|\bexports\./.test(text) ? "commonjs" : "module";
}

function explainMissing(specifier: string, file: string, files: readonly string[]): string {
  if (specifier.startsWith("./") || specifier.startsWith("../")) {
    return `"${specifier}" is not one of your files. ${file} can import ${files.map((name) => `./${name}`).join(", ")}.`;
  }
  return `"${specifier}" is not available here; you can import ${packageNames.join(", ")}, shop, and Node's modules that need no files, network or processes, such as node:crypto, node:events, node:util and node:timers/promises.`;
}
