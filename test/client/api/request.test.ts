// Calls to the server: every fault becomes one ApiError, and a lost server is noticed and found again.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../../client/api/api-error.ts";
import { currentConnection, onConnectionChange, reportConnection } from "../../../client/api/connection.ts";
import { request, requestJson } from "../../../client/api/request.ts";

const fetchMock = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal("fetch", fetchMock);
  vi.useFakeTimers();
  reportConnection("connected");
});
afterEach(() => {
  reportConnection("connected");
  fetchMock.mockReset();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
const failure = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  );

test("a body is sent as JSON and the reply is read as JSON", async () => {
  fetchMock.mockResolvedValue(json({ fine: true }));
  expect(await requestJson("/api/x", { method: "POST", body: { a: 1 } })).toEqual({ fine: true });
  expect(fetchMock).toHaveBeenCalledWith("/api/x", {
    method: "POST",
    keepalive: false,
    body: '{"a":1}',
    headers: { "content-type": "application/json" },
  });
});

describe("a fault", () => {
  test("that is a problem document keeps its words", async () => {
    const problem = {
      type: "/problems/x",
      title: "Too large",
      status: 413,
      detail: "It is.",
      remedy: "Cut it.",
    };
    fetchMock.mockResolvedValue(json(problem, 413));
    const error = await failure(request("/api/x"));
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).problem).toEqual(problem);
    expect((error as ApiError).isServerGone).toBe(false);
  });

  test.each([
    ["not JSON", "<html>"],
    ["JSON of another shape", '{"oops":1}'],
  ])("whose body is %s is told by its status", async (_, body) => {
    fetchMock.mockResolvedValue(new Response(body, { status: 500 }));
    const error = (await failure(request("/api/x"))) as ApiError;
    expect(error.status).toBe(500);
    expect(error.problem.remedy).toBeTruthy();
  });

  test("of the caller's own making, an abort, says nothing about the server", async () => {
    const abort = new AbortController();
    abort.abort();
    fetchMock.mockRejectedValue(abort.signal.reason);
    expect(await failure(request("/api/x", { signal: abort.signal }))).toBe(abort.signal.reason);
    expect(currentConnection()).toBe("connected");
  });
});

describe("a server that is gone", () => {
  test("is told as such, and looked for until it answers", async () => {
    fetchMock.mockRejectedValue(new TypeError("Failed to fetch"));
    const error = (await failure(request("/api/x"))) as ApiError;
    expect(error.isServerGone).toBe(true);
    expect(currentConnection()).toBe("gone");

    const heard = vi.fn();
    const stop = onConnectionChange(heard);
    await vi.advanceTimersByTimeAsync(3_100);
    expect(heard).not.toHaveBeenCalled();
    fetchMock.mockResolvedValue(json({ ok: true }));
    await vi.advanceTimersByTimeAsync(1_600);
    expect(currentConnection()).toBe("connected");
    expect(heard).toHaveBeenCalledTimes(1);
    const calls = fetchMock.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fetchMock.mock.calls.length).toBe(calls);
    stop();
  });

  test("also means one that is still building its page", async () => {
    fetchMock.mockResolvedValue(new Response("building", { status: 503 }));
    expect(((await failure(request("/api/x"))) as ApiError).isServerGone).toBe(true);
    expect(currentConnection()).toBe("gone");
  });
});
