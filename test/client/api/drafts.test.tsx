// What was typed survives: two copies, the newer wins, and what the server missed reaches it later.
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reportConnection } from "../../../client/api/connection.ts";
import { loadDraft } from "../../../client/api/drafts.ts";
import { resetProgress } from "../../../client/api/progress.ts";
import { useDraft } from "../../../client/api/use-draft.ts";

/** A server with drafts that can be switched off. */
function fakeServer() {
  const drafts = new Map<string, { value: unknown; savedAtMs: number }>();
  const server = { drafts, isUp: true };
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    if (!server.isUp) throw new TypeError("Failed to fetch");
    const key = new URL(path, "http://x").searchParams.get("key") ?? "";
    if (init.method === "PUT") drafts.set(key, JSON.parse(String(init.body)));
    else if (init.method === "DELETE") drafts.delete(key);
    else if (path.startsWith("/api/drafts")) {
      return new Response(JSON.stringify(drafts.get(key) ?? null));
    } else return new Response("{}");
    return new Response(null, { status: 204 });
  });
  return server;
}

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = fakeServer();
  reportConnection("connected");
});
afterEach(() => {
  cleanup();
  reportConnection("connected");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const asText = (stored: unknown) => (typeof stored === "string" ? stored : null);
const open = async (key = "interview/x") => {
  const hook = renderHook(() => useDraft(key, "", asText));
  await act(() => vi.advanceTimersByTimeAsync(0));
  return hook;
};
const type = (hook: Awaited<ReturnType<typeof open>>, text: string) =>
  act(() => hook.result.current.setValue(text));

describe("a draft", () => {
  test("is in this browser at once and on the server after a pause", async () => {
    const hook = await open();
    type(hook, "a");
    type(hook, "ab");
    expect(localStorage.getItem("hookproof/draft/interview/x")).toContain('"ab"');
    expect(server.drafts.size).toBe(0);
    await act(() => vi.advanceTimersByTimeAsync(600));
    expect(server.drafts.get("interview/x")?.value).toBe("ab");
    expect(hook.result.current.state).toBe("saved");
  });

  test("comes back after a reload in another browser", async () => {
    server.drafts.set("interview/x", { value: "from elsewhere", savedAtMs: 5 });
    expect((await open()).result.current).toMatchObject({ value: "from elsewhere", isOwn: true });
  });

  test("typed while the server is gone reaches it when it is back", async () => {
    const hook = await open();
    server.isUp = false;
    type(hook, "offline");
    await act(() => vi.advanceTimersByTimeAsync(600));
    expect(hook.result.current.state).toBe("kept-here");
    server.isUp = true;
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    expect(server.drafts.get("interview/x")?.value).toBe("offline");
    expect(hook.result.current.state).toBe("saved");
  });

  test("that only this browser has is sent when it is opened again", async () => {
    localStorage.setItem("hookproof/draft/k", JSON.stringify({ value: "last words", savedAtMs: 9 }));
    server.drafts.set("k", { value: "older", savedAtMs: 3 });
    expect((await loadDraft("k"))?.value).toBe("last words");
    await vi.advanceTimersByTimeAsync(0);
    expect(server.drafts.get("k")?.value).toBe("last words");
  });

  test("of a shape that is not known any more is left alone", async () => {
    server.drafts.set("interview/x", { value: { old: true }, savedAtMs: 5 });
    expect((await open()).result.current).toMatchObject({ value: "", isOwn: false });
  });

  test("is gone from both places after a reset", async () => {
    const hook = await open();
    type(hook, "x");
    await act(() => vi.advanceTimersByTimeAsync(600));
    act(() => hook.result.current.reset());
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(hook.result.current).toMatchObject({ value: "", isOwn: false });
    expect(server.drafts.size).toBe(0);
    expect(localStorage.length).toBe(0);
  });
});

test("forgetting all progress also forgets this browser's drafts, and nothing else of it", async () => {
  localStorage.setItem("hookproof/draft/k", "{}");
  localStorage.setItem("hookproof/theme", "dark");
  await resetProgress();
  expect(Object.keys(localStorage)).toEqual(["hookproof/theme"]);
});
