// The code editor in a real browser: types of what a handler imports, files that import one another, and a way out by keyboard.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchProfile, openPage } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

let product: { readonly url: string };
let browser: BrowserContext;
let page: Page;
let foreignRequests: string[];
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());
beforeEach(async () => {
  ({ page, foreignRequests } = await openPage(browser, product.url));
});
afterEach(async () => {
  expect(foreignRequests).toEqual([]);
});

/** Each test opens another template: what is typed into one is kept, also for the next test. */
const open = async (template: string) => {
  await page.goto(`${product.url}/playground?template=${template}`);
  await page.locator(".monaco-editor .view-line").first().waitFor({ timeout: 30_000 });
};
const typeAtTop = async (text: string) => {
  await page.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(text);
};
const suggestion = (name: string) =>
  page.locator(`.suggest-widget.visible .monaco-list-row[aria-label^="${name},"]`);

describe("completion", () => {
  test("knows the shop", async () => {
    await open("empty");
    await typeAtTop('import { db } from "shop";\ndb.');
    await suggestion("transaction").waitFor({ timeout: 20_000 });
    expect(await suggestion("query").count()).toBe(1);
  });

  testInWhole("knows express", async () => {
    await open("github");
    await page.locator(".monaco-editor .view-line").first().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("express.");
    await suggestion("json").waitFor({ timeout: 20_000 });
    expect(await suggestion("Router").count()).toBe(1);
  });
});

testInWhole(
  "files import one another: what one exports, the other knows, and only a mistake is underlined",
  async () => {
    await open("by-hand");
    await page.locator(".monaco-editor .view-line", { hasText: "isPaymentEvent" }).first().click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("isGenuine(1);");
    const mistakes = page.locator(".squiggly-error");
    await mistakes.first().waitFor({ timeout: 20_000 });
    // One mistake, the missing argument: the imports themselves resolve.
    expect(await mistakes.count()).toBe(1);
  },
);

testInWhole("Tab indents until Escape was pressed, then it leaves; the editor says so on focus", async () => {
  await open("stripe");
  await page.locator(".monaco-editor .view-line").first().click();
  const inside = () => page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null);
  const description = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute("aria-describedby") ?? "";
      return document.getElementById(id)?.textContent;
    });
  expect(await description()).toBe("Press Escape, then Tab, to leave the editor.");
  await page.keyboard.press("Tab");
  expect(await inside()).toBe(true);
  await page.keyboard.press("Escape");
  await page.getByText("Tab now leaves the editor.").waitFor();
  await page.keyboard.press("Tab");
  expect(await inside()).toBe(false);
});

test("what was typed is there after a reload", async () => {
  await open("naive");
  await typeAtTop("// mine\n");
  await page.reload();
  await page.locator(".monaco-editor .view-line", { hasText: "// mine" }).waitFor({ timeout: 30_000 });
  await page.getByText("yours").first().waitFor();
});
