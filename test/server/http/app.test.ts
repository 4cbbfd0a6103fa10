// The rest of the web's edge: progress, drafts, faults and the description of the API.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "../../../server/http/openapi.ts";
import { send, sendJson, startTestServer } from "./test-server.ts";

let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe("drafts", () => {
  const address = () => `${server.url}/api/drafts?key=playground/default`;

  test("come back as they were saved, and a late older copy changes nothing", async () => {
    await sendJson(address(), "PUT", { value: { text: "new ✓" }, savedAtMs: 2 });
    await sendJson(address(), "PUT", { value: { text: "old" }, savedAtMs: 1 });
    expect(JSON.parse((await send(address())).body)).toEqual({ value: { text: "new ✓" }, savedAtMs: 2 });
  });

  test("that were never saved are null, which is no error", async () => {
    const answer = await send(`${server.url}/api/drafts?key=interview/none`);
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, null]);
  });

  test.each(["", "../x", "A", "a b"])("refuse the key %j", async (key) => {
    expect((await send(`${server.url}/api/drafts?key=${encodeURIComponent(key)}`)).status).toBe(422);
  });

  test("refuse more than they can hold and keep what was there", async () => {
    await sendJson(address(), "PUT", { value: "kept", savedAtMs: 3 });
    expect((await sendJson(address(), "PUT", { value: "x".repeat(1_000_001), savedAtMs: 4 })).status).toBe(
      413,
    );
    expect(JSON.parse((await send(address())).body).value).toBe("kept");
  });
});

describe("progress", () => {
  test("records milestones and the last place, and forgets them on request", async () => {
    await sendJson(`${server.url}/api/progress/milestones`, "PUT", { key: "lesson/one/step/two", atMs: 5 });
    await sendJson(`${server.url}/api/progress/last-place`, "PUT", { path: "/learn/one#two" });
    expect(JSON.parse((await send(`${server.url}/api/progress`)).body)).toEqual({
      milestones: [{ key: "lesson/one/step/two", atMs: 5, detail: {} }],
      lastPlace: "/learn/one#two",
    });
    await send(`${server.url}/api/progress`, { method: "DELETE" });
    expect(JSON.parse((await send(`${server.url}/api/progress`)).body)).toEqual({
      milestones: [],
      lastPlace: null,
    });
  });

  test.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"])(
    "refuses the place %j, which is not on this site",
    async (path) => {
      expect((await sendJson(`${server.url}/api/progress/last-place`, "PUT", { path })).status).toBe(422);
    },
  );
});

describe("while its services start", () => {
  test("the page is served, and who asks the API waits for them", async () => {
    const { promise: starting, resolve } = Promise.withResolvers<void>();
    const early = await startTestServer({ starting });
    const seen: string[] = [];
    const asked = send(`${early.url}/api/health`).then(({ status }) => seen.push(`API ${status}`));
    seen.push((await send(early.url)).body);
    resolve();
    await asked;
    await early.close();
    expect(seen).toEqual(["the page", "API 200"]);
  });

  test("and it turns out that there are none, who asks the API gets our fault", async () => {
    const early = await startTestServer({ starting: Promise.reject(new Error("no services")) });
    expect((await send(`${early.url}/api/health`)).status).toBe(500);
    expect((await send(early.url)).status).toBe(200);
    await early.close();
    expect(early.faults).toEqual([new Error("no services")]);
  });
});

describe("faults", () => {
  test("of the client's JSON are told with 400", async () => {
    const answer = await send(`${server.url}/api/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect([answer.status, JSON.parse(answer.body).title]).toEqual([400, "Unreadable request"]);
  });

  test("of the client's content type are told with 415", async () => {
    expect(
      (
        await send(`${server.url}/api/sessions`, {
          method: "POST",
          headers: { "content-type": "text/plain" },
          body: "{}",
        })
      ).status,
    ).toBe(415);
  });

  test("of ours are called ours, logged, and say nothing about the inside", async () => {
    const answer = await sendJson(`${server.url}/api/questions/broken/grade`, "POST", { answer: "x" });
    expect([answer.status, JSON.parse(answer.body).title]).toEqual([500, "Our fault"]);
    expect(answer.body).not.toContain("a fault of ours");
    expect(server.faults).toHaveLength(1);
  });

  test("an unknown address under /api is a problem, never the page", async () => {
    const answer = await send(`${server.url}/api/nothing`);
    expect([answer.status, answer.headers["content-type"]]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
    ]);
  });
});

describe("the API's description", () => {
  test("is served and names every operation", async () => {
    const document = JSON.parse((await send(`${server.url}/api/openapi.json`)).body);
    expect(document.openapi).toBe("3.1.0");
    expect(
      document.paths["/api/sessions"].post.requestBody.content["application/json"].schema.properties,
    ).toHaveProperty("submission");
  });

  test("lists no operation that does not exist", async () => {
    for (const { method, path } of operations) {
      const answer = await send(`${server.url}/api${path.replace(":id", "none")}`, {
        method: method.toUpperCase(),
      });
      const isUnknownAddress = answer.body.includes("No such address");
      expect([method, path, isUnknownAddress]).toEqual([method, path, false]);
    }
  });
});
