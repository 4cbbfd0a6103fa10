// Draws the first screen of every lesson at the end of the client's build, so that its text need not wait for its code.
import { globSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

type Prerender = typeof import("../app/prerender.tsx").prerender;

/** Writes HTML by address beside the manifest, where nothing is served by name. */
export function firstScreens(): Plugin {
  return {
    name: "hookproof-first-screens",
    apply: "build",
    applyToEnvironment: ({ name }) => name === "client",
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const prerender = await buildPrerender(join(dir, "..", "prerender"));
      const screens: Record<string, string> = {};
      for (const path of globSync("content/lessons/*/lesson.yaml", { cwd: root })) {
        const address = `/learn/${basename(dirname(path))}`;
        screens[address] = await prerender(address);
      }
      writeFileSync(join(dir, ".vite", "first-screens.json"), JSON.stringify(screens));
    },
  };
}

/** Builds client/app for Node, with the same configuration: names of CSS classes are made from it. */
async function buildPrerender(outDir: string): Promise<Prerender> {
  await build({
    configFile: join(root, "vite.config.ts"),
    mode: "production",
    logLevel: "warn",
    plugins: [leaveOutTheRest],
    build: { ssr: "app/prerender.tsx", outDir, manifest: false, copyPublicDir: false },
  });
  const entry = pathToFileURL(join(outDir, "prerender.js"));
  // Node keeps what it has imported from an address, and a lesson may have changed since.
  entry.search = String(Date.now());
  return (await import(entry.href)).prerender;
}

/** What is fetched later is never drawn first: the other pages, popups, and the editor, which takes seconds to build. */
const leaveOutTheRest: Plugin = {
  name: "hookproof-only-lessons",
  resolveDynamicImport: (source) => {
    const isDrawn =
      typeof source === "string" && /\/(lesson-page\.tsx|lesson\.mdx|lesson\.yaml)$/.test(source);
    return isDrawn ? null : false;
  },
};
