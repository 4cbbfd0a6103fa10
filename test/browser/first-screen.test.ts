// A lesson is read before its code is there, and nothing moves, breaks or gets lost when the code takes over.
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

const lesson = "/learn/a-live-handler";
const firstSentence = /^At 02:14 one HTTP request reached the server/;

let product: { readonly url: string };
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchBrowser()]);
}, 120_000);
afterAll(() => browser?.close());

test("a lesson is read without JavaScript", async () => {
  const { page, errors } = await openPage(browser, product.url, { javaScriptEnabled: false });
  await page.goto(`${product.url}${lesson}`);
  await page.getByRole("heading", { level: 1, name: "The parcel nobody paid for" }).waitFor();
  await page.getByText(firstSentence).waitFor();
  expect(errors).toEqual([]);
});

test.each(["/", "/learn", "/learn/no-such-lesson", "/playground", "/.vite/first-screens.json"])(
  "the page for %s holds nothing but its code",
  async (path) => {
    const html = await (await fetch(`${product.url}${path}`)).text();
    expect(html).toContain('<div id="root"></div>');
  },
);

describe("when the code takes over", () => {
  test.each([
    { width: 1440, height: 900, colorScheme: "light" },
    { width: 768, height: 1024, colorScheme: "dark" },
    { width: 360, height: 740, colorScheme: "light" },
  ] as const)("nothing moves at $width pixels", async ({ colorScheme, ...viewport }) => {
    await reachTwoSteps();
    const { page, errors, takeOver } = await openDrawn(lesson, { viewport, colorScheme });
    const drawn = await placesOf(page);
    expect(drawn.length).toBeGreaterThan(10);
    await takeOver();
    await page.getByRole("button", { name: /^Sandbox:/ }).waitFor();
    await page.getByRole("link", { name: "Go on with “A handler that can be trusted”" }).waitFor();
    await page.locator("section").getByText("Keep it").waitFor();
    const live = await placesOf(page);
    expect(drawn.filter((place) => !live.includes(place))).toEqual([]);
    expect(await shiftsOf(page)).toEqual([]);
    expect(errors).toEqual([]);
  });

  test("the focus stays where an early Tab has put it", async () => {
    const { page, errors, takeOver } = await openDrawn(lesson);
    const skip = page.getByRole("link", { name: "Skip to the content" });
    await page.keyboard.press("Tab");
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await takeOver();
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    expect(await focused.evaluate((element) => element.closest("main") !== null)).toBe(true);
    expect(errors).toEqual([]);
  });

  testInWhole("a link into the lesson leads there, and shows nothing else before", async () => {
    const { page, errors, takeOver } = await openDrawn(`${lesson}#break-it`);
    expect(await page.getByText(firstSentence).isVisible()).toBe(false);
    await takeOver();
    await expectArrival(page);
    expect(errors).toEqual([]);
  });

  testInWhole("a step that was chosen early is arrived at", async () => {
    const { page, errors, takeOver } = await openDrawn(lesson);
    await page.getByRole("link", { name: "Break it yourself" }).click();
    await takeOver();
    await expectArrival(page);
    expect(errors).toEqual([]);
  });
});

/** A lesson as it is before its code: nothing runs until `takeOver`, which resolves when the lesson is live. */
async function openDrawn(path: string, options: BrowserContextOptions = {}) {
  const { page, errors } = await openPage(browser, product.url, options);
  await page.addInitScript(watchShifts);
  const code = Promise.withResolvers<void>();
  await page.route("**/after-paint.js", async (route) => {
    await code.promise;
    await route.continue();
  });
  await page.goto(`${product.url}${path}`, { waitUntil: "commit" });
  await page.getByText(firstSentence).waitFor({ state: "attached" });
  await page.evaluate(() => document.fonts.ready);
  const takeOver = async () => {
    code.resolve();
    // The first effect of a living lesson.
    await page.waitForFunction(() => document.title.startsWith("The parcel nobody paid for"));
  };
  return { page, errors, takeOver };
}

async function expectArrival(page: Page) {
  const step = page.getByRole("region", { name: "Break it yourself" });
  await step.getByRole("button", { name: "Open the workbench" }).waitFor();
  const top = await step.evaluate((element) => element.getBoundingClientRect().top);
  expect(Math.abs(top)).toBeLessThan(100);
}

/** A learner who comes back sees what is done and where to go on, both of which the server knows only later. */
async function reachTwoSteps() {
  for (const step of ["incident", "five-steps"]) {
    const body = JSON.stringify({ key: `lesson/a-live-handler/step/${step}`, atMs: 1, detail: {} });
    const headers = { "content-type": "application/json" };
    await fetch(`${product.url}/api/progress/milestones`, { method: "PUT", headers, body });
  }
}

/** Text and place of everything that can be read in the article and the map beside it. */
function placesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const read = [...document.querySelectorAll("main p, main h1, main nav a, header a")];
    return read
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return `${element.textContent.slice(0, 20)} at ${[x, y, width, height].map(Math.round)}`;
      });
  });
}

declare global {
  interface Window {
    shifted: string[];
  }
}

/** What the browser itself sees move, in the page below the header. */
function watchShifts() {
  window.shifted = [];
  new PerformanceObserver((list) => {
    const shifts = list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[];
    const moved = shifts.flatMap(({ sources }) => sources.map(({ node }) => node));
    const within = moved.filter((node) => document.querySelector("main")?.contains(node));
    window.shifted.push(...within.map((node) => node?.textContent ?? ""));
  }).observe({ type: "layout-shift", buffered: true });
}

const shiftsOf = (page: Page) => page.evaluate(() => window.shifted);
