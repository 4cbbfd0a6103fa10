// A phone of 360 pixels, operated by touch: the playground, a lesson's workbench, and an interview answer.
import type { BrowserContextOptions, Locator } from "playwright-core";
import { type Browser, devices } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

let product: { readonly url: string };
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchBrowser()]);
}, 120_000);
afterAll(() => browser?.close());

const phone: BrowserContextOptions = {
  ...devices["Pixel 5"],
  viewport: { width: 360, height: 740 },
};

/** Chooses one of the parts that a narrow workbench shows one at a time. */
const turnTo = (bench: Locator, part: string) =>
  bench.getByRole("radiogroup", { name: "Part of the workbench" }).getByText(part, { exact: true }).tap();

async function attackOnAPhone(bench: Locator) {
  const run = bench.getByRole("button", { name: /^Run/ }).first();
  await run.tap();
  await bench.getByText("The handler is up").waitFor();
  await turnTo(bench, "Send");
  await run.waitFor({ state: "hidden" });
  await bench.getByRole("button", { name: "Unsigned request" }).tap();
  // What came of it is told without a change of part.
  await bench
    .getByText(/^Unsigned request: 200/)
    .first()
    .waitFor();
  await turnTo(bench, "Timeline");
  await bench.getByRole("slider", { name: "Place in the timeline" }).waitFor();
  await turnTo(bench, "Inspect");
  await bench.getByRole("tab", { name: "Request" }).tap();
  await bench.getByText("HTTP/1.1 200").waitFor();
}

test("the playground takes text, runs it and shows one part at a time", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url, phone);
  const draft = page.waitForResponse((response) => response.url().includes("/api/drafts?"));
  await page.goto(`${product.url}/playground?template=naive`);
  await draft;
  const code = page.getByRole("textbox", { name: "Your handler: handler.ts" });
  await code.fill(`// typed on a phone\n${await code.inputValue()}`);
  await attackOnAPhone(page.getByRole("main"));
  expect(await seriousAxeFindings(page)).toEqual([]);
  await turnTo(page.getByRole("main"), "Code");
  await page.reload();
  await expect.poll(() => code.inputValue()).toContain("typed on a phone");
  expect([errors, foreignRequests]).toEqual([[], []]);
});

test("a lesson's workbench reaches its goal", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url, phone);
  await page.goto(`${product.url}/learn/a-live-handler`);
  const step = page.locator("#break-it");
  await step.getByRole("button", { name: "Open the workbench" }).tap();
  await attackOnAPhone(step);
  await turnTo(step, "Timeline");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await step
    .getByRole("listitem")
    .filter({ hasText: "A request that the provider never sent ships an order." })
    .getByText("done")
    .waitFor();
  expect([errors, foreignRequests]).toEqual([[], []]);
});

test("an interview answer is written, graded and read", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url, phone);
  await page.goto(`${product.url}/interview`);
  await page.getByRole("link", { name: /Why must webhook handlers be idempotent/ }).tap();
  await page
    .getByRole("textbox", { name: "Your answer" })
    .fill(
      "The provider delivers at least once, so the same event may arrive twice when my reply is lost. " +
        "I keep the event id under a unique constraint, in the same transaction as the effect.",
    );
  await page.getByRole("button", { name: /^Submit/ }).tap();
  await page.getByRole("complementary", { name: "Grade" }).getByText(/of 5/).first().waitFor();
  expect(await page.locator("mark").count()).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await seriousAxeFindings(page)).toEqual([]);
  expect([errors, foreignRequests]).toEqual([[], []]);
});
