// A whole mock interview in a real browser: begun, answered by keys, reloaded in the middle, and read as a scorecard.
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readQuestions } from "../../server/catalog/questions.ts";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct, root } from "./support/product.ts";

let product: { readonly url: string };
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchBrowser()]);
}, 120_000);
afterAll(() => browser?.close());

/** What makes one point of the question that was drawn, and leaves the others to be asked for. */
function onePointOf(asked: string): string {
  const question = readQuestions(root).questions.find((one) => one.question === asked);
  if (question === undefined) throw new Error(`No question is "${asked}".`);
  return question.points[0]?.exemplars.slice(0, 2).join(" ") ?? "";
}

test("an interview is led to its scorecard, which can be printed and kept", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}/interview`);
  await page.getByRole("link", { name: "Mock interview" }).click();
  await page.getByRole("radio", { name: /Junior developer/ }).waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  await page.getByRole("radio", { name: /Backend engineer/ }).check();
  await page.getByRole("button", { name: "Begin" }).click();

  const box = page.getByRole("textbox", { name: "Your answer" });
  const place = (number: number) => page.getByText(`Backend engineer · question ${number} of 5`);
  const handIn = async (text: string) => {
    await box.fill(text);
    await page.keyboard.press("Control+Enter");
  };
  await place(1).waitFor();
  await handIn("Hm.");
  await page.getByText("I could not follow that").waitFor();
  await handIn(onePointOf(await page.getByRole("heading", { level: 1 }).innerText()));
  await page.getByText(/^You were asked:/).waitFor();
  expect(await page.getByText(/band/i).count()).toBe(0);
  expect(await seriousAxeFindings(page)).toEqual([]);
  await box.fill("The provider tries again for some days, and then I ask its API for what is missing.");
  await page.reload();
  await page.getByText(/^You were asked:/).waitFor();
  await expect.poll(() => box.inputValue()).toContain("for what is missing");
  await page.keyboard.press("Control+Enter");
  await box.press("Control+Enter");

  for (const number of [2, 3, 4, 5]) {
    await place(number).waitFor();
    await page.getByRole("button", { name: "I don’t know" }).click();
  }
  await page.getByRole("heading", { name: "Scorecard" }).waitFor();
  for (const axis of ["Correctness", "Failure thinking", "Security", "Operations"])
    await page.getByRole("heading", { name: axis, exact: true }).waitFor();
  expect(await page.locator("mark").count()).toBeGreaterThan(0);
  expect(await seriousAxeFindings(page)).toEqual([]);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as Markdown" }).click();
  const path = await (await saved).path();
  expect(await readFile(path, "utf8")).toMatch(/^# Mock interview: Backend engineer\n/);

  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("navigation", { name: "Main" }).isVisible()).toBe(false);
  expect(await page.getByRole("button", { name: "Print" }).isVisible()).toBe(false);
  await page.emulateMedia({ media: "screen" });

  await page.reload();
  await page.getByRole("heading", { name: "Scorecard" }).waitFor();
  await page.getByRole("button", { name: "New interview" }).click();
  await page.getByRole("button", { name: "Begin" }).waitFor();
  expect([errors, foreignRequests]).toEqual([[], []]);
  await page.context().close();
}, 120_000);
