// A second opinion through the whole product: a fake endpoint on this machine stands for the model.
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isWhole } from "../parts.ts";
import { launchBrowser, openPage, seriousAxeFindings } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

let endpoint: Server;
let product: Product;
let browser: Browser;
const requests: string[] = [];
let reply: (response: ServerResponse) => unknown;

beforeAll(async () => {
  endpoint = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(body);
    reply(response);
  });
  await new Promise<void>((ready) => endpoint.listen(0, "127.0.0.1", ready));
  const { port } = endpoint.address() as AddressInfo;
  const env = { HOOKPROOF_GRADER_URL: `http://127.0.0.1:${port}/v1`, HOOKPROOF_GRADER_MODEL: "tiny-model" };
  [product, browser] = await Promise.all([startProduct({ args: ["--grader"], env }), launchBrowser()]);
}, 120_000);
beforeEach(() =>
  fetch(`${product.url}/api/progress`, { method: "DELETE", headers: { origin: product.url } }),
);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  endpoint?.closeAllConnections();
  endpoint?.close();
}, 60_000);

const text = (status: number, body: string) => (response: ServerResponse) =>
  response.writeHead(status, { "content-type": "application/json" }).end(body);
const says = (content: string) => text(200, JSON.stringify({ choices: [{ message: { content } }] }));
const judges = (points: readonly object[]) => says(JSON.stringify({ points, misconceptions: [] }));

/** The points of the rubric, as the last request lists them. */
const pointIds = () =>
  [...new Set((requests.at(-1) ?? "").match(/- ([a-z-]+): /g))].map((one) => one.slice(2, -2)).slice(0, 7);
const missed = (id: string) => ({ id, verdict: "missed", quote: "", why: "It is not there." });

const answer = "The provider tries again when it gets no 2xx in time, and the pauses get longer each time.";

test("a model is asked by a button only, falls back at a fault, and its view stands beside the grade", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}/interview/how-retries-work`);
  await page.getByRole("textbox", { name: "Your answer" }).fill(answer);
  await page.getByRole("button", { name: /^Submit/ }).click();
  await page.getByText(/your answer to tiny-model at 127\.0\.0\.1/).waitFor();
  expect(requests).toEqual([]);

  reply = text(503, "{}");
  await page.getByRole("button", { name: "Ask tiny-model" }).click();
  await page.getByText("The endpoint answered with 503.").waitFor();
  expect(await seriousAxeFindings(page)).toEqual([]);

  reply = judges(
    pointIds().map((id) => ({
      ...{ id, verdict: id === "backoff" ? "met" : "missed" },
      ...{ quote: id === "backoff" ? "the pauses get longer" : "", why: "As I read it." },
    })),
  );
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

type Fault = [fault: string, reply: (response: ServerResponse) => unknown, told: RegExp];

/** Takes these fifteen seconds; that patience ends is tested on the grader, too. */
const silence: Fault = ["silence", () => {}, /within 15 seconds/];

const faults: readonly Fault[] = [
  ["an error", text(500, "no"), /answered with 500/],
  ["too many requests", text(429, "slow down"), /answered with 429/],
  ["a page of HTML", text(200, "<html><body>Welcome</body></html>"), /did not reply with JSON/],
  ["prose", says("Great answer! 5 out of 5."), /JSON it was asked for/],
  ["no message", text(200, '{"choices":[]}'), /holds no message/],
  ["a missing point", (response) => judges(pointIds().slice(1).map(missed))(response), /each point once/],
  [
    "an unknown point",
    (response) => judges([...pointIds(), "charm"].map(missed))(response),
    /not in the rubric/,
  ],
  [
    "an unknown verdict",
    (response) => judges(pointIds().map((id) => ({ ...missed(id), verdict: "brilliant" })))(response),
    /fields it was asked for/,
  ],
  ["JSON that breaks off", text(200, '{"choices":[{"message":{"content":"{'), /did not reply with JSON/],
  ["a reply without end", text(200, `{"a":"${"x".repeat(300_000)}"}`), /far too long/],
  [
    "a redirect",
    (response) => response.writeHead(302, { location: "http://elsewhere.test/" }).end(),
    /sent us elsewhere/,
  ],
  ["a broken connection", (response) => response.destroy(), /could not be reached/],
  ...(isWhole ? [silence] : []),
];

test("every fault of the endpoint is told on the page, and the offline grade stands", async () => {
  const { page, errors, foreignRequests } = await openPage(browser, product.url);
  await page.goto(`${product.url}/interview/how-retries-work`);
  await page.getByRole("textbox", { name: "Your answer" }).fill(answer);
  await page.getByRole("button", { name: /^Submit/ }).click();
  const points = page.getByRole("region", { name: "Your grade" }).getByRole("list").first();
  await points.waitFor();
  const graded = await points.innerText();
  // The first request tells what the rubric's points are.
  reply = text(503, "{}");
  await page.getByRole("button", { name: "Ask tiny-model" }).click();
  await page.getByText("The endpoint answered with 503.").waitFor();
  for (const [fault, replied, told] of faults) {
    reply = replied;
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByText(told).waitFor({ timeout: 20_000 });
    expect([fault, await points.innerText()]).toEqual([fault, graded]);
  }
  expect([errors, foreignRequests]).toEqual([[], []]);
  await page.context().close();
}, 90_000);
