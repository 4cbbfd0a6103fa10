// The page names at once the code that its address will need, shows what the build has drawn of it, and nothing more.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPage } from "../../../server/http/preloads.ts";

const manifest = {
  "index.html": { file: "assets/index.js" },
  "features/course/lesson-page.tsx": {
    file: "assets/lesson-page.js",
    imports: ["index.html", "_shared"],
    css: ["assets/lesson.css"],
  },
  _shared: { file: "assets/shared.js", imports: ["_shared"] },
  "../content/lessons/one/lesson.mdx": { file: "assets/one.js" },
};
const html =
  '<html><head><script type="module" src="/assets/index.js"></script></head><body><div id="root"></div></body></html>';
/** What stands for something else in a replacement is only text in a lesson. */
const screens = { "/learn/drawn": "<p>It costs $& and $1.</p>" };

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "hookproof-page-"));
  mkdirSync(join(directory, ".vite"));
  writeFileSync(join(directory, "index.html"), html);
  writeFileSync(join(directory, ".vite", "manifest.json"), JSON.stringify(manifest));
  writeFileSync(join(directory, ".vite", "first-screens.json"), JSON.stringify(screens));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const linked = (path: string) =>
  [...readPage(directory)(path).matchAll(/<link rel="(\w+)" crossorigin href="\/assets\/([^"]+)">/g)].map(
    (match) => [match[1], match[2]],
  );

test("a lesson's address names its page, what that imports, its style and the lesson itself, each once", () => {
  expect(linked("/learn/one")).toEqual([
    ["modulepreload", "lesson-page.js"],
    ["stylesheet", "lesson.css"],
    ["modulepreload", "shared.js"],
    ["modulepreload", "one.js"],
  ]);
});

test("an unknown lesson names only what there is", () => {
  expect(linked("/learn/two").map(([, file]) => file)).not.toContain("one.js");
});

test.each(["/", "/nowhere", '/learn/"><script>'])("the address %s adds nothing", (path) => {
  expect(readPage(directory)(path)).toBe(html);
});

test("a page that was drawn holds its text from the start, and its code only in wait", () => {
  const [before, code] = readPage(directory)("/learn/drawn").split('<template id="code">');
  expect(before).toContain('<div id="root" data-early><p>It costs $& and $1.</p></div>');
  expect(before).toContain('<link rel="stylesheet" crossorigin href="/assets/lesson.css">');
  expect(before).not.toMatch(/module/);
  expect(code).toMatch(/^<script type="module" src="\/assets\/index.js"><\/script>.*lesson-page.js/);
});

test("a build that has drawn nothing serves its pages all the same", () => {
  rmSync(join(directory, ".vite", "first-screens.json"));
  expect(readPage(directory)("/learn/drawn")).toContain('<div id="root"></div>');
});
