// Real Chromium: pages that record every request that leaves the host and every error, and can be checked by axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request,
} from "playwright-core";
import { inject, onTestFinished } from "vitest";
import { findChromium } from "../../../server/cli/setup/chromium.mjs";
import { isWhole } from "../../parts.ts";

const launchOptions = () => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium was found. Install it, or set CHROMIUM_PATH.");
  return {
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // A headless shell has no recogniser behind the interface, and ends a page that asks for one.
      "--disable-blink-features=OnDeviceWebSpeechAvailable",
    ],
  };
};

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** One visitor for all tests of all files: the editor, once compiled, is not compiled again, which halves its cost. */
export async function launchProfile(): Promise<BrowserContext> {
  const options = { ...launchOptions(), viewport: desktop };
  const profile = await chromium.launchPersistentContext(inject("profileDirectory"), options);
  await profile.grantPermissions(["clipboard-read", "clipboard-write"]);
  return profile;
}

const desktop = { width: 1440, height: 900 };

export interface WatchedPage {
  readonly page: Page;
  /** Requests to any host but the product's own, which there must never be. */
  readonly foreignRequests: string[];
  /** Uncaught errors, console errors and Content-Security-Policy violations. */
  readonly errors: string[];
}

/**
 * Closed when the test is over; a failed test leaves a picture of its page in `dist/failed-tests/`. A browser gives
 * each page a context of its own; a profile forgets afterwards what the page has stored.
 */
export async function openPage(
  browser: Browser | BrowserContext,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const isProfile = !("newContext" in browser);
  const context = isProfile ? browser : await browser.newContext({ viewport: desktop, ...options });
  const page = await context.newPage();
  if (isProfile) await page.setViewportSize(options.viewport ?? desktop);
  const foreignRequests: string[] = [];
  const errors: string[] = [];
  const { host, origin } = new URL(url);
  // Of the whole context, so that a popup or a worker of the page counts, too.
  const noteForeign = (request: Request) => {
    const target = new URL(request.url());
    if (!["data:", "blob:"].includes(target.protocol) && target.host !== host)
      foreignRequests.push(request.url());
  };
  context.on("request", noteForeign);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  onTestFinished(async ({ task }) => {
    const name = task.name.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 60);
    if (task.result?.state === "fail") {
      await page.screenshot({ path: `dist/failed-tests/${name}.png` }).catch(() => {});
    }
    context.off("request", noteForeign);
    await (isProfile ? forget(page, origin) : context.close());
  });
  return { page, foreignRequests, errors };
}

async function forget(page: Page, origin: string): Promise<void> {
  // What a page writes as it is left is forgotten, too.
  await page.goto("about:blank");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", {
    origin,
    storageTypes: "local_storage,indexeddb,cookies",
  });
  await page.close();
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary?: string }[];
  }[];
}

/** In the second theme only colours are new. */
const themes = [
  { colorScheme: "dark", options: "{ resultTypes: ['violations'] }" },
  {
    colorScheme: "light",
    options: "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }",
  },
] as const;

/**
 * What axe finds that is serious or critical, one line each; a page that follows the system's theme. Without CI, a
 * page that is on its way to something else is looked at in the dark theme only.
 */
export async function seriousAxeFindings(page: Page, inBoth = isWhole): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const findings: string[] = [];
  for (const { colorScheme, options } of inBoth ? themes : themes.slice(0, 1)) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(hasTheme, colorScheme);
    findings.push(...(await runAxe(page, options)).map((finding) => `${colorScheme}: ${finding}`));
  }
  return findings;
}

/** Runs on the page: no colour is on its way to another. */
function hasTheme(theme: string): boolean {
  const isMoving = document
    .getAnimations()
    .some((animation) => animation instanceof CSSTransition && animation.playState === "running");
  return document.documentElement.dataset.theme === theme && !isMoving;
}

async function runAxe(page: Page, options: string): Promise<string[]> {
  const result = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResult;
  return result.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${impact} ${id}: ${target.join(" ")} — ${failureSummary ?? ""}`,
      ),
    );
}
