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
 * From navigation to the frame that paints the first paragraph of the first step, with the processor throttled four
 * times. The page itself takes the time: asking from outside would wait for its main thread.
 */
async function textVisibleMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (document.querySelector("article section p") === null) return;
      observer.disconnect();
      // The message is handled right after the frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => performance.mark("text-painted");
        port2.postMessage(null);
      });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("text-painted").length > 0);
  const painted = await page.evaluate(
    () => performance.getEntriesByName("text-painted")[0]?.startTime ?? Number.NaN,
  );
  await context.close();
  return painted;
}
