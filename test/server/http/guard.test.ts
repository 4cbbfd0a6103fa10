// Other web pages are kept out: no foreign origin, rebound name or cross-site form starts a run or reads a result.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownAuthorities } from "../../../server/http/guard.ts";
import { send, sendJson, startTestServer } from "./test-server.ts";

const start = { submission: { files: { "handler.ts": "export default 1" } } };
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe("a page of another origin", () => {
  const foreign = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "cors",
  };

  test("cannot start a run", async () => {
    const answer = await sendJson(`${server.url}/api/sessions`, "POST", start, foreign);
    expect(answer.status).toBe(403);
    expect(server.sessions.size).toBe(0);
  });

  test("cannot read a result", async () => {
    const { sessionId } = JSON.parse((await sendJson(`${server.url}/api/sessions`, "POST", start)).body);
    const answer = await send(`${server.url}/api/sessions/${sessionId}/events`, { headers: foreign });
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("gets no consent from a preflight", async () => {
    const answer = await send(`${server.url}/api/sessions`, {
      method: "OPTIONS",
      headers: { ...foreign, "access-control-request-method": "POST" },
    });
    expect(answer.status).toBe(403);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("cannot start a run by a form, whose origin may be hidden", async () => {
    const form = {
      "content-type": "text/plain",
      origin: "null",
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    const before = server.sessions.size;
    const answer = await send(`${server.url}/api/sessions`, {
      method: "POST",
      headers: form,
      body: JSON.stringify(start),
    });
    expect(answer.status).toBe(403);
    expect(server.sessions.size).toBe(before);
  });

  test("may link to the page itself, and to nothing under /api", async () => {
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-mode": "navigate",
      "sec-fetch-dest": "document",
    };
    expect((await send(server.url, { headers: link })).status).toBe(200);
    expect((await send(`${server.url}/api/progress`, { headers: link })).status).toBe(403);
  });

  test("is foreign even on the same machine at another port, as a live session's own URL is", async () => {
    const sameSite = { origin: `http://127.0.0.1:${server.port + 1}`, "sec-fetch-site": "same-site" };
    expect((await sendJson(`${server.url}/api/sessions`, "POST", start, sameSite)).status).toBe(403);
  });
});

describe("a name that is not ours", () => {
  test.each(["evil.example", "evil.example:4400", "127.0.0.1", "127.0.0.1:1"])(
    "is refused: %j",
    async (host) => {
      const answer = await send(`${server.url}/api/progress`, { headers: { host } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain("milestones");
    },
  );

  test("is refused for a rebound name even when the browser calls it same-origin", async () => {
    const host = `rebound.example:${server.port}`;
    const rebound = { host, origin: `http://${host}`, "sec-fetch-site": "same-origin" };
    expect((await sendJson(`${server.url}/api/sessions`, "POST", start, rebound)).status).toBe(403);
  });
});

describe("the server's own page and other clients", () => {
  test.each(["127.0.0.1", "localhost", "[::1]"])("are served under the name %s", async (name) => {
    const authority = `${name}:${server.port}`;
    const own = { host: authority, origin: `http://${authority}`, "sec-fetch-site": "same-origin" };
    expect((await sendJson(`${server.url}/api/sessions`, "POST", start, own)).status).toBe(202);
  });

  test("are served without browser headers, as curl sends", async () => {
    expect((await send(`${server.url}/api/progress`)).status).toBe(200);
  });
});

test("a server told to listen on every address still answers to loopback names only", () => {
  expect([...ownAuthorities(4400, "0.0.0.0")]).toEqual(["127.0.0.1:4400", "localhost:4400", "[::1]:4400"]);
});

test("every answer forbids foreign scripts, frames and guesses of type", async () => {
  for (const path of ["/", "/api/progress", "/api/nothing"]) {
    const { headers } = await send(`${server.url}${path}`);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
});
