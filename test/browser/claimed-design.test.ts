// Answer, run, follow-up in a real browser: a claim is run, its counterexample is asked about, shown and answered.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchProfile, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

let product: { readonly url: string };
let browser: BrowserContext;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());

/** A search takes seconds, and more where other work is done. */
const searched = { timeout: 150_000 };
const claims = (page: Page) => page.getByRole("region", { name: "What you claim" });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? "");

async function answer(page: Page, question: string, text: string) {
  await page.goto(`${product.url}/interview/${question}`);
  await page.getByLabel("Your answer").fill(text);
  await page.keyboard.press("ControlOrMeta+Enter");
  await claims(page).waitFor();
}

test("dedupe in memory is claimed, run, seen to ship twice on the timeline, and answered", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await answer(
    page,
    "idempotent-handlers",
    "The same event can arrive more than once. I keep the ids of processed events in a set in memory and skip an event that is in there.",
  );
  await page.getByRole("heading", { name: "You claim: Dedupe in memory" }).waitFor();
  const scripts = await fetchedScripts(page);
  expect(scripts.filter((name) => /timeline|monaco|design-/.test(name))).toEqual([]);

  await claims(page).getByRole("button", { name: "Run it" }).press("Enter");
  await claims(page).getByRole("button", { name: "Stop" }).waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  const asked = claims(page).getByText(/^“You said ‘I keep the ids of processed events in a set in memory/);
  await asked.waitFor(searched);
  expect(await asked.textContent()).toContain(
    "I ran the design you describe and killed the receiver right after the parcel had left.",
  );
  expect(await focused(page)).toBe("Your interviewer");

  await claims(page).getByRole("button", { name: "Show me the run" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Dedupe in memory" });
  const step = dialog.getByRole("list", { name: "Steps" }).locator("[aria-current=step]");
  await step.filter({ hasText: "shipped, again" }).waitFor(searched);
  await dialog.getByRole("region", { name: "Timeline" }).getByText("ship 1042 again").waitFor();
  await dialog.locator(".monaco-editor .view-line", { hasText: "carrier.ship" }).waitFor();
  await step.press("ArrowUp");
  await step.filter({ hasText: "1 row" }).waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  // Nothing can be typed into the code, so Tab goes on, and Escape closes.
  await dialog.locator(".monaco-editor .native-edit-context, .monaco-editor textarea").first().focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("One step back");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await focused(page)).toBe("Show me the run");

  const box = claims(page).getByLabel(/^Answer:/);
  await box.fill("It knew nothing, and the order was shipped twice.");
  await page.reload();
  expect(await box.inputValue()).toBe("It knew nothing, and the order was shipped twice.");
  await box.press("ControlOrMeta+Enter");
  await claims(page).getByText("Order 1042 ships twice").waitFor();
  await claims(page).getByRole("link", { name: "The forgetful memory" }).waitFor();
  expect([errors, foreignRequests]).toEqual([[], []]);
}, 240_000);

testInWhole(
  "a design that holds is asked about its cost, a stopped run comes again, and nothing is too wide for a phone",
  async () => {
    const { page, errors } = await openPage(browser, product.url);
    await answer(
      page,
      "when-queues",
      "When the work takes longer than the provider waits. I put the event into a durable queue, and only then return 202.",
    );
    await page.setViewportSize({ width: 360, height: 800 });
    await claims(page).getByRole("button", { name: "Run it" }).click();
    await claims(page).getByRole("button", { name: "Stop" }).click();
    await claims(page).getByText("You stopped the run.").waitFor();
    await claims(page).getByRole("button", { name: "Run it again" }).click();
    await claims(page).getByText("and none of them breaks it.").waitFor(searched);
    expect(await claims(page).getByRole("button", { name: "Show me the run" }).count()).toBe(0);
    await claims(page)
      .getByLabel(/^Answer:/)
      .fill("I cap the attempts and watch the dead letters.");
    await claims(page).getByRole("button", { name: "Answer" }).click();
    await claims(page).getByText("It holds", { exact: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await seriousAxeFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
  },
  240_000,
);

/** Names of the scripts that the page has asked for so far. */
function fetchedScripts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map(({ name }) => name)
      .filter((name) => name.endsWith(".js")),
  );
}
