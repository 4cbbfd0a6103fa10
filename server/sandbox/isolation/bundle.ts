// Builds the guest: each program that runs inside the isolation as one file, with V8's code cache beside it.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const sandbox = join(root, "server", "sandbox");
const home = join(root, "dist", "guest");

/** Program name to its source. Each is bundled by itself and started by `boot.cjs <name>`. */
const programs: Readonly<Record<string, string>> = {
  receiver: "guest/main.ts",
  sql: "sql/guest/main.ts",
  watchdog: "guest/watchdog-thread.ts",
};

/** Programs whose start somebody waits for. */
const cached = ["receiver", "sql"];

/** Sources whose change makes the guest out of date. */
const sourceFolders = [".", "../simulation"];

export interface GuestBundle {
  /** Absolute path of the folder with `boot.cjs` and the programs; its name is a digest of everything in it. */
  readonly directory: string;
}

let current: Promise<GuestBundle> | null = null;

/** The built guest; builds it when sources, packages or Node have changed since the last build (about 1 s). */
export function guestBundle(): Promise<GuestBundle> {
  current ??= ensureGuestBundle();
  return current;
}

/** Checks the guest on disk against its sources and builds what is out of date. Safe in several processes at once. */
export async function ensureGuestBundle(): Promise<GuestBundle> {
  const directory = join(home, digestOfSources());
  if (existsSync(join(directory, "boot.cjs"))) return { directory };
  const draft = `${directory}.${randomBytes(4).toString("hex")}`;
  mkdirSync(draft, { recursive: true });
  try {
    await buildInto(draft);
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have finished the same build first.
    if (!existsSync(join(directory, "boot.cjs"))) throw error;
  }
  removeOldBuilds(directory);
  return { directory };
}

function digestOfSources(): string {
  const hash = createHash("sha256").update(`${process.version} ${process.arch} ${process.platform}`);
  hash.update(readFileSync(join(root, "package-lock.json")));
  hash.update(readFileSync(fileURLToPath(import.meta.url)));
  for (const folder of sourceFolders) {
    const path = join(sandbox, folder);
    for (const name of readdirSync(path, { recursive: true, encoding: "utf8" }).sort()) {
      if (!name.endsWith(".ts")) continue;
      hash.update(`\0${folder}/${name}\0`).update(readFileSync(join(path, name)));
    }
  }
  return hash.digest("hex").slice(0, 20);
}

async function buildInto(directory: string): Promise<void> {
  const { build } = await import("esbuild");
  await build({
    entryPoints: Object.entries(programs).map(([name, source]) => ({ in: join(sandbox, source), out: name })),
    outdir: directory,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node26",
    plugins: [resolveAsImport],
    legalComments: "none",
    logLevel: "silent",
    absWorkingDir: root,
  });
  writeFileSync(join(directory, "boot.cjs"), bootText);
  for (const name of cached) makeCodeCache(directory, name);
}

/** Some packages are published for `import` only; bundled, the guest's `require` can take them too. */
const resolveAsImport: Plugin = {
  name: "resolve-as-import",
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ kind, path, importer, resolveDir }) => {
      const isOurs = kind === "require-call" && importer.startsWith(sandbox);
      return isOurs ? build.resolve(path, { kind: "import-statement", importer, resolveDir }) : undefined;
    });
  },
};

/** Node's own compile cache wants to write under the permission model, so the cache is read by hand. */
const bootText = `// Starts one program of the guest from its code cache.
const { existsSync, readFileSync } = require("node:fs");
const { Script, constants } = require("node:vm");
const name = process.argv[2];
const file = (ending) => __dirname + "/" + name + ending;
const source = readFileSync(file(".cjs"), "utf8");
const cachedData = existsSync(file(".cache")) ? readFileSync(file(".cache")) : undefined;
const script = new Script("(function (exports, require, module, __filename, __dirname) { " + source + "\\n})", {
  // Stacks must not tell where on this computer the guest lives.
  filename: "/guest/" + name + ".cjs",
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
script.runInThisContext()(module.exports, require, module, file(".cjs"), __dirname);
if (process.argv[3] === "make-cache") {
  module.exports.warmUp().then(() => {
    require("node:fs").writeFileSync(file(".cache"), script.createCachedData());
    process.exit(0);
  });
}
`;

/**
 * Runs the program once, outside any isolation, so that the cache holds the functions a start really uses.
 * In this mode a program opens no channel and exports `warmUp(): Promise<void>`; without one it gets no cache.
 */
function makeCodeCache(directory: string, name: string): void {
  const args = [
    "--max-old-space-size=128",
    "--disable-warning=ExperimentalWarning",
    join(directory, "boot.cjs"),
    name,
    "make-cache",
  ];
  spawnSync(process.execPath, args, { stdio: "ignore", timeout: 20_000, env: {} });
}

const OLD_MS = 60 * 60_000;

/** Other builds may be in use by a running server, so only those of the past are removed. */
function removeOldBuilds(directory: string): void {
  const newest = statSync(directory).mtimeMs;
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    try {
      if (path !== directory && newest - statSync(path).mtimeMs > OLD_MS) rmSync(path, { recursive: true });
    } catch {
      // Removed by another process meanwhile.
    }
  }
}
