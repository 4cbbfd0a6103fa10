// The keyboard alone: from the home page into the lesson, through the workbench and its timeline, and out of every popup.
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchProfile, openPage } from "./support/browser.ts";
import { openPlayground } from "./support/playground.ts";
import { freshProduct } from "./support/product.ts";

let product: { readonly url: string };
let browser: BrowserContext;
let page: Page;
let errors: string[];
let foreignRequests: string[];
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());
beforeEach(async () => {
  ({ page, errors, foreignRequests } = await openPage(browser, product.url));
});
afterEach(() => {
  expect([errors, foreignRequests]).toEqual([[], []]);
});

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab (or Shift+Tab) until the target has the focus, and demands that the focus can be seen there. */
async function tabTo(target: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  const most = 150;
  await target.waitFor({ state: "attached" });
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press(key);
    if (await isFocused(target)) return expect(await showsFocus(target)).toBe(true);
  }
  throw new Error(`${key} pressed ${most} times does not reach ${target}.`);
}

/** A ring on the control itself, on a part that it draws, or on the label around it. */
function showsFocus(target: Locator) {
  return target.evaluate((element) => {
    const hasRing = (style: CSSStyleDeclaration) =>
      (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) ||
      style.boxShadow !== "none";
    const label = element.closest("label");
    return [
      getComputedStyle(element),
      getComputedStyle(element, "::after"),
      getComputedStyle(element, "::before"),
    ]
      .concat(label ? [getComputedStyle(label)] : [])
      .some(hasRing);
  });
}

const focusedElement = () => page.locator(":focus");
const button = (name: string) => page.getByRole("button", { name, exact: true });

test("the first Tab offers a way past the header, and it is taken", async () => {
  await page.goto(product.url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await tabTo(skip);
  expect(await skip.evaluate((element) => element.getBoundingClientRect().top >= 0)).toBe(true);
  await page.keyboard.press("Enter");
  expect(await isFocused(page.getByRole("main"))).toBe(true);
  await page.keyboard.press("Tab");
  expect(await focusedElement().evaluate((element) => element.closest("main") !== null)).toBe(true);
});

test("a lesson is reached, a run started and toured", async () => {
  await page.goto(product.url);
  await tabTo(page.getByRole("link", { name: "Start the first lesson" }));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "The parcel nobody paid for" }).waitFor();
  expect(await focusedElement().evaluate((element) => element.tagName)).toBe("MAIN");

  await tabTo(button("Send one payment"));
  await page.keyboard.press("Enter");
  await tabTo(button("Next step"));
  for (let step = 0; step < 5; step += 1) await page.keyboard.press("Enter");
  await page.getByText("And then the work is done").waitFor();

  const predictions = page.locator("#predict").getByRole("group").getByRole("radio");
  await tabTo(predictions.first());
  await page.keyboard.press("ArrowDown");
  expect(await predictions.nth(1).isChecked()).toBe(true);
  await tabTo(button("Send the forged request to both"));
  await page.keyboard.press("Enter");
  await page.getByText("Here they part").waitFor();
});

test("code is run, attacked and followed on the timeline without a mouse", async () => {
  await openPlayground(page, product.url, "naive");
  const editor = page.locator(".monaco-editor [role=textbox]").first();
  await tabTo(page.getByRole("tab", { name: "handler.ts" }));
  await reachEditor(editor);
  await page.keyboard.press("Control+Enter");
  await page.getByText("The handler is up").waitFor();
  await page.keyboard.press("Escape");
  await tabTo(button("Unsigned request"));
  await page.keyboard.press("Enter");

  const playhead = page.getByRole("slider", { name: "Place in the timeline" });
  await page.getByRole("status").filter({ hasText: "Unsigned request: 200" }).waitFor({ state: "attached" });
  await tabTo(playhead);
  await page.keyboard.press("End");
  const last = await announcedBy(playhead, /^Step (\d+) of \1\. /);
  await page.keyboard.press("ArrowLeft");
  expect(await announcedBy(playhead, /^Step \d+ of \d+\. /, last)).not.toBe(last);
  await page.keyboard.press("Home");
  await announcedBy(playhead, /^Step 1 of \d+\. The receiver starts\./);
  await page.keyboard.press("ArrowRight");
  await announcedBy(playhead, /^Step 2 of \d+\. /);
  await page.keyboard.press("Home");
  await announcedBy(playhead, /^Step 1 of /);
  await page.keyboard.press("Shift+ArrowRight");
  await announcedBy(playhead, /An attacker sends/);

  await tabTo(page.getByRole("radio", { name: "Timeline", exact: true }).last(), "Shift+Tab");
  await page.keyboard.press("ArrowRight");
  const table = page.getByRole("table", { name: "Everything that happened, in order" });
  await table.getByText("An attacker sends").first().waitFor();
  await tabTo(table.getByRole("button", { name: "The receiver starts." }));
  await page.keyboard.press("Enter");
  const status = page.getByRole("region", { name: "Timeline" }).getByRole("status");
  await status.filter({ hasText: /^Step 1 of \d+\. The receiver starts\./ }).waitFor({ state: "attached" });
});

/** Tab goes on through the tools of the editor until the text has the focus. */
async function reachEditor(editor: Locator) {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press("Tab");
    if (await isFocused(editor)) return;
  }
  throw new Error("Tab does not reach the editor.");
}

/** What the slider that has the focus says of its place, once it is of this form and no longer as before. */
async function announcedBy(slider: Locator, wanted: RegExp, before = ""): Promise<string> {
  let said = "";
  await expect
    .poll(async () => {
      said = (await slider.getAttribute("aria-valuetext")) ?? "";
      return said !== before && wanted.test(said);
    })
    .toBe(true);
  return said;
}

describe("popups", () => {
  test("the list of shortcuts opens by ? and by its button; Escape closes it and gives the focus back", async () => {
    await page.goto(product.url);
    const start = page
      .getByRole("link", { name: "Start the first lesson" })
      .or(page.getByRole("link", { name: "Go on" }));
    await tabTo(start);
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await page.keyboard.press("?");
    await sheet.waitFor();
    expect(await focusedElement().evaluate((element) => element.closest("[role=dialog]") !== null)).toBe(
      true,
    );
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    expect(await isFocused(start)).toBe(true);

    const opener = page.getByRole("button", { name: "Keyboard shortcuts" });
    await tabTo(opener, "Shift+Tab");
    await page.keyboard.press("Enter");
    await sheet.waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "hidden" });
    expect(await isFocused(opener)).toBe(true);
  });

  test("the sandbox tells about itself, closes on Escape and gives the focus back", async () => {
    await page.goto(product.url);
    const badge = page.getByRole("button", { name: /^Sandbox:/ });
    await tabTo(badge);
    await page.keyboard.press("Enter");
    const panel = page.getByRole("dialog", { name: /^Sandbox:/ });
    await panel.getByText(/escapes were stopped/).waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "hidden" });
    expect(await isFocused(badge)).toBe(true);
  });

  test("forgetting everything asks first, and Escape keeps it all", async () => {
    await page.goto(`${product.url}/progress`);
    const forget = page.getByRole("button", { name: "Forget everything …" });
    await tabTo(forget);
    await page.keyboard.press("Enter");
    const question = page.getByRole("dialog", { name: "Forget everything?" });
    await question.waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    expect(await isFocused(forget)).toBe(true);
    expect(await page.getByText("Everything is forgotten.").count()).toBe(0);
  });
});

test("the theme changes by its button, and stays after a reload", async () => {
  await page.goto(product.url);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await tabTo(page.getByRole("button", { name: /^Theme:/ }));
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Theme: light/ }).waitFor();
  expect(await theme()).toBe("light");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Theme: dark/ }).waitFor();
  expect(await theme()).toBe("dark");
  await page.reload();
  expect(await theme()).toBe("dark");
});
