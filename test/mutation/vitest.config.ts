// The unit tests without the page: `npm run mutate` runs them again and again, in a copy that has never built it.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  // The copy's packages are a link to the real ones, where nothing must be written.
  cacheDir: `${root}/dist/mutation`,
  test: {
    passWithNoTests: false,
    retry: 0,
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["test/**/*.test.ts"], testTimeout: 20_000 },
      },
    ],
  },
});
