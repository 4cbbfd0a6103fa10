// Live sessions over HTTP: starting, following, acting, ending, and the URL for curl.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send, sendJson, startTestServer } from "./test-server.ts";

const start = { submission: { files: { "handler.ts": "export default 1" } } };
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  server = await startTestServer({ sessionLimit: 2 });
});
afterAll(() => server.close());

async function open() {
  const { sessionId } = JSON.parse((await sendJson(`${server.url}/api/sessions`, "POST", start)).body);
  const session = server.sessions.get(sessionId);
  if (!session) throw new Error("no session was made");
  return { id: String(sessionId), session, path: `${server.url}/api/sessions/${sessionId}` };
}

/** Reads server-sent events until `count` messages have come. */
async function readEvents(path: string, count: number, onFirst: () => void) {
  const abort = new AbortController();
  const response = await fetch(`${path}/events`, { signal: abort.signal });
  const messages: unknown[] = [];
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const found = [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1] ?? "null"));
    if (found.length > 0 && messages.length === 0) onFirst();
    messages.splice(0, messages.length, ...found);
    if (messages.length >= count) break;
  }
  abort.abort();
  return messages;
}

describe("a session", () => {
  test("is accepted with 202 and an address", async () => {
    const answer = await sendJson(`${server.url}/api/sessions`, "POST", start);
    expect(answer.status).toBe(202);
    expect(answer.headers.location).toBe(`/api/sessions/${JSON.parse(answer.body).sessionId}`);
  });

  test("streams what happened and then what happens", async () => {
    const { path, session } = await open();
    const messages = await readEvents(path, 2, () =>
      session.emit({ type: "action-refused", message: "not now" }),
    );
    expect(messages).toEqual([
      { type: "history", entries: [] },
      { type: "action-refused", message: "not now" },
    ]);
  });

  test("takes an action and hands it on decoded", async () => {
    const { path, session } = await open();
    const answer = await sendJson(`${path}/actions`, "POST", { kind: "advance", to: "all" });
    expect(answer.status).toBe(202);
    expect(session.actions).toEqual([{ kind: "advance", to: "all" }]);
  });

  test("refuses an action it does not know, naming the field", async () => {
    const { path, session } = await open();
    const answer = await sendJson(`${path}/actions`, "POST", { kind: "explode" });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body).issues[0].path).toBe("kind");
    expect(session.actions).toEqual([]);
  });

  test("is gone after it was ended, and says what to do", async () => {
    const { path, session } = await open();
    expect((await send(path, { method: "DELETE" })).status).toBe(204);
    expect(session.closed).toBe(true);
    const answer = await sendJson(`${path}/actions`, "POST", { kind: "restart" });
    expect(answer.status).toBe(404);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(JSON.parse(answer.body).remedy).toBe("Press Run: the code in the editor is kept.");
  });

  test("gives way to newer ones above the limit, the longest unused first", async () => {
    const first = await open();
    const second = await open();
    const third = await open();
    expect([first, second, third].map(({ session }) => session.closed)).toEqual([true, false, false]);
  });
});

describe("a submission is refused with a reason", () => {
  test.each([
    ["without an entry", { files: { "verify.ts": "" } }, "handler.ts"],
    ["with a path for a name", { files: { "handler.ts": "", "../x.ts": "" } }, "plain name"],
    ["with a file of another kind", { files: { "handler.ts": "", "run.sh": "" } }, "plain name"],
    ["with too large a file", { files: { "handler.ts": "x".repeat(200_001) } }, "200000"],
  ])("%s", async (_title, submission, words) => {
    const answer = await sendJson(`${server.url}/api/sessions`, "POST", { submission });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(words);
  });

  test("for a scenario that does not exist", async () => {
    const answer = await sendJson(`${server.url}/api/sessions`, "POST", { ...start, scenario: "moon" });
    expect([answer.status, JSON.parse(answer.body).remedy]).toEqual([422, "Choose one of: payments."]);
  });
});

describe("the live URL", () => {
  test("passes the exact bytes and header case on, and the handler's answer back", async () => {
    const { session } = await open();
    const body = Buffer.from([0, 255, 10, 123]);
    const answer = await fetch(`${session.liveUrl}/webhooks/payment?x=1`, {
      method: "POST",
      headers: { "X-Odd-Case": "1" },
      body,
    });
    expect([answer.status, answer.headers.get("x-from"), await answer.text()]).toEqual([
      202,
      "handler",
      "taken",
    ]);
    expect(session.requests[0]).toMatchObject({
      method: "POST",
      path: "/webhooks/payment?x=1",
      bodyBase64: body.toString("base64"),
    });
  });

  test("has another origin than the page, and refuses other origins and names", async () => {
    const { session } = await open();
    expect(new URL(session.liveUrl).origin).not.toBe(server.url);
    const { port } = new URL(session.liveUrl);
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: server.url },
      { host: `rebound.example:${port}` },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      expect((await send(session.liveUrl, { method: "POST", headers })).status).toBe(403);
    }
    expect(session.requests).toEqual([]);
  });

  test("refuses a body that is too large, and stays up", async () => {
    const { session } = await open();
    expect((await send(session.liveUrl, { method: "POST", body: "x".repeat(1_000_001) })).status).toBe(413);
    expect((await send(session.liveUrl, { method: "POST", body: "{}" })).status).toBe(202);
  });
});
