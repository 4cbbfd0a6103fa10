// The workbench in a real browser: code that fails, requests written by hand, outages, and the editor's own tools.
import { execFileSync } from "node:child_process";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testInWhole } from "../parts.ts";
import { launchProfile, openPage } from "./support/browser.ts";
import {
  codeLine,
  firstLine,
  openPlayground,
  replaceCode,
  run,
  runButton,
  send,
  typeAtTop,
} from "./support/playground.ts";
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

/** A handler around a few lines, so that a test shows only what it is about. */
const handler = (body: string, before = "") =>
  `import express from "express";\n${before}\nconst app = express();\napp.post("/webhooks/payment", express.json(), async (req, res) => {\n${body}\n});\nexport default app;\n`;

const alert = (title: string) => page.getByRole("alert").filter({ hasText: title });
const look = async (tab: string) => {
  await page.getByRole("tab", { name: tab, exact: true }).click();
  return page.getByRole("tabpanel", { name: tab });
};

describe("code that does not start", () => {
  test("a syntax error is told with its place, and marked there until it is mended", async () => {
    await openPlayground(page, product.url, "empty");
    await replaceCode(page, 'import express from "express";\nconst app = express(;\nexport default app;\n');
    await runButton(page).click();
    const told = alert("The code does not compile");
    await told.getByRole("button", { name: /Go to handler\.ts:2/ }).waitFor();
    await page.locator(".squiggly-error").first().waitFor();
    await page
      .getByRole("tab", { name: /handler\.ts/ })
      .getByTitle("This file has a problem")
      .waitFor();

    await told.getByRole("button", { name: /Go to handler\.ts:2/ }).click();
    await replaceCode(page, handler("res.sendStatus(204);"));
    await run(page);
    await told.waitFor({ state: "detached" });
    expect(await page.getByTitle("This file has a problem").count()).toBe(0);
  });

  testInWhole("a missing import is named with its file and line", async () => {
    await openPlayground(page, product.url, "empty");
    await replaceCode(
      page,
      handler("res.sendStatus(204);", 'import { check } from "./nowhere.ts";\ncheck();'),
    );
    await runButton(page).click();
    const told = alert("The handler could not be loaded").filter({ hasText: "nowhere" });
    await told.getByRole("button", { name: /Go to handler\.ts:2/ }).waitFor();
    await page.locator(".squiggly-error").first().waitFor();
  });

  testInWhole("an error while it loads is told with its message and place", async () => {
    await openPlayground(page, product.url, "empty");
    await replaceCode(page, handler("res.sendStatus(204);", 'throw new Error("no secret, no service");'));
    await runButton(page).click();
    const told = alert("The handler could not be loaded");
    await told.getByText("no secret, no service").first().waitFor();
    await told.getByRole("button", { name: /Go to handler\.ts:2/ }).waitFor();
  });
});

describe("a handler that goes wrong", () => {
  const wrong = [
    { name: "exits", body: "process.exit(3);", told: /ended itself with exit code 3/ },
    { name: "loops for ever", body: "for (;;);", told: /no sign of life|processor time/ },
    {
      name: "throws after its answer",
      body: 'res.sendStatus(200);\nsetTimeout(() => { throw new Error("too late to tell"); }, 5);',
      told: /too late to tell/,
    },
  ];
  testInWhole.each(wrong)("and $name is told in words, and Run works again", async ({ body, told }) => {
    await openPlayground(page, product.url, "empty");
    await replaceCode(page, handler(body));
    await run(page);
    await send(page, "Payment succeeded");
    await page.getByRole("button", { name: "+1 h", exact: true }).click();
    const ending = alert("The handler");
    await ending.getByText(told).first().waitFor();

    await replaceCode(page, handler("res.sendStatus(204);"));
    await run(page);
    await ending.waitFor({ state: "detached" });
    await send(page, "Payment succeeded");
    const exchange = await look("Request");
    await exchange.getByText("HTTP/1.1 204").waitFor();
  });
});

describe("a request by hand", () => {
  test("starts from a captured one; changed, it passes only when it is signed anew", async () => {
    await openPlayground(page, product.url, "by-hand");
    await run(page);
    await send(page, "Payment succeeded");
    const exchange = await look("Request");
    await exchange.getByText("HTTP/1.1 202").waitFor();
    // The raw request, what of it was signed, and the raw answer.
    await exchange.getByText("POST /webhooks/payment HTTP/1.1").waitFor();
    await exchange.getByText("webhook-signature").first().waitFor();
    await exchange
      .getByText(/"type": "payment.succeeded"/)
      .first()
      .waitFor();
    await exchange.getByText("Hex").first().click();
    await exchange
      .getByText(/7b 22 69 64/)
      .first()
      .waitFor();
    await exchange.getByText("Text").first().click();

    const composer = await look("Compose");
    const start = composer.getByLabel("Start from");
    const captured = start.locator("option", { hasText: "Attempt 1" });
    await start.selectOption((await captured.getAttribute("value")) ?? "");
    const body = composer.getByLabel("Body", { exact: true });
    expect(await body.inputValue()).toContain("payment.succeeded");
    await body.fill((await body.inputValue()).replace("payment.succeeded", "payment.refunded"));
    await composer.getByRole("button", { name: "Send", exact: true }).click();
    await look("Request");
    await exchange.getByText("HTTP/1.1 401").waitFor();

    await look("Compose");
    await composer.getByText("Sign it with the real secret").click();
    await composer.getByText("The signature headers below are replaced by new ones.").waitFor();
    await composer.getByRole("button", { name: "Send", exact: true }).click();
    await look("Request");
    await exchange.getByText("HTTP/1.1 202").waitFor();
    await exchange.getByText("payment.refunded").first().waitFor();
  });

  test("can come from a terminal: the command on the page reaches the handler, and is drawn as from outside", async () => {
    await openPlayground(page, product.url, "naive");
    await run(page);
    await send(page, "Payment succeeded");
    const exchange = await look("Request");
    await exchange.getByText("HTTP/1.1 200").waitFor();
    await exchange.getByRole("button", { name: "Copy as curl" }).click();
    await exchange.getByRole("button", { name: "Copied" }).waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    expect((await runCurl(command)).status).toBe(200);
    await exchange.getByText("external", { exact: true }).waitFor();
    await page.getByRole("radio", { name: "Table" }).last().check();
    await page.getByText("A client of your own sends a request.").first().waitFor();
  });
});

/** Lets a shell read the command as it would, and sends what curl would have been given. */
async function runCurl(command: string): Promise<Response> {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const words = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
  const valuesOf = (option: string) =>
    words.flatMap((word, index) => (words[index - 1] === option ? [word] : []));
  const url = words.find((word) => word.startsWith("http://")) ?? "";
  return fetch(url, {
    method: valuesOf("-X")[0] ?? "GET",
    headers: valuesOf("-H").map((header): [string, string] => {
      const [, name = "", value = ""] = /^([^:]+): (.*)$/.exec(header) ?? [];
      return [name, value];
    }),
    body: valuesOf("--data-binary")[0] ?? null,
  });
}

describe("an outage", () => {
  test("of 42 hours is played through to the delivery", async () => {
    await openPlayground(page, product.url, "naive");
    await run(page);
    await page.getByLabel("Length of the outage").selectOption({ label: "42 hours" });
    await page.getByRole("button", { name: "Start outage" }).click();
    await send(page, "Payment succeeded");
    const deliveries = await look("Deliveries");
    await deliveries.getByText("waiting", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Play all" }).click();
    await deliveries.getByText("delivered", { exact: true }).waitFor();
    await deliveries.getByText(/^[5-9] attempts|^1\d attempts/).waitFor();
  });

  testInWhole(
    "longer than all retries ends as a dead letter, which a redelivery by hand revives",
    async () => {
      await openPlayground(page, product.url, "empty");
      await replaceCode(page, handler("res.sendStatus(500);"));
      await run(page);
      await send(page, "Payment succeeded");
      const deliveries = await look("Deliveries");
      await page.getByRole("button", { name: "Play all" }).click();
      await deliveries.getByText("dead letter", { exact: true }).waitFor();
      await deliveries.getByRole("button", { name: "Redeliver" }).click();
      await deliveries.getByText(/redelivery: 500/).waitFor();
      await deliveries.getByText("dead letter", { exact: true }).waitFor();
    },
  );
});

describe("the editor's tools", () => {
  test("compare shows what was changed, reset takes it away, and undo brings it back", async () => {
    await openPlayground(page, product.url, "github");
    await typeAtTop(page, "// a line of mine\n");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    await page.getByRole("button", { name: "Back to editing" }).click();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByText("Reset to the starter.").waitFor();
    await codeLine(page, "a line of mine").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await codeLine(page, "a line of mine").waitFor();
  });

  testInWhole("a second file can be added, and imported by the first", async () => {
    await openPlayground(page, product.url, "empty");
    await page.getByRole("button", { name: "Add a file" }).click();
    await page.getByRole("textbox", { name: "Name of the new file" }).fill("answer.ts");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("tab", { name: "answer.ts", selected: true }).waitFor();
    await replaceCode(page, "export const answer = 207;\n");
    await page.getByRole("tab", { name: "handler.ts" }).click();
    await codeLine(page, "export const answer").waitFor({ state: "detached" });
    await replaceCode(page, handler("res.sendStatus(answer);", 'import { answer } from "./answer.ts";'));
    await run(page);
    await send(page, "Payment succeeded");
    await (await look("Request")).getByText("HTTP/1.1 207").waitFor();
  });
});

testInWhole("template and scheme are chosen, and the provider signs as the template expects", async () => {
  await openPlayground(page, product.url, "naive");
  await page.getByLabel("Template").selectOption({ label: "stripe package" });
  await codeLine(page, "Stripe's library").waitFor();
  expect(await page.getByLabel("Signature scheme").inputValue()).toBe("stripe-v1");
  await run(page);
  await send(page, "Payment succeeded");
  const exchange = await look("Request");
  await exchange.getByText("HTTP/1.1 200").waitFor();
  await exchange.getByText("stripe-signature").first().waitFor();
  await send(page, "Tampered body");
  await exchange.getByText("HTTP/1.1 401").waitFor();

  await page.getByLabel("Signature scheme").selectOption({ label: "GitHub" });
  await page.getByText("This template checks another scheme").waitFor();
  await firstLine(page).waitFor();
  await run(page);
  await send(page, "Payment succeeded");
  await (await look("Request")).getByText("HTTP/1.1 401").waitFor();
});

testInWhole("many live handlers in one lesson leave every button working", async () => {
  await page.goto(`${product.url}/learn/a-live-handler`);
  for (const id of ["break-it", "look-closer", "last-stage", "repair"]) {
    const step = page.locator(`#${id}`);
    await step.getByRole("button", { name: "Open the workbench" }).click();
    await step.locator(".monaco-editor .view-line").first().waitFor();
    await run(step);
  }
  const twin = page.locator("#predict");
  await twin.getByRole("button", { name: "Skip" }).click();
  await twin.getByText("Here they part").waitFor();
  // The first of them had to rest meanwhile, and answers all the same.
  const first = page.locator("#break-it");
  await send(first, "Unsigned request");
  await first.getByText("ord_1042 shipped").first().waitFor();
});
