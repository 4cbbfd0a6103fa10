// Interview practice in a real browser: spoken or typed, graded, settled, followed up, and tried again.
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { freshProduct } from "./support/product.ts";

let product: { readonly url: string };
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchBrowser()]);
}, 120_000);
afterAll(() => browser?.close());

const answerBox = (page: Page) => page.getByRole("textbox", { name: "Your answer" });
const gradeOf = (page: Page) => page.getByRole("complementary", { name: "Grade" });

async function submit(page: Page, text: string) {
  await answerBox(page).fill(text);
  await page.keyboard.press("Control+Enter");
  await gradeOf(page).getByText(/of 5/).first().waitFor();
}

test("an answer is graded, a point is settled, follow-ups are answered, and the second attempt stands beside the first", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}/interview/idempotent-handlers`);
  await submit(
    page,
    "I record the event id under a unique constraint in the same transaction and skip it when it is there. " +
      "The carrier gets a key as well, and otherwise a customer would be charged a second time. " +
      "Sometimes the connection breaks.",
  );
  expect(await page.locator("mark").count()).toBeGreaterThan(1);
  expect(await seriousAxeFindings(page)).toEqual([]);

  const interviewer = page.getByRole("region", { name: "Your interviewer" });
  await interviewer.getByRole("textbox").fill("Hm, well.");
  await interviewer.getByRole("button", { name: "Answer", exact: true }).click();
  await interviewer.getByText("Not judged yet").waitFor();
  await interviewer
    .getByRole("textbox")
    .fill(
      "When my reply gets lost, the provider cannot know that the work is done, so it sends the event again.",
    );
  await interviewer.getByRole("button", { name: "Answer", exact: true }).click();
  await interviewer.getByText("That is the point").waitFor();
  await interviewer.getByRole("button", { name: "Ask me another" }).click();
  expect(await interviewer.getByRole("heading").count()).toBe(2);
  expect(await seriousAxeFindings(page)).toEqual([]);

  const settle = gradeOf(page).getByRole("button", { name: "Yes, I said this" });
  const open = await settle.count();
  expect(open).toBeGreaterThan(0);
  await settle.first().click();
  await expect.poll(() => settle.count()).toBe(open - 1);

  await page.reload();
  await interviewer.getByText("That is the point").waitFor();
  await page.getByRole("button", { name: "Model answers" }).click();
  await page.getByText("A junior", { exact: true }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await submit(
    page,
    "The same event comes more than once, and a second parcel must not leave. I keep ids for a month.",
  );
  await page.getByRole("button", { name: "First attempt beside it" }).click();
  await page.getByText("– Left out this time").first().waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);
  expect([errors, foreignRequests]).toEqual([[], []]);
  await page.context().close();
}, 120_000);

/** Stands for the browser's recogniser: says what the test wants, as one that is half sure first does. */
function installFakeRecogniser() {
  class FakeRecogniser extends EventTarget {
    start() {
      Object.assign(window, { recogniser: this });
    }
    stop() {
      this.dispatchEvent(new Event("end"));
    }
    abort() {}
    hear(transcript: string, isFinal: boolean) {
      const result = Object.assign([{ transcript }], { isFinal });
      this.dispatchEvent(Object.assign(new Event("result"), { resultIndex: 0, results: [result] }));
    }
  }
  Object.assign(window, { SpeechRecognition: FakeRecogniser, webkitSpeechRecognition: FakeRecogniser });
}

interface Hearing {
  recogniser: { hear(transcript: string, isFinal: boolean): void };
}

test("an answer is spoken, corrected by hand, and graded like any other", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.addInitScript(installFakeRecogniser);
  await page.goto(`${product.url}/interview/how-retries-work`);
  await page.getByRole("button", { name: "Speak" }).click();
  const hear = (transcript: string, isFinal: boolean) =>
    page.evaluate(([text, isCertain]) => (window as unknown as Hearing).recogniser.hear(text, isCertain), [
      transcript,
      isFinal,
    ] as const);
  await hear("um so if they don't get a two hundred", false);
  await page.getByText("um so if they don't get a two hundred").waitFor();
  expect(await answerBox(page).inputValue()).toBe("");
  await hear("um so if they don't get a two hundred in time they try again later", true);
  await hear("and the pauses get longer each time until they give up after three days", true);
  await page.getByRole("button", { name: "Stop speaking" }).click();
  expect(await answerBox(page).inputValue()).toBe(
    "um so if they don't get a two hundred in time they try again later and the pauses get longer each time until they give up after three days",
  );
  expect(await seriousAxeFindings(page)).toEqual([]);
  await answerBox(page).press("End");
  await answerBox(page).pressSequentially(" and the event id stays the same so i dedupe on it");
  await page.getByRole("button", { name: /^Submit/ }).click();
  await gradeOf(page).getByText(/of 5/).first().waitFor();
  expect(await page.locator("mark").count()).toBeGreaterThan(2);
  expect([errors, foreignRequests]).toEqual([[], []]);
  await page.context().close();
}, 60_000);
