// Every page, in both themes and at three widths: accessible, within its width, without errors, and alone on its host.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isChosen, isWhole } from "../parts.ts";
import { launchProfile, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct, root } from "./support/product.ts";

let product: { readonly url: string };
let browser: BrowserContext;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());

const pages = [
  { path: "/", ready: "h1" },
  { path: "/learn/a-live-handler", ready: "article h1" },
  { path: "/interview/idempotent-handlers", ready: "textarea" },
];
/** Looked at in whole runs only. */
const morePages = [
  { path: "/learn", ready: "h1" },
  { path: "/playground", ready: ".monaco-editor, textarea" },
  { path: "/interview", ready: "h1" },
  { path: "/review", ready: "h1" },
  { path: "/progress", ready: "h1" },
  { path: "/no-such-page", ready: "h1" },
];

const sizes = [
  { width: 1440, height: 900 },
  ...(isWhole ? [{ width: 768, height: 1024 }] : []),
  { width: 360, height: 740 },
];

test.each(isWhole ? [...pages, ...morePages] : pages)(
  "$path is accessible and whole at every width in both themes",
  ({ path, ready }) => demandWhole(path, ready, sizes),
);

test("progress with its plots is accessible and whole at every width in both themes", async () => {
  const headers = { "content-type": "application/json", origin: product.url };
  const send = (path: string, body: unknown, method = "POST") =>
    fetch(`${product.url}/api/${path}`, { method, headers, body: JSON.stringify(body) });
  for (const answer of ["We verify the HMAC of the raw body.", "HTTPS is enough, because it is encrypted."]) {
    const { grade } = await (await send("questions/secure-endpoints/grade", { answer })).json();
    const { question, band, bandRange } = grade;
    const points = grade.points.map(({ id, verdict, axis, weight }: typeof grade) => ({
      ...{ id, verdict, axis, weight },
    }));
    const misconceptions = grade.misconceptions.map(({ id }: { id: string }) => id);
    const kept = {
      question,
      band,
      bandRange,
      points,
      misconceptions,
      atMs: Date.now(),
      seconds: 9,
      words: 7,
    };
    expect((await send("progress/attempts", kept)).status).toBe(204);
  }
  await demandWhole("/progress", "figure svg", sizes);
});

// They are laid out alike, so the width at which room is short is enough for the others.
test.each(lessonIds().filter(isChosen))(
  "the lesson %s is accessible and whole on a phone in both themes",
  (id) => demandWhole(`/learn/${id}`, "article h1", sizes.slice(-1)),
);

async function demandWhole(path: string, ready: string, widths: typeof sizes): Promise<void> {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}${path}`, { waitUntil: "networkidle" });
  await page.locator(ready).first().waitFor();
  for (const size of widths) {
    await page.setViewportSize(size);
    // The editor follows the new width when the browser tells it, which is a moment later.
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect({ ...size, axe: await seriousAxeFindings(page, true) }).toEqual({ ...size, axe: [] });
  }
  expect(await page.title()).toMatch(/Hookproof/);
  expect([errors, foreignRequests]).toEqual([[], []]);
}

function lessonIds(): string[] {
  return readdirSync(join(root, "content", "lessons")).filter((id) => id !== "a-live-handler");
}
