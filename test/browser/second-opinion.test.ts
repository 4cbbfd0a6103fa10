// A second opinion through the whole product: a fake endpoint on this machine stands for the model.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

let endpoint: Server;
let product: Product;
let browser: Browser;
const requests: string[] = [];
let reply: { status: number; body: string };

beforeAll(async () => {
  endpoint = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(body);
    response.writeHead(reply.status, { "content-type": "application/json" }).end(reply.body);
  });
  await new Promise<void>((ready) => endpoint.listen(0, "127.0.0.1", ready));
  const { port } = endpoint.address() as AddressInfo;
  const env = { HOOKPROOF_GRADER_URL: `http://127.0.0.1:${port}/v1`, HOOKPROOF_GRADER_MODEL: "tiny-model" };
  [product, browser] = await Promise.all([startProduct({ args: ["--grader"], env }), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  endpoint?.close();
});

const answer = "The provider tries again when it gets no 2xx in time, and the pauses get longer each time.";

test("a model is asked by a button only, falls back at a fault, and its view stands beside the grade", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}/interview/how-retries-work`);
  await page.getByRole("textbox", { name: "Your answer" }).fill(answer);
  await page.getByRole("button", { name: /^Submit/ }).click();
  await page.getByText(/your answer to tiny-model at 127\.0\.0\.1/).waitFor();
  expect(requests).toEqual([]);

  reply = { status: 503, body: "{}" };
  await page.getByRole("button", { name: "Ask tiny-model" }).click();
  await page.getByText("The endpoint answered with 503.").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);

  const ids = [...new Set((requests[0] ?? "").match(/- ([a-z-]+): /g))].map((one) => one.slice(2, -2));
  const points = ids.slice(0, 7).map((id) => ({
    ...{ id, verdict: id === "backoff" ? "met" : "missed" },
    ...{ quote: id === "backoff" ? "the pauses get longer" : "", why: "As I read it." },
  }));
  const content = JSON.stringify({ points, misconceptions: [] });
  reply = { status: 200, body: JSON.stringify({ choices: [{ message: { content } }] }) };
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByText(/^tiny-model: band/).waitFor();
  await page
    .getByText(/“As I read it\.”/)
    .first()
    .waitFor();
  expect(requests).toHaveLength(2);
  expect(await seriousAxeFindings(page)).toEqual([]);
  expect([errors, foreignRequests]).toEqual([[], []]);
  await page.context().close();
}, 60_000);
