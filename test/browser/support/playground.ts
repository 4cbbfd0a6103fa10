// What a learner does in a workbench, by the names that stand on the page.
import type { Locator, Page } from "playwright-core";

type Place = Page | Locator;

/** Opens a template once the editor takes text and no older draft is on its way. */
export async function openPlayground(page: Page, url: string, template: string): Promise<void> {
  const draft = page.waitForResponse((response) => response.url().includes("/api/drafts?"));
  await page.goto(`${url}/playground?template=${template}`);
  await draft;
  await firstLine(page).waitFor();
}

export function firstLine(place: Place): Locator {
  return place.locator(".monaco-editor .view-line").first();
}

/** Lines of the editor that hold a text; Monaco draws only those in sight. */
export function codeLine(place: Place, text: string): Locator {
  return place.locator(".monaco-editor .view-line", { hasText: text }).first();
}

export async function typeAtTop(page: Page, text: string): Promise<void> {
  await firstLine(page).click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type(text);
}

/** Replaces the file in front by keyboard. */
export async function replaceCode(page: Page, code: string): Promise<void> {
  await firstLine(page).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(code);
}

/** Presses Run, and waits until the handler listens. */
export async function run(place: Place): Promise<void> {
  await runButton(place).click();
  await place.getByText("The handler is up").waitFor();
}

export function runButton(place: Place): Locator {
  return place.getByRole("button", { name: /^Run( again)?\b/ }).first();
}

/** Presses something that can be sent; what comes of it is for the test to wait for. */
export async function send(place: Place, title: string): Promise<void> {
  await place.getByRole("button", { name: title, exact: true }).click();
}

/** Keeps track of sessions that the page starts. */
export function watchStarts(page: Page): { count(): number } {
  let starts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/api/sessions") starts += 1;
  });
  return { count: () => starts };
}
