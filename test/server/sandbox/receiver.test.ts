// What a started receiver does with requests, calls, jobs and output.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandbox } from "../../../server/sandbox/sandbox.ts";
import type { Sandbox } from "../../../server/sandbox/types.ts";
import { handlerOf, okHandler, rawRequest, START_MS, type Started, start } from "./support.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const echo = `
import http from "node:http";
export default http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    response.setHeader("X-Method", request.method);
    response.setHeader("X-Path", Buffer.from(request.url, "latin1").toString("base64"));
    response.setHeader("X-Headers", Buffer.from(JSON.stringify(request.rawHeaders)).toString("base64"));
    response.end(Buffer.concat(chunks));
  });
});`;

describe("requests", () => {
  let receiver: Started;
  beforeAll(async () => {
    receiver = await start(sandbox, echo);
  });

  const seen = async (request: Parameters<typeof rawRequest>[0]) => {
    const outcome = await receiver.receiver.request(rawRequest(request)).finished;
    if (outcome.kind !== "responded") throw new Error(outcome.detail);
    const { headers, bodyBase64, status } = outcome.response;
    const header = (name: string) => headers.find(([key]) => key === name)?.[1] ?? "";
    const decoded = (name: string) => Buffer.from(header(name), "base64").toString("utf8");
    return {
      status,
      method: header("X-Method"),
      path: decoded("X-Path"),
      headers: JSON.parse(decoded("X-Headers")) as string[],
      bodyBase64,
    };
  };

  test("any bytes arrive as they were sent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (body) => {
        const { bodyBase64 } = await seen({ body });
        expect(bodyBase64).toBe(Buffer.from(body).toString("base64"));
      }),
      { seed: 20_300_101, numRuns: 60 },
    );
  });

  test("a body larger than one frame arrives whole", async () => {
    const body = Buffer.alloc(3 * 1024 * 1024, "0123456789");
    expect((await seen({ body })).bodyBase64).toBe(body.toString("base64"));
  });

  test("path, method, and the order and case of headers arrive as they were sent", async () => {
    const headers: [string, string][] = [
      ["hOsT", "shop.test"],
      ["X-Twice", "1"],
      ["webhook-ID", "evt_1"],
      ["X-Twice", "2"],
      ["Content-Length", "2"],
    ];
    const request = await seen({ method: "PUT", path: "/a%20b?x=1&y=%2F//", headers, body: "{}" });
    expect(request).toMatchObject({ method: "PUT", path: "/a%20b?x=1&y=%2F//", headers: headers.flat() });
  });

  test("only a missing Content-Length is added", async () => {
    expect((await seen({ body: "abc" })).headers).toEqual(["Host", "shop.test", "Content-Length", "3"]);
    expect((await seen({ method: "GET" })).headers).toEqual(["Host", "shop.test"]);
    const chunked = await seen({
      headers: [
        ["Host", "shop.test"],
        ["Transfer-Encoding", "chunked"],
      ],
      body: "3\r\nabc\r\n0\r\n\r\n",
    });
    expect(Buffer.from(chunked.bodyBase64, "base64").toString()).toBe("abc");
  });

  test("a malformed request gets Node's own 400", async () => {
    const outcome = await receiver.receiver.request(rawRequest({ headers: [["Bad Name", "x"]] })).finished;
    expect(outcome).toMatchObject({ kind: "responded", response: { status: 400 } });
  });

  test("an answer to HEAD has no body", async () => {
    const outcome = await receiver.receiver.request(rawRequest({ method: "HEAD" })).finished;
    expect(outcome).toMatchObject({ kind: "responded", response: { status: 200, bodyBase64: "" } });
  });

  test("many requests at once each get their own answer", async () => {
    const bodies = Array.from({ length: 50 }, (_, index) => `body ${index}`);
    const answers = await Promise.all(bodies.map((body) => receiver.post(body)));
    expect(answers.map(({ text }) => text)).toEqual(bodies);
  });
});

describe("what a handler may export", () => {
  test.each([
    [
      "an Express app",
      'import express from "express"; const app = express(); app.use((q, r) => r.end("fine")); export default app;',
    ],
    ["a request listener", okHandler],
    [
      "an http.Server",
      'import { createServer } from "node:http"; export default createServer((q, r) => r.end("fine"));',
    ],
    [
      "an app that listens",
      'import express from "express"; const app = express(); app.use((q, r) => r.end("fine")); const server = app.listen(3000, () => console.log("up on", server.address().port));',
    ],
  ])("serves %s", async (_name, code) => {
    const { get } = await start(sandbox, code);
    expect(await get("/")).toMatchObject({ status: 200, text: "fine" });
  });

  test("express parses JSON and keeps the raw body for signatures", async () => {
    const { post } = await start(
      sandbox,
      `import express from "express";
       import { createHmac } from "node:crypto";
       const app = express();
       app.post("/json", express.json(), (request, response) => { response.status(202).json(request.body.a + 1); });
       app.post("/raw", express.raw({ type: "application/json" }), (request, response) => {
         response.send(createHmac("sha256", process.env.WEBHOOK_SECRET).update(request.body).digest("hex"));
       });
       export default app;`,
      { env: { WEBHOOK_SECRET: "whsec" } },
    );
    const json: [string, string][] = [["Content-Type", "application/json"]];
    expect(await post('{"a": 1}', json, "/json")).toMatchObject({ status: 202, text: "2" });
    const { createHmac } = await import("node:crypto");
    const expected = createHmac("sha256", "whsec").update('{ "a":1 }').digest("hex");
    expect(await post('{ "a":1 }', json, "/raw")).toMatchObject({ status: 200, text: expected });
  });
});

describe("files and imports", () => {
  test("files import each other by any spelling", async () => {
    const { get } = await start(sandbox, {
      "handler.ts": `import { a } from "./a.ts"; import { b } from "./b.js"; import { c } from "./c"; import { d } from "./d.mjs";
        const sum: number = a + b + c + d;
        export default (request: unknown, response: { end(text: string): void }) => response.end(String(sum));`,
      "a.ts": 'import { c } from "./c.ts"; export const a: number = c - 2;',
      "b.ts": "export const b = 2 as number;",
      "c.ts": "export const c = 3;",
      "d.mjs": "export const d = 4;",
    });
    expect((await get("/")).text).toBe("10");
  });

  test("a CommonJS handler works", async () => {
    const { get } = await start(sandbox, {
      "handler.js": `const express = require("express"); const { part } = require("./part"); const { timingSafeEqual } = require("node:crypto");
        const app = express(); app.get("/", (request, response) => response.end(part + typeof timingSafeEqual)); module.exports = app;`,
      "part.js": 'exports.part = "part ";',
    });
    expect((await get("/")).text).toBe("part function");
  });

  test("every package and module on the list can be imported", async () => {
    const names = [
      ...["express", "stripe", "standardwebhooks", "svix", "@octokit/webhooks-methods", "shop"],
      ...["node:crypto", "crypto", "node:buffer", "node:util", "node:events", "node:stream", "node:url"],
      ...[
        "node:querystring",
        "node:stream/consumers",
        "node:string_decoder",
        "node:timers",
        "node:timers/promises",
        "node:async_hooks",
      ],
      ...["node:assert", "node:path", "node:zlib", "node:perf_hooks", "node:http"],
    ];
    const { get } = await start(
      sandbox,
      `const names = ${JSON.stringify(names)};
       const kinds = await Promise.all(names.map(async (name) => [name, Object.keys(await import(name)).length > 0]));
       export default (request, response) => response.end(JSON.stringify(kinds));`,
    );
    expect(JSON.parse((await get("/")).text)).toEqual(names.map((name) => [name, true]));
  });

  test("Node's own helpers read a body", async () => {
    const { receiver } = await start(
      sandbox,
      `import { buffer } from "node:stream/consumers";
       export default async (request, response) => response.end(await buffer(request));`,
    );
    const body = Buffer.from([0, 255, 10, 13, 0x7b]);
    const outcome = await receiver.request(rawRequest({ body })).finished;
    expect(outcome).toMatchObject({ response: { status: 200, bodyBase64: body.toString("base64") } });
  });

  test("the official packages verify signatures inside", async () => {
    const { get } = await start(
      sandbox,
      `import Stripe from "stripe";
       import { Webhook } from "standardwebhooks";
       import { Webhook as SvixWebhook } from "svix";
       import { sign, verify } from "@octokit/webhooks-methods";
       const secret = "whsec_" + Buffer.from("a secret of good length").toString("base64");
       const date = new Date();
       export default async (request, response) => {
         const body = '{"id":"evt_1"}';
         const standard = new Webhook(secret);
         const headers = { "webhook-id": "m1", "webhook-timestamp": String(Math.floor(Date.now() / 1000)), "webhook-signature": standard.sign("m1", date, body) };
         const stripe = new Stripe("sk_test_1");
         const header = stripe.webhooks.generateTestHeaderString({ payload: body, secret: "s" });
         response.end(JSON.stringify([
           standard.verify(body, headers).id,
           (new SvixWebhook(secret).verify(body, headers), "accepted"),
           stripe.webhooks.constructEvent(body, header, "s").id,
           await verify("s", body, await sign("s", body)),
           (() => { try { stripe.webhooks.constructEvent(body, header, "other"); } catch (error) { return error.type; } })(),
         ]));
       };`,
    );
    expect(JSON.parse((await get("/")).text)).toEqual([
      "evt_1",
      "accepted",
      "evt_1",
      true,
      "StripeSignatureVerificationError",
    ]);
  });

  test("the environment is the given one and nothing else", async () => {
    const { get } = await start(sandbox, handlerOf("response.end(JSON.stringify(process.env));"), {
      env: { WEBHOOK_SECRET: "whsec_x" },
    });
    const { PWD: _set, ...rest } = JSON.parse((await get("/")).text);
    expect(rest).toEqual({ WEBHOOK_SECRET: "whsec_x" });
  });
});

describe("connections", () => {
  test("the sender can give up, and the handler hears of it", async () => {
    const { receiver, logs } = await start(
      sandbox,
      handlerOf('response.on("close", () => console.log("closed", response.writableFinished));'),
    );
    const exchange = receiver.request(rawRequest({}));
    await receiver.settle();
    exchange.abort();
    expect(await exchange.finished).toMatchObject({ kind: "connection-lost" });
    await receiver.settle();
    expect(logs.map(({ text }) => text)).toEqual(["closed false\n"]);
  });

  test("a handler that cuts the connection loses it", async () => {
    const { receiver } = await start(
      sandbox,
      handlerOf(
        'response.writeHead(200, { "Content-Length": 100 }); response.write("part"); setImmediate(() => request.socket.destroy());',
      ),
    );
    const outcome = await receiver.request(rawRequest({})).finished;
    expect(outcome).toMatchObject({
      kind: "connection-lost",
      detail: expect.stringContaining("closed the connection"),
    });
  });

  test("an answer of more than 8 MB is given up, and the receiver stays up", async () => {
    const { receiver, get } = await start(
      sandbox,
      handlerOf(
        'request.url === "/big" ? response.end(Buffer.alloc(9 * 1024 * 1024)) : response.end("fine");',
      ),
    );
    const outcome = await receiver.request(rawRequest({ path: "/big" })).finished;
    expect(outcome).toMatchObject({ kind: "connection-lost", detail: expect.stringContaining("8 MB") });
    expect((await get("/")).text).toBe("fine");
  });

  test("a request to a receiver that is gone is lost at once", async () => {
    const { receiver } = await start(sandbox, okHandler);
    expect(await receiver.kill("stopped")).toMatchObject({ kind: "stopped" });
    expect((await receiver.request(rawRequest({})).finished).kind).toBe("connection-lost");
    expect((await receiver.settle()).kind).toBe("ended");
    expect(await receiver.runJob("job", "1", null)).toMatchObject({ ok: false });
    await receiver.tick(START_MS + 1);
  });

  test("a kill in the middle of a request loses the request", async () => {
    const { receiver } = await start(sandbox, handlerOf(""));
    const exchange = receiver.request(rawRequest({}));
    await receiver.settle();
    expect(await receiver.kill("crash-point")).toMatchObject({ kind: "crash-point" });
    expect(await exchange.finished).toMatchObject({ kind: "connection-lost" });
  });
});

describe("output", () => {
  test("what is printed is known by its request, also after a pause", async () => {
    const { receiver, get, logs } = await start(
      sandbox,
      `console.log("loaded");
       export default async (request, response) => {
         console.log("got", request.url);
         await new Promise(setImmediate);
         setTimeout(() => console.error("late", request.url), 1000);
         response.end();
       };`,
    );
    await get("/1");
    await get("/2");
    await receiver.tick(START_MS + 1000);
    await receiver.settle();
    expect(logs).toEqual([
      { stream: "stdout", text: "loaded\n", streamId: null },
      { stream: "stdout", text: "got /1\n", streamId: 1 },
      { stream: "stdout", text: "got /2\n", streamId: 2 },
      { stream: "stderr", text: "late /1\n", streamId: 1 },
      { stream: "stderr", text: "late /2\n", streamId: 2 },
    ]);
  });

  test("what is written to the descriptor itself is told once the receiver is idle", async () => {
    const { receiver, get, logs } = await start(
      sandbox,
      handlerOf('process.getBuiltinModule("fs").writeSync(2, "past the channel"); response.end();'),
    );
    await get("/");
    await receiver.settle();
    expect(logs).toEqual([{ stream: "stderr", text: "past the channel", streamId: null }]);
  });

  test("output beyond the budget is counted and not passed on", async () => {
    const { receiver, get, logs } = await start(
      sandbox,
      handlerOf('for (let n = 0; n < 20; n += 1) console.log("x".repeat(50_000)); response.end();'),
    );
    await get("/");
    await receiver.settle();
    const kept = logs
      .filter(({ stream }) => stream === "stdout")
      .reduce((sum, { text }) => sum + text.length, 0);
    expect(kept).toBeLessThan(400_000);
    expect(logs.at(-1)).toMatchObject({ stream: "stderr", text: expect.stringContaining("256 KB") });
  });
});
