// What is typed is kept: at once in the browser, soon on the server, and the newer of two copies comes back.
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createEditorStore } from "../../../client/editor/store.ts";
import { createDraft, fingerprint, readLocalFiles } from "../../../client/workbench/draft.ts";

const KEY = "playground/naive";
const starter = { "handler.ts": "starter" };
const local = () => JSON.parse(localStorage.getItem(`hookproof/draft/${KEY}`) ?? "null");
const copy = (text: string, savedAtMs: number, from = starter) => ({
  value: { files: { "handler.ts": text }, starter: fingerprint(from) },
  savedAtMs,
});

let stored: unknown = null;
let isDown = false;
const server = setupServer(
  http.get("/api/drafts", () => {
    if (isDown) return HttpResponse.error();
    return HttpResponse.json(stored ?? null);
  }),
  http.put("/api/drafts", async ({ request }) => {
    if (isDown) return HttpResponse.error();
    stored = await request.json();
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("/api/health", () => (isDown ? HttpResponse.error() : HttpResponse.json({ ok: true }))),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

let close = async () => {};
beforeEach(() => {
  stored = null;
  isDown = false;
  localStorage.clear();
});
afterEach(() => close());

function open() {
  const editor = createEditorStore(starter, readLocalFiles(KEY) ?? starter);
  const draft = createDraft(KEY, editor);
  const detach = draft.attach();
  close = async () => {
    await draft.flush();
    detach();
  };
  return { editor, draft, text: () => editor.read().files["handler.ts"] };
}

test("every edit is in the browser before anything else happens", () => {
  const { editor, draft } = open();
  editor.edit("handler.ts", "m");
  expect(local().value.files).toEqual({ "handler.ts": "m" });
  editor.edit("handler.ts", "mi");
  expect(local().value.files).toEqual({ "handler.ts": "mi" });
  expect(draft.read().saved).toBe("saving");
});

test("the server gets the last of several edits once, when typing pauses", async () => {
  let puts = 0;
  server.events.on("request:start", ({ request }) => {
    if (request.method === "PUT") puts += 1;
  });
  const { editor, draft } = open();
  for (const text of ["m", "mi", "mine"]) editor.edit("handler.ts", text);
  await vi.waitFor(() => expect(draft.read().saved).toBe("everywhere"), 3_000);
  expect(stored).toMatchObject({ value: { files: { "handler.ts": "mine" } } });
  expect(puts).toBe(1);
  server.events.removeAllListeners();
});

test("a visit without typing leaves no draft", async () => {
  const { draft } = open();
  await draft.flush();
  expect([local(), stored, draft.read().saved]).toEqual([null, null, "nothing-typed"]);
});

describe("on the next visit", () => {
  test("the browser's copy is there at once", () => {
    localStorage.setItem(`hookproof/draft/${KEY}`, JSON.stringify(copy("mine", 10)));
    expect(open().text()).toBe("mine");
  });

  test("a newer copy of the server replaces it", async () => {
    localStorage.setItem(`hookproof/draft/${KEY}`, JSON.stringify(copy("old", 10)));
    stored = copy("from another browser", 20);
    const { text } = open();
    await vi.waitFor(() => expect(text()).toBe("from another browser"));
    expect(local().savedAtMs).toBe(20);
  });

  test("an older copy of the server does not", async () => {
    localStorage.setItem(`hookproof/draft/${KEY}`, JSON.stringify(copy("newer", 30)));
    stored = copy("older", 20);
    const { text } = open();
    await vi.waitFor(() => expect(stored).toMatchObject({ savedAtMs: 30 }));
    expect(text()).toBe("newer");
  });

  test("what is typed while the server's copy loads stays", async () => {
    stored = copy("older", 20);
    const { editor, text, draft } = open();
    editor.edit("handler.ts", "just typed");
    await vi.waitFor(() => expect(draft.read().saved).toBe("everywhere"), 3_000);
    expect(text()).toBe("just typed");
  });

  test("a draft of another starter is kept, and marked", () => {
    localStorage.setItem(
      `hookproof/draft/${KEY}`,
      JSON.stringify(copy("mine", 10, { "handler.ts": "an earlier starter" })),
    );
    const { draft, text } = open();
    expect([text(), draft.read().starterChanged]).toEqual(["mine", true]);
  });

  test.each([
    "not json",
    "{}",
    '{"value":{"files":{"handler.ts":5}},"savedAtMs":1}',
    '{"value":null,"savedAtMs":1}',
  ])("a broken copy (%s) leaves the starter", (text) => {
    localStorage.setItem(`hookproof/draft/${KEY}`, text);
    expect(open().text()).toBe("starter");
  });
});

test("a draft that arrives after the page was left touches nothing", async () => {
  stored = copy("too late", 20);
  const { text } = open();
  await close();
  expect([text(), local()]).toEqual(["starter", null]);
  const other = open();
  await vi.waitFor(() => expect(other.text()).toBe("too late"));
  expect(text()).toBe("starter");
});

test("while the server is gone the browser keeps it, and the server gets it when it is back", async () => {
  isDown = true;
  const { editor, draft } = open();
  editor.edit("handler.ts", "typed in the dark");
  await vi.waitFor(() => expect(draft.read().saved).toBe("this-browser"), 3_000);
  expect(local().value.files).toEqual({ "handler.ts": "typed in the dark" });
  isDown = false;
  await vi.waitFor(() => expect(draft.read().saved).toBe("everywhere"), 4_000);
  expect(stored).toMatchObject({ value: { files: { "handler.ts": "typed in the dark" } } });
});
