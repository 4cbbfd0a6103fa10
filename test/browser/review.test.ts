// Review in real Chromium: cards come by themselves, go when they are rated, and are due again when the days have passed.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 12);

let product: { readonly url: string };
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchBrowser()]);
}, 120_000);
afterAll(() => browser?.close());

// Each test begins with an empty schedule.
beforeEach(async () => {
  await fetch(`${product.url}/api/progress`, { method: "DELETE" });
});

/** The page's own clock stands at noon of a day; its timers run on. */
const setDay = (page: Page, days: number) => page.clock.setFixedTime(START_MS + days * DAY_MS);
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

async function openReview(page: Page, days: number) {
  await setDay(page, days);
  await page.goto(`${product.url}/review`);
}

test("a card that was turned over in its lesson is reviewed by keys, due again days later, and undone", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await setDay(page, 0);
  await page.goto(`${product.url}/learn/a-live-handler#remember`);
  await page
    .locator("#remember")
    .getByRole("button", { name: /Turn it over/ })
    .first()
    .click();

  await page.getByRole("link", { name: "1 card due" }).click();
  await heading(page, "1 card due").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  await page.keyboard.press("Space");
  await page.getByText("The provider signed bytes.").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  await page.keyboard.press("3");
  await heading(page, "Nothing is due").waitFor();
  await page.getByText("The next card comes in 3 days, on Mon 30 November.").waitFor();
  await page.getByRole("link", { name: /due$/ }).waitFor({ state: "hidden" });

  await openReview(page, 2);
  await heading(page, "Nothing is due").waitFor();
  await openReview(page, 3);
  await heading(page, "1 card due").waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: /^Again/ }).click();
  await page.getByText("The next card comes tomorrow, on Tue 1 December.").waitFor();
  // Undone from the keyboard, and known to the server.
  await page.keyboard.press("u");
  await heading(page, "1 card due").waitFor();
  await page.reload();
  await heading(page, "1 card due").waitFor();
  expect([errors, foreignRequests]).toEqual([[], []]);
});

test("an answered question is rated under its grade, and asked again from a blank page when it is due", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await setDay(page, 40);
  await page.goto(`${product.url}/interview/idempotent-handlers`);
  const answer = page.getByRole("textbox", { name: "Your answer" });
  await answer.fill(
    "Delivery is at least once: the provider retries when my reply gets lost after I did the work, so the same event arrives twice. " +
      "I store the event id under a unique constraint in the same transaction as the effect, so a second copy changes nothing.",
  );
  await page.getByRole("button", { name: /^Submit/ }).click();
  const panel = page.getByRole("region", { name: /^Next review/ });
  await panel.getByRole("button", { name: /^Hard/ }).click();
  await panel.getByText("Rated Hard").waitFor();
  await page.reload();
  await panel.getByText("Rated Hard").waitFor();

  await openReview(page, 42);
  await page.getByRole("heading", { name: "Why must webhook handlers be idempotent?" }).waitFor();
  await page.getByRole("button", { name: "Answer it" }).click();
  await answer.waitFor();
  expect(await answer.inputValue()).toBe("");
  await page.getByText("another attempt").waitFor();
  expect([errors, foreignRequests]).toEqual([[], []]);
});

test("an interview is aimed at on a phone, and the days that are left are told", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url, {
    viewport: { width: 360, height: 740 },
  });
  await fetch(`${product.url}/api/progress/milestones`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: "interview/server-down", atMs: START_MS }),
  });
  await openReview(page, 50);
  await page.getByLabel("Day of the interview").fill("2027-01-26");
  await page.getByRole("button", { name: "Aim at it" }).click();
  await page.getByText("10 days left").waitFor();
  await page.getByText("The same as a table").click();
  await page.getByRole("row", { name: /Tue 26 January: your interview/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await seriousAxeFindings(page)).toEqual([]);
  expect([errors, foreignRequests]).toEqual([[], []]);
});
