// Tells the browser at once which code a page will need, so that it need not find out one import after the other.
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { z } from "zod";
import { readFirstScreens, withFirstScreen } from "./first-screen.ts";

/** What the client's bundler writes about each of its chunks; keys are source paths from `client/`. */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
type Manifest = z.infer<typeof Manifest>;

/** Asked for late, it would take the place of another font before the reader's eyes, and move the lines. */
const TEXT_FONT = "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2";

/** The pages whose code is fetched on a visit. A source that does not exist (an unknown lesson) is passed over. */
const pages: readonly { readonly path: RegExp; sources(id: string): string[] }[] = [
  {
    path: /^\/learn\/([a-z0-9-]+)\/?$/,
    sources: (id) => [
      TEXT_FONT,
      "features/course/lesson-page.tsx",
      `../content/lessons/${id}/lesson.mdx`,
      `../content/lessons/${id}/lesson.yaml`,
    ],
  },
  { path: /^\/playground\/?$/, sources: () => ["features/playground/playground-page.tsx"] },
  { path: /^\/interview\/?$/, sources: () => ["features/interview/interview-page.tsx"] },
  { path: /^\/interview\/([a-z0-9-]+)\/?$/, sources: () => ["features/interview/question-page.tsx"] },
  { path: /^\/review\/?$/, sources: () => ["features/interview/review/review-page.tsx"] },
  { path: /^\/progress\/?$/, sources: () => ["features/progress/progress-page.tsx"] },
];

/**
 * @param directory of the built client, with its `index.html` and `.vite/manifest.json`.
 * @returns the page for an address: the same for all, but for what it preloads and what is drawn in it already.
 */
export function readPage(directory: string): (path: string) => string {
  const html = readFileSync(join(directory, "index.html"), "utf8");
  const manifest = Manifest.parse(
    JSON.parse(readFileSync(join(directory, ".vite", "manifest.json"), "utf8")),
  );
  const screens = readFirstScreens(directory);
  const known = new Set([...html.matchAll(/(?:src|href)="\/([^"]+)"/g)].map((match) => match[1]));
  return (path) => {
    const tags = [...filesFor(path, manifest)].filter((file) => !known.has(file)).map(tag);
    const page = html.replace("</head>", `${tags.join("")}</head>`);
    const screen = Object.hasOwn(screens, path) ? screens[path] : undefined;
    return screen === undefined ? page : withFirstScreen(page, screen);
  };
}

const relations: Readonly<Record<string, string>> = {
  ".css": 'rel="stylesheet"',
  ".js": 'rel="modulepreload"',
  ".woff2": 'rel="preload" as="font"',
};
const tag = (file: string) => `<link ${relations[extname(file)]} crossorigin href="/${file}">`;

function filesFor(path: string, manifest: Manifest): Set<string> {
  const files = new Set<string>();
  const add = (source: string) => {
    const chunk = manifest[source];
    if (chunk === undefined || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const file of chunk.css) files.add(file);
    for (const imported of chunk.imports) add(imported);
  };
  for (const page of pages) {
    const match = page.path.exec(path);
    if (match) page.sources(match[1] ?? "").forEach(add);
  }
  return files;
}
