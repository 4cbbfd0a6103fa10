// Every lab in a real browser: broken, repaired and proved through its page; and cheats that solve none.
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readLabs } from "../../server/catalog/labs.ts";
import type { Attack, AttackReport } from "../../server/contract/labs.ts";
import type { ProofEvent } from "../../server/contract/proof.ts";
import type { SessionAction } from "../../server/contract/session.ts";
import { someLabs, testInWhole } from "../parts.ts";
import { launchProfile, openPage, seriousAxeFindings } from "./support/browser.ts";
import { asScript } from "./support/lab-script.ts";
import { freshProduct, root } from "./support/product.ts";

const units = someLabs(readLabs(root).units);

let product: { readonly url: string };
let browser: BrowserContext;
beforeAll(async () => {
  [product, browser] = await Promise.all([freshProduct(), launchProfile()]);
}, 120_000);
afterAll(() => browser?.close());

/** A search takes seconds, and more where other work is done. */
const proved = { timeout: 150_000 };

describe.each(units)("the lab %s", (id, unit) => {
  const { lab, receivers } = unit;

  test("is broken, repaired and proved through its page", async () => {
    const { page, errors, foreignRequests } = await openPage(browser, product.url);
    await page.goto(`${product.url}/labs/${id}`);
    await page.getByRole("heading", { level: 1, name: lab.title }).waitFor();
    const reached = page.getByRole("list", { name: "Goals" }).locator("li[data-state=met]");
    for (const [index, { attack }] of lab.goals.entries()) {
      await breakBy(page, id, attack);
      await reached.nth(index).waitFor({ timeout: 60_000 });
    }

    await page.getByRole("button", { name: "Repair it" }).first().click();
    const fix = page.getByRole("tabpanel", { name: /^Repair and prove/ });
    await fix.locator(".monaco-editor .view-line").first().waitFor();
    await type(page, fix, receivers[lab.solutions.at(-1)?.handler ?? ""]?.["handler.ts"] ?? "");
    await page.keyboard.press("ControlOrMeta+Shift+Enter");
    await fix.getByText("Your repair holds.", { exact: false }).waitFor(proved);
    expect(await fix.getByRole("heading", { name: "It holds" }).count()).toBe(1);

    await page.getByRole("button", { name: "What it teaches" }).click();
    await page.getByRole("region", { name: "Solutions" }).waitFor();
    for (const { url } of lab.reading) await page.locator(`a[href="${url}"]`).first().waitFor();
    await page.getByRole("button", { name: "I have my answer. Turn it over" }).first().click();
    await page.getByText(lab.recall[0]?.answer ?? "").waitFor();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
    expect([errors, foreignRequests]).toEqual([[], []]);
  }, 240_000);

  test("is solved by no cheat: neither junk, nor refusing everything, nor a solution in a comment", async () => {
    const junk: Attack = { by: "requests", actions: [junkRequest("POST"), junkRequest("GET")] };
    expect(await judge(id, junk)).toMatchObject({ counts: false, goals: [] });

    const [attack] = lab.goals.map((goal) => goal.attack);
    const weak = receivers[lab.weak] ?? {};
    const text = Object.values(receivers[lab.solutions[0]?.handler ?? ""] ?? {}).join("\n");
    const inComment = text.replaceAll(/^/gm, "// ");
    const cheats = {
      refusal: { "handler.ts": refusesEverything },
      comment: { ...weak, "handler.ts": `${weak["handler.ts"]}\n${inComment}\n` },
    };
    for (const [cheat, files] of Object.entries(cheats)) {
      expect({ cheat, isProved: await isProved(id, files, attack as Attack) }).toEqual({
        cheat,
        isProved: false,
      });
    }
  }, 120_000);
});

testInWhole(
  "the list of labs, a lab and its other stages are accessible and whole at every width",
  async () => {
    const { page, errors } = await openPage(browser, product.url);
    for (const path of ["/labs", "/labs/the-race", "/labs/the-race?stage=fix", "/labs/the-race?stage=hunt"]) {
      await page.goto(`${product.url}${path}`, { waitUntil: "networkidle" });
      await page.locator("h1").waitFor();
      for (const width of [1440, 360]) {
        await page.setViewportSize({ width, height: 800 });
        await page.waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth);
        expect({ path, width, axe: await seriousAxeFindings(page, true) }).toEqual({ path, width, axe: [] });
      }
    }
    expect(errors).toEqual([]);
  },
  120_000,
);

/** By a script typed into the page, or by a schedule that was made there before. */
async function breakBy(page: Page, id: string, attack: Attack): Promise<void> {
  const ways = page.getByRole("radiogroup", { name: "Attack by" });
  const panel = page.getByRole("tabpanel", { name: /^Break it/ });
  if (attack.by === "schedule") {
    const value = { value: attack.actions, savedAtMs: Date.now() };
    await page.request.put(`${product.url}/api/drafts?key=lab/${id}/schedule`, {
      data: value,
      headers: { origin: product.url },
    });
    await page.reload();
    await ways.getByText("Schedule").click();
    await panel.getByRole("button", { name: "Judge this schedule" }).click();
  } else {
    await ways.getByText("Script").click();
    await panel.locator(".monaco-editor .view-line", { hasText: "attacker" }).first().waitFor();
    await type(page, panel, asScript(attack));
    await page.keyboard.press("ControlOrMeta+Enter");
  }
  await panel.getByText("It counts", { exact: true }).waitFor({ timeout: 60_000 });
}

/** Monaco indents what is typed as it likes; no lab depends on white space. */
async function type(page: Page, place: ReturnType<Page["locator"]>, code: string): Promise<void> {
  await place.locator(".monaco-editor .view-line").first().click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(code);
}

const junkRequest = (method: string): SessionAction => ({
  ...{ kind: "compose", method, bodyBase64: btoa("{{{"), sign: false },
  headers: [["X-Junk", "1"]],
});

const refusesEverything =
  "export default (_request, response) => { response.statusCode = 401; response.end(); };";

const post = (path: string, body: unknown) =>
  fetch(`${product.url}/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: product.url },
    body: JSON.stringify(body),
  });

async function judge(id: string, attack: Attack): Promise<AttackReport> {
  return (await post(`labs/${id}/attacks`, { attack })).json() as Promise<AttackReport>;
}

/** Ends the proof as soon as it is known that it fails. */
async function isProved(
  id: string,
  files: Readonly<Record<string, string>>,
  attack: Attack,
): Promise<boolean> {
  const { proofId } = await (await post(`labs/${id}/fixes`, { submission: { files }, attack })).json();
  const response = await fetch(`${product.url}/api/proofs/${proofId}/events`);
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const events = [...text.matchAll(/^data: (.*)\n\n/gm)].map(
      (match) => JSON.parse(match[1] ?? "") as ProofEvent,
    );
    if (!events.some(isFailure)) continue;
    await fetch(`${product.url}/api/proofs/${proofId}`, {
      method: "DELETE",
      headers: { origin: product.url },
    });
    return false;
  }
  return true;
}

const isFailure = (event: ProofEvent): boolean =>
  (event.type === "stage" && event.state === "broken") ||
  (event.type === "progress" && event.broken.length > 0) ||
  (event.type === "verdict" && event.verdict.verdict !== "pass");
