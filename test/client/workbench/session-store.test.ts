// The life of a live session as the page knows it: start, follow, act, end, and what is left when the server is gone.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  createSessionStore,
  mergeHistory,
  type SessionApi,
  type StreamListener,
} from "../../../client/workbench/session-store.ts";
import type { HistoryEntry } from "../../../server/contract/history.ts";
import type { SessionAction, SessionState } from "../../../server/contract/session.ts";

const files = { "handler.ts": "export default app;" };
const request = { submission: { files } };
const running: SessionState = {
  state: "running",
  nowMs: 0,
  epochMs: 0,
  clockRate: 0,
  busy: false,
  liveUrl: "http://127.0.0.1:1",
  secret: "whsec_",
  deliveries: [],
  shop: { tables: [] },
};
const note = (seq: number): HistoryEntry => ({ seq, atMs: seq, kind: "note", level: "info", text: `${seq}` });

/** A server that answers when the test says so. */
function fakeServer() {
  const calls: string[] = [];
  const listeners = new Map<string, StreamListener>();
  const starts: { resolve(id: string): void; reject(error: Error): void }[] = [];
  const api: SessionApi = {
    start: () => new Promise((resolve, reject) => starts.push({ resolve, reject })),
    async act(id, action: SessionAction) {
      calls.push(`act ${id} ${action.kind}`);
    },
    async stop(id) {
      calls.push(`stop ${id}`);
    },
    follow(id, listener) {
      listeners.set(id, listener);
      return () => listeners.delete(id);
    },
  };
  const listenerOf = (id: string) => {
    const listener = listeners.get(id);
    if (!listener) throw new Error(`Nobody follows ${id}.`);
    return listener;
  };
  return { api, calls, starts, listeners, listenerOf };
}

async function startedSession(id = "one") {
  const server = fakeServer();
  const store = createSessionStore(server.api);
  const started = store.start(request);
  server.starts[0]?.resolve(id);
  await started;
  server.listenerOf(id).onEvent({ type: "history", entries: [note(0)] });
  server.listenerOf(id).onEvent({ type: "state", state: running });
  return { ...server, store };
}

describe("starting", () => {
  test("goes from idle over starting to running, with the code that runs", async () => {
    const server = fakeServer();
    const store = createSessionStore(server.api);
    expect(store.read().run.phase).toBe("idle");
    const started = store.start(request);
    expect(store.read()).toMatchObject({ run: { phase: "starting" }, files });
    server.starts[0]?.resolve("one");
    await started;
    server.listenerOf("one").onEvent({ type: "state", state: running });
    expect(store.read().run.phase).toBe("running");
  });

  test("that the server refuses says why", async () => {
    const server = fakeServer();
    const store = createSessionStore(server.api);
    const started = store.start(request);
    server.starts[0]?.reject(new Error("Too many sessions."));
    await started;
    expect(store.read().run).toEqual({ phase: "refused", message: "Too many sessions." });
  });

  test("again ends the session before, and forgets what happened in it", async () => {
    const { store, calls, listeners, starts } = await startedSession();
    const again = store.start(request);
    expect(store.read()).toMatchObject({ run: { phase: "starting" }, history: [] });
    expect([calls, listeners.size]).toEqual([["stop one"], 0]);
    starts[1]?.resolve("two");
    await again;
    expect([...listeners.keys()]).toEqual(["two"]);
  });

  test("twice in a row keeps the second, whichever is answered first", async () => {
    const server = fakeServer();
    const store = createSessionStore(server.api);
    const both = [store.start(request), store.start(request)];
    server.starts[1]?.resolve("second");
    server.starts[0]?.resolve("first");
    await Promise.all(both);
    expect([...server.listeners.keys()]).toEqual(["second"]);
    expect(server.calls).toEqual(["stop first"]);
  });
});

describe("a running session", () => {
  test("takes actions, and tells a refused one until the next", async () => {
    const { store, calls, listenerOf } = await startedSession();
    listenerOf("one").onEvent({ type: "action-refused", message: "Nothing was captured yet." });
    expect(store.read().refusal).toBe("Nothing was captured yet.");
    await store.act({ kind: "restart" });
    expect(store.read().refusal).toBeNull();
    expect(calls).toEqual(["act one restart"]);
  });

  test("gets actions one after another, in the order in which they were asked for", async () => {
    const { store, api } = await startedSession();
    const sent: { kind: string; arrive(): void }[] = [];
    api.act = (_id, { kind }) => new Promise((arrive) => sent.push({ kind, arrive }));
    const both = [store.act({ kind: "restart" }), store.act({ kind: "advance", to: "all" })];
    await vi.waitFor(() => expect(sent.length).toBe(1));
    sent[0]?.arrive();
    await both[0];
    await vi.waitFor(() => expect(sent.map(({ kind }) => kind)).toEqual(["restart", "advance"]));
    sent[1]?.arrive();
    await both[1];
  });

  test("that was left for another is not heard any more when an action fails late", async () => {
    const { store, api, starts } = await startedSession();
    const { promise, reject } = Promise.withResolvers<void>();
    api.act = () => promise;
    const acted = store.act({ kind: "restart" });
    const again = store.start(request);
    starts[1]?.resolve("two");
    await again;
    reject(new Error("Session over"));
    await acted;
    expect(store.read().refusal).toBeNull();
  });

  test("that loses its connection goes on when the stream comes back", async () => {
    const { store, listenerOf } = await startedSession();
    listenerOf("one").onConnection("lost");
    expect(store.read()).toMatchObject({ connection: "lost", run: { phase: "running" } });
    listenerOf("one").onConnection("open");
    listenerOf("one").onEvent({ type: "history", entries: [note(0), note(1)] });
    expect(store.read().connection).toBe("open");
    expect(store.read().history.map(({ seq }) => seq)).toEqual([0, 1]);
  });

  test("that the server does not know any more is gone, and what happened stays", async () => {
    const { store, listenerOf, listeners } = await startedSession();
    listenerOf("one").onConnection("gone");
    expect(store.read()).toMatchObject({ run: { phase: "gone" }, history: [note(0)] });
    expect(listeners.size).toBe(0);
    await store.act({ kind: "restart" });
    expect(store.read().refusal).toMatch(/Press Run/);
  });

  test("whose handler ended keeps its outcome when the stream closes after it", async () => {
    const { store, listenerOf } = await startedSession();
    const outcome = { kind: "crashed" as const, message: "It threw." };
    listenerOf("one").onEvent({ type: "state", state: { state: "finished", outcome } });
    listenerOf("one").onConnection("gone");
    expect(store.read().run).toEqual({ phase: "finished", outcome });
  });

  test("that is stopped is idle, and its history stays to be read", async () => {
    const { store, calls } = await startedSession();
    await store.stop();
    expect(store.read()).toMatchObject({ run: { phase: "idle" }, history: [note(0)] });
    expect(calls).toEqual(["stop one"]);
  });
});

test("a history cut into any batches, with any of them told again, comes out whole and in order", () => {
  const whole = Array.from({ length: 12 }, (_, seq) => note(seq));
  const cut = fc.array(fc.tuple(fc.nat(11), fc.nat(12)), { maxLength: 20 });
  fc.assert(
    fc.property(cut, (cuts) => {
      let known: readonly HistoryEntry[] = whole.slice(0, 1);
      for (const [start, length] of cuts) {
        // A stream never skips: a batch begins at the latest right after what is known.
        const from = Math.min(start, known.length);
        const batch = whole.slice(from, from + length);
        const isAnew = from === 0 && batch.length > 0;
        known = mergeHistory(known, batch);
        expect(known.map(({ seq }) => seq)).toEqual(known.map((_, index) => index));
        if (isAnew) expect(known).toEqual(batch);
      }
    }),
    { seed: 7 },
  );
});
