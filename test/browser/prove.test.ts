// Proving in a real browser: from the button to the counterexample, step by step, again, pinned, shared and twinned.
import { readFileSync } from "node:fs";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchProfile, openPage, seriousAxeFindings, type WatchedPage } from "./support/browser.ts";
import { type FakeProduct, startFakeProduct } from "./support/fake-product.ts";
import { firstLine, openPlayground, replaceCode, typeAtTop } from "./support/playground.ts";
import { freshProduct } from "./support/product.ts";

let browser: BrowserContext;
beforeAll(async () => {
  browser = await launchProfile();
}, 60_000);
afterAll(() => browser?.close());

const button = (page: Page | Locator, name: string | RegExp) =>
  page.getByRole("button", { name, exact: true }).first();
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const steps = (page: Page) => page.getByRole("list", { name: "Steps" });
const currentStep = (page: Page) => steps(page).locator("[aria-current=step]");

/** Nothing serious for assistive technology, and nothing wider than the screen. */
async function demandAccess(page: Page, where: string) {
  expect({ where, axe: await seriousAxeFindings(page) }).toEqual({ where, axe: [] });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

function demandQuiet({ errors, foreignRequests }: WatchedPage) {
  expect([errors, foreignRequests]).toEqual([[], []]);
}

describe("with the prover itself", () => {
  let product: { readonly url: string };
  beforeAll(async () => {
    product = await freshProduct();
  });

  /** A search takes seconds, and more where other work is done. */
  const searched = { timeout: 150_000 };

  test("a naive handler is broken, stepped through by keyboard, mended, and held to its pinned tests", async () => {
    const watched = await openPage(browser, product.url);
    const { page } = watched;
    await openPlayground(page, product.url, "naive");
    await firstLine(page).click();
    await page.keyboard.press("ControlOrMeta+Shift+Enter");
    await heading(page, "A forged request ships order 1042").waitFor(searched);
    await page.getByRole("status").filter({ hasText: "It breaks." }).waitFor({ state: "attached" });
    await demandAccess(page, "verdict");

    await button(page, /^Effect at most once/).click();
    await currentStep(page).filter({ hasText: "shipped, again" }).waitFor();
    await demandSteps(page);

    await button(page, "Run this again").click();
    await page.getByText("This schedule still breaks it.", { exact: true }).waitFor(searched);
    await demandAccess(page, "run again");
    await button(page, "Pin as a test").click();
    const shared = await share(page);

    await replaceCode(page, mended);
    await page.getByText("The code has changed since this proof.").waitFor();
    await button(page, "Run pinned").click();
    const pins = page.getByRole("region", { name: "Pinned tests" });
    await page.getByText(/^This schedule (no longer breaks it)\.$/).waitFor(searched);
    await pins.getByText(/^(held|not checked)$/).waitFor();
    await demandAccess(page, "pinned");

    await button(page, "Twin run").click();
    await page.getByRole("menuitem", { name: /^The starter/ }).click();
    await page.getByText(/^Here they part\. Request 2/).waitFor(searched);
    expect(await page.getByText("here they part", { exact: true }).count()).toBe(2);
    await demandAccess(page, "twin run");
    await page.getByText("Side by side").click();
    await page.getByRole("table", { name: "Both handlers, request by request" }).waitFor();
    await demandAccess(page, "twin table");

    await page.reload();
    await page.getByRole("radiogroup", { name: "Beside the code" }).getByText("Proof").click();
    await pins.getByText("not run yet").waitFor();

    await openShared(page, shared);
    demandQuiet(watched);
  }, 400_000);

  /** Steps and code go together, whether the list or the timeline is stepped, and the focus stays where it is. */
  async function demandSteps(page: Page) {
    await currentStep(page).focus();
    await page.keyboard.press("Home");
    await currentStep(page).filter({ hasText: "provider sends payment.succeeded" }).waitFor();
    expect(await page.locator(".marked-line-strong").count()).toBe(0);
    await page.keyboard.press("ArrowDown");
    await currentStep(page).filter({ hasText: "handler.ts:11" }).waitFor();
    await page.locator(".view-overlays .marked-line-strong").waitFor({ state: "attached" });
    expect(await currentStep(page).evaluate((step) => step === document.activeElement)).toBe(true);
    const slider = page.getByRole("slider", { name: "Place in the timeline" });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await currentStep(page).filter({ hasText: "handler.ts:12" }).waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^Step 3 of \d+\. The shop: ship ord_1042/);
    await demandAccess(page, "steps");
  }

  async function share(page: Page): Promise<Buffer> {
    const download = page.waitForEvent("download");
    await button(page, "Share").click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("effect-at-most-once.hookproof.json");
    return readFileSync(await file.path());
  }

  async function openShared(page: Page, file: Buffer) {
    const chooser = page.waitForEvent("filechooser");
    await button(page, "Open a shared counterexample").click();
    const given = { name: "theirs.hookproof.json", mimeType: "application/json", buffer: file };
    await (await chooser).setFiles(given);
    const dialog = page.getByRole("dialog", { name: "A shared counterexample" });
    await dialog.getByText("Unsafe on purpose").waitFor();
    await demandAccess(page, "shared file");
    await dialog.getByRole("button", { name: "Open and run it" }).click();
    await page.getByText("This schedule still breaks it.", { exact: true }).waitFor(searched);
    await page.locator(".view-line", { hasText: "Unsafe on purpose" }).first().waitFor();
    await demandAccess(page, "shared, run");
    await page.getByLabel("Template").selectOption({ label: "Naive" });
    await page.locator(".view-line", { hasText: "idempotencyKey" }).first().waitFor();
  }
});

/** The naive handler with its effects keyed: a copy changes nothing. */
const mended = `import express from "express";
import { carrier, db, mail } from "shop";
const app = express();
app.post("/webhooks/payment", express.json(), async (req, res) => {
const { id, type, data } = req.body;
if (type === "payment.succeeded") {
await db.query("UPDATE orders SET status = 'paid' WHERE id = ?", [data.orderId]);
await carrier.ship(data.orderId, { idempotencyKey: id });
await mail.send({ to: data.customer.email, subject: "On its way", text: "Thank you." }, { idempotencyKey: id });
}
res.sendStatus(200);
});
export default app;
`;

describe("with a prover that waits for the test", () => {
  let product: FakeProduct;
  beforeAll(async () => {
    product = await startFakeProduct();
  });
  afterAll(() => product?.close());

  const open = async (options: Parameters<typeof openPage>[2] = {}) => {
    const watched = await openPage(browser, product.url, options);
    return watched;
  };

  testInWhole("a search tells its progress without moving anything, and can be stopped", async () => {
    const watched = await open();
    const { page } = watched;
    await openPlayground(page, product.url, "naive");
    const goOn = product.prover.holdAt("crashes");
    await button(page, /^Prove it/).click();
    await heading(page, "A crash at every shop call and reply").waitFor();
    await page.getByText(/^\d+ schedules, 2 invariants broken so far$/).waitFor();
    await demandAccess(page, "searching");
    const place = await page.getByRole("list", { name: "Invariants" }).boundingBox();
    await button(page, "Stop").click();
    await heading(page, "Stopped").waitFor();
    await demandAccess(page, "stopped");

    goOn();
    await button(page, "Prove it again").click();
    await heading(page, "Order 1042 ships twice").waitFor();
    expect((await page.getByRole("list", { name: "Invariants" }).boundingBox())?.y).toBe(place?.y);
    await demandAccess(page, "broken");
    demandQuiet(watched);
  });

  testInWhole(
    "a handler that holds, one that does not start, and a fault of ours are told apart",
    async () => {
      const watched = await open();
      const { page } = watched;
      // What is typed is kept for the next test, too: another template leaves the naive one as it is.
      await openPlayground(page, product.url, "empty");
      await typeAtTop(page, "// holds\n");
      await button(page, /^Prove it/).click();
      await heading(page, "It holds").waitFor();
      await demandAccess(page, "holds");
      await typeAtTop(page, "// our fault\n");
      await button(page, /^Prove it/).click();
      await page.getByRole("alert").filter({ hasText: "Our fault" }).waitFor();
      await demandAccess(page, "our fault");
      await typeAtTop(page, "express(;\n");
      await button(page, /^Prove it/).click();
      await page.getByRole("alert").filter({ hasText: "The code does not compile" }).waitFor();
      await page.locator(".squiggly-error").first().waitFor();
      await demandAccess(page, "does not start");
      demandQuiet(watched);
    },
  );

  testInWhole.each([768, 360])(
    "at %s px everything has its place, and nothing is wider than the screen",
    async (width) => {
      const watched = await open({ viewport: { width, height: 740 } });
      const { page } = watched;
      await openPlayground(page, product.url, "naive");
      await button(page, /^Prove it/).click();
      await heading(page, "Order 1042 ships twice").waitFor();
      await button(page, /^Keeps the newest state/).click();
      await currentStep(page).filter({ hasText: "refunded → paid" }).waitFor();
      await demandAccess(page, `broken at ${width} px`);
      await button(page, "Twin run").click();
      await page.getByRole("menuitem", { name: /^Verified by hand/ }).click();
      await page.getByText(/^Here they part|^They never part/).waitFor();
      // The verdict may be there before the menu has faded.
      await page.getByRole("menu").waitFor({ state: "detached" });
      await demandAccess(page, `twin run at ${width} px`);
      demandQuiet(watched);
    },
  );

  testInWhole("a lesson's workbench proves as well", async () => {
    const watched = await open();
    const { page } = watched;
    await page.goto(`${product.url}/learn/a-live-handler`);
    const step = page.locator("#break-it");
    await step.getByRole("button", { name: "Open the workbench" }).click();
    await firstLine(step).waitFor();
    await button(step, /^Prove it/).click();
    await step.getByRole("heading", { name: "Order 1042 ships twice" }).waitFor();
    await demandAccess(page, "lesson");
    demandQuiet(watched);
  });
});
