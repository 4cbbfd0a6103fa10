// What a handler may import has types in the editor: a package that the sandbox gives and the editor underlines is a lie.
import { describe, expect, test } from "vitest";
import { libraryTypes } from "../../../client/editor/library-types.ts";
import { packageNames } from "../../../server/sandbox/guest/packages.ts";

const files = libraryTypes();
const ambient = files
  .flatMap(({ content }) => [...content.matchAll(/declare module ["']([^"']+)["']/g)])
  .map(([, name]) => name);
const isTyped = (name: string) =>
  ambient.includes(name) ||
  files.some(({ filePath }) => filePath === `file:///node_modules/${name}/index.d.ts`) ||
  files.some(({ filePath }) => filePath === `file:///node_modules/@types/${name}/index.d.ts`);

describe("types exist for", () => {
  test.each([...packageNames, "shop", "node:crypto", "node:http", "node:buffer", "node:stream/consumers"])(
    "%s",
    (name) => {
      expect(isTyped(name)).toBe(true);
    },
  );
});

test("nothing is empty, and nothing is there twice", () => {
  const paths = files.map(({ filePath }) => filePath);
  expect(new Set(paths).size).toBe(paths.length);
  expect(files.filter(({ content }) => content.trim() === "")).toEqual([]);
});
