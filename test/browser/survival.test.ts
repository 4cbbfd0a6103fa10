// Nothing that was typed or reached is lost: not by a reload, not by a crash of the server, not by a restart.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchBrowser, openPage } from "./support/browser.ts";
import {
  codeLine,
  openPlayground,
  run,
  runButton,
  send,
  typeAtTop,
  watchStarts,
} from "./support/playground.ts";
import { type Product, startProduct } from "./support/product.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/**
 * What Chromium itself reports about a server that is down (refused), or starting (503), or that knows nothing of a
 * session before its crash (404: how the page learns that the session is over) is no fault of the page.
 * A bare "Event" is a worker whose script could not be fetched.
 */
const faultsOfThePage = (errors: readonly string[]) =>
  errors.filter((error) => !/net::ERR_|status of (503|404)|^Event$/.test(error));
const banner = "Hookproof's server does not answer.";

testInWhole(
  "code is there when the page is reloaded at once, also in another browser, and never runs by itself",
  async () => {
    const { page, errors, foreignRequests } = await openPage(browser, product.url);
    const starts = watchStarts(page);
    await openPlayground(page, product.url, "by-hand");
    await typeAtTop(page, "// typed just before the reload\n");
    await page.reload();
    await codeLine(page, "typed just before the reload").waitFor();
    await page.getByText("yours · saved").waitFor();
    await page.getByText("Nothing runs yet.").waitFor();
    expect(starts.count()).toBe(0);

    const other = await openPage(browser, product.url);
    await openPlayground(other.page, product.url, "by-hand");
    await codeLine(other.page, "typed just before the reload").waitFor();

    expect([errors, foreignRequests, other.errors, other.foreignRequests]).toEqual([[], [], [], []]);
  },
);

test("a crash of the server in a live session costs the session, and no word of the code", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  const starts = watchStarts(page);
  await openPlayground(page, product.url, "naive");
  await run(page);
  await send(page, "Payment succeeded");
  const ledger = page.getByRole("tabpanel", { name: "Shop" });
  await ledger.getByText(/ship/i).first().waitFor();

  await product.kill();
  await page.getByText(banner).waitFor();
  await typeAtTop(page, "// typed while nobody answered\n");
  await page.getByText("kept in this browser").waitFor();

  await product.restart();
  await page.getByText(banner).waitFor({ state: "hidden" });
  await page.getByText("The session is over").waitFor();
  await page.getByText("yours · saved").waitFor();
  await codeLine(page, "typed while nobody answered").waitFor();
  // What happened stays to be read.
  await ledger.getByText(/ship/i).first().waitFor();
  expect(starts.count()).toBe(1);

  await page.getByRole("alert").getByRole("button", { name: "Run again" }).click();
  await page.getByText("The handler is up").waitFor();
  await send(page, "Unsigned request");
  await ledger.getByText(/ship/i).first().waitFor();

  const other = await openPage(browser, product.url);
  await openPlayground(other.page, product.url, "naive");
  await codeLine(other.page, "typed while nobody answered").waitFor();

  expect([faultsOfThePage(errors), foreignRequests, other.errors]).toEqual([[], [], []]);
}, 120_000);

testInWhole(
  "Run says that the server is down, and works once it is back",
  async () => {
    const { page, errors, foreignRequests } = await openPage(browser, product.url);
    await openPlayground(page, product.url, "empty");
    await product.kill();
    await runButton(page).click();
    await page.getByText("The handler could not be started").waitFor();
    await page.getByText(banner).waitFor();
    await product.restart();
    await page.getByText(banner).waitFor({ state: "hidden" });
    await page.getByRole("alert").getByRole("button", { name: "Run again" }).click();
    await page.getByText("The handler is up").waitFor();
    expect([faultsOfThePage(errors), foreignRequests]).toEqual([[], []]);
  },
  120_000,
);

testInWhole(
  "an interview answer outlives a crash, and is graded afterwards",
  async () => {
    const { page, errors, foreignRequests } = await openPage(browser, product.url);
    await page.goto(`${product.url}/interview/idempotent-handlers`);
    const answer = page.getByRole("textbox", { name: "Your answer" });
    const before =
      "Delivery is at least once: the provider retries when my reply is lost after the work was done. ";
    const during = "I store the event id under a unique constraint in the same transaction as the effect.";
    await answer.fill(before);
    await page.getByText("Kept as you type").waitFor();

    await product.kill();
    await answer.press("End");
    await answer.pressSequentially(during);
    await page.getByText("Kept in this browser").waitFor();
    await page.getByText(banner).waitFor();
    await page.getByRole("button", { name: /^Submit/ }).click();
    await page.getByText("Your text is kept.").waitFor();

    // Handed in while nobody answered, it is graded as soon as somebody does.
    await product.restart();
    const grade = page.getByRole("complementary", { name: "Grade" }).getByText(/of 5/).first();
    await grade.waitFor();
    await page.getByText(banner).waitFor({ state: "hidden" });
    await page.reload();
    await grade.waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    expect(await answer.inputValue()).toBe(before + during);
    expect([faultsOfThePage(errors), foreignRequests]).toEqual([[], []]);
  },
  120_000,
);

testInWhole(
  "steps that are done, and where one was, are known after a restart",
  async () => {
    const { page, errors, foreignRequests } = await openPage(browser, product.url);
    const saved = (path: string, part: string) =>
      page.waitForResponse(
        (response) =>
          response.url().endsWith(`/api/progress/${path}`) &&
          response.ok() &&
          response.request().postData()?.includes(part) === true,
      );
    const placeSaved = saved("last-place", "a-live-handler");
    await page.goto(`${product.url}/learn/a-live-handler`);
    await placeSaved;
    const cause = page.locator("#cause");
    const stepSaved = saved("milestones", "step/cause");
    await cause.getByText("It acted before anything had proved who sent the request.").click();
    await stepSaved;
    await cause.getByRole("heading", { name: /, done$/ }).waitFor();

    await product.kill();
    await product.restart();
    await page.goto(product.url);
    await page.getByText("Where you were").waitFor();
    await page.getByRole("heading", { name: "The parcel nobody paid for" }).waitFor();
    await page.getByRole("link", { name: "Go on" }).click();
    await cause.getByRole("heading", { name: /, done$/ }).waitFor();
    await page.getByRole("link", { name: "Progress", exact: true }).click();
    await page
      .getByRole("row", { name: /^Cause Lesson: A live handler/ })
      .first()
      .waitFor();
    expect([faultsOfThePage(errors), foreignRequests]).toEqual([[], []]);
  },
  120_000,
);
