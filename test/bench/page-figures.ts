// What the page costs: JavaScript before the editor, and how soon a lesson can be read on a slow processor.
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../browser/support/browser.ts";
import { repeat } from "./rounds.ts";

export interface PageFigures {
  readonly scriptKilobytes: number;
  readonly textVisibleMs: number;
}

/** @param lessonUrl the address of a lesson; @param rounds how many fresh visits the median is taken over. */
export async function measurePage(lessonUrl: string, rounds: number): Promise<PageFigures> {
  const browser = await launchBrowser();
  try {
    return {
      scriptKilobytes: await scriptKilobytes(browser, lessonUrl),
      textVisibleMs: await repeat(rounds, () => textVisibleMs(browser, lessonUrl)),
    };
  } finally {
    await browser.close();
  }
}

/** Gzipped size of every script that a lesson's first visit loads, up to the editor's own chunks. */
async function scriptKilobytes(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage();
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    const isScript = /\.js(\?|$)/.test(response.url());
    if (isScript && !/monaco|editor|worker/i.test(response.url())) {
      sizes.push(response.body().then((bytes) => gzipSync(bytes).length));
    }
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.close();
  return total / 1000;
}

/**
 * From navigation to the frame that shows the first paragraph of the first step, with the processor throttled four
 * times. Element Timing (https://w3c.github.io/element-timing/) says when a text was rendered. The page tells it
 * unasked: each question of Playwright's first loads a script of its own into the page, which took a quarter of a second
 * of the time measured.
 */
async function textVisibleMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      const paragraph = document.querySelector("article section p");
      if (paragraph === null) return;
      observer.disconnect();
      paragraph.setAttribute("elementtiming", "lesson-text");
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) console.log(`text rendered ${entry.startTime}`);
    }).observe({ type: "element", buffered: true });
  });
  const told = page.waitForEvent("console", (message) => message.text().startsWith("text rendered "));
  await page.goto(url, { waitUntil: "commit" });
  const rendered = Number((await told).text().replace("text rendered ", ""));
  await context.close();
  return rendered;
}
