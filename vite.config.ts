// Builds the client, and runs the tests.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { firstScreens } from "./client/build/first-screens.ts";
import { labs } from "./client/build/labs.ts";
import { lessons } from "./client/build/lessons.ts";
import { templates } from "./client/build/templates.ts";

/** Projects whose tests start the product. */
const buildClient = "./test/browser/support/build-client.ts";
/** Tests of processes that are killed when they take too long. */
const sandboxed = ["test/server/sandbox/**/*.test.ts", "test/matrix/**/*.test.ts"];
/** Ends a test that hangs, in milliseconds; a slow machine is no fault. */
const patience = 60_000;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("client"),
  plugins: [lessons(), labs(), templates(), firstScreens(), react({ include: /\.(mdx|tsx?)$/ })],
  server: { fs: { allow: [here(".")] } },
  // The editor and its TypeScript worker are large, and fetched only where code is edited.
  build: {
    outDir: here("dist/client"),
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
    chunkSizeWarningLimit: 8_000,
    // Whoever starts Hookproof for the first time need not know how long our plugins took.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  test: {
    root: here("."),
    passWithNoTests: false,
    retry: 0,
    // Many tests wait for processes of their own: as many files at a time as there are cores.
    maxWorkers: "100%",
    // To load the same modules anew for each file took half of the time.
    isolate: false,
    projects: [
      {
        test: {
          name: "unit",
          globalSetup: buildClient,
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: ["test/client/**", "test/browser/**", ...sandboxed],
          testTimeout: patience,
        },
      },
      {
        test: {
          name: "sandbox",
          environment: "node",
          include: sandboxed,
          // Their limits are in real time: other tests beside them would use it up.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: patience,
        },
      },
      {
        extends: true,
        test: {
          name: "client",
          environment: "jsdom",
          include: ["test/client/**/*.test.{ts,tsx}"],
          testTimeout: patience,
        },
      },
      {
        test: {
          name: "browser",
          globalSetup: "./test/browser/support/shared-product.ts",
          environment: "node",
          include: ["test/browser/**/*.test.ts"],
          // A page keeps all cores busy by itself.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: patience,
        },
      },
    ],
  },
});
