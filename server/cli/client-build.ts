// Builds the client when what it is made of has changed since the last build.
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const inputs = [
  "client/**/*",
  "content/**/*",
  "server/contract/*.ts",
  "server/sandbox/guest/*.d.ts",
  "package-lock.json",
  "vite.config.ts",
];

/**
 * A cheap fingerprint of the client's inputs: path, size and time of change of each file.
 * A checkout that touches times only costs a rebuild, never a stale page.
 */
export function fingerprintInputs(root: string): string {
  const hash = createHash("sha256");
  for (const path of globSync(inputs, { cwd: root, exclude: ["**/*.tsbuildinfo"] }).sort()) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/**
 * Makes sure that `dist/client` stands and is current.
 * @returns whether it had to build. @throws with the bundler's own message when the build fails.
 */
export async function ensureClientBuild(root: string, say: (line: string) => void): Promise<boolean> {
  const stamp = join(root, "dist", "client.stamp");
  const fingerprint = fingerprintInputs(root);
  const isCurrent = existsSync(join(root, "dist", "client", "index.html")) && existsSync(stamp);
  if (isCurrent && readFileSync(stamp, "utf8") === fingerprint) return false;
  say("Building the page (the first time takes a while) …");
  await buildForProduction(join(root, "vite.config.ts"));
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, fingerprint);
  return true;
}

/** Whoever starts the build may have a NODE_ENV of its own (a test runner has), and React would ship its development form. */
async function buildForProduction(configFile: string): Promise<void> {
  const { build } = await import("vite");
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ configFile, logLevel: "warn", mode: "production" });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
