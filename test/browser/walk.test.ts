// The whole walk of a new learner in real Chromium: read, run, break, watch an outage, repair, see it hold, and answer.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchProfile, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct, root } from "./support/product.ts";

let product: { readonly url: string };
let browser: BrowserContext;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());

/** A solution as a learner would type it: without the marks by which the lesson quotes it. */
function solution(handler: string): string {
  const path = join(root, "content/lessons/a-live-handler/handlers", handler, "handler.ts");
  return readFileSync(path, "utf8").replaceAll(/^\s*\/\/ #(end)?region.*\n/gm, "");
}

/** Opens a step's workbench, and runs what is in its editor once the editor takes text. */
async function openBench(step: Locator) {
  await step.getByRole("button", { name: "Open the workbench" }).click();
  await step.locator(".monaco-editor").first().waitFor();
}

async function run(step: Locator) {
  await step.getByRole("button", { name: /^Run/ }).click();
  await step.getByText("The handler is up").first().waitFor();
}

/** Replaces the editor's whole text by keyboard. */
async function typeHandler(page: Page, step: Locator, code: string) {
  await step.locator(".monaco-editor").first().click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(code);
}

function goal(step: Locator, text: string) {
  return step.getByRole("listitem").filter({ hasText: text });
}

test("a newcomer reads, runs, breaks, repairs and explains a webhook handler", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(product.url);
  await page.getByRole("link", { name: "Start the first lesson" }).click();
  await page
    .getByText("an HTTP request that another system sends to you when an event occurs there")
    .waitFor();

  const fiveSteps = page.locator("#five-steps");
  await fiveSteps.getByRole("button", { name: "Send one payment" }).click();
  for (let step = 0; step < 5; step += 1) await fiveSteps.getByRole("button", { name: "Next step" }).click();
  await fiveSteps.getByText("And then the work is done").waitFor();

  const predict = page.locator("#predict");
  await predict.getByText("The order turns paid, but nothing is shipped.").click();
  await predict.getByRole("button", { name: "Send the forged request to both" }).click();
  await predict.getByText("Here they part").waitFor();

  const cause = page.locator("#cause");
  await cause.getByText("It acted before anything had proved who sent the request.").click();
  await cause.getByText("A signature is that proof").waitFor();

  const breakIt = page.locator("#break-it");
  await openBench(breakIt);
  await run(breakIt);
  await breakIt.getByRole("button", { name: "Unsigned request" }).click();
  await goal(breakIt, "A request that the provider never sent ships an order.").getByText("done").waitFor();
  await breakIt.getByRole("button", { name: "Payment succeeded" }).click();
  await breakIt.getByRole("button", { name: "Duplicate", exact: true }).click();
  await goal(breakIt, "One payment ships two parcels").getByText("done").waitFor();
  await breakIt.getByRole("button", { name: "Replay attack" }).click();
  await goal(breakIt, "captured and sent again much later").getByText("done").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);

  const threeDays = page.locator("#three-days");
  await threeDays.getByText("The 6th").click();
  await threeDays.getByRole("button", { name: "Let 60 hours go dark" }).click();
  await threeDays.getByText("75 h 35 min").waitFor();

  const repair = page.locator("#repair");
  await openBench(repair);
  await run(repair);
  await repair.getByRole("button", { name: "Send everything" }).click();
  await goal(repair, "Every genuine payment is accepted").getByText("not yet").waitFor();
  await typeHandler(page, repair, solution("in-request"));
  await run(repair);
  await repair.getByRole("button", { name: "Send everything" }).click();
  await repair.getByText("All of it done.").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);

  await page.getByRole("link", { name: "Interview", exact: true }).click();
  await page.getByRole("link", { name: /Why must webhook handlers be idempotent/ }).click();
  const answer = page.getByRole("textbox", { name: "Your answer" });
  await answer.fill(
    "Delivery is at least once: the provider retries when my reply gets lost after I did the work, so the same event arrives twice. " +
      "I store the event id under a unique constraint in the same transaction as the effect, so a second copy changes nothing.",
  );
  await page.getByRole("button", { name: /^Submit/ }).click();
  await page.getByRole("complementary", { name: "Grade" }).getByText(/of 5/).first().waitFor();
  expect(await page.locator("mark").count()).toBeGreaterThan(1);
  await page
    .getByRole("button", { name: /model answer/i })
    .first()
    .waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  expect([errors, foreignRequests]).toEqual([[], []]);
}, 180_000);
