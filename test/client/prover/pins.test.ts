// Pinned schedules: kept in the browser at once, on the server soon after, and read back with care.
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Case } from "../../../client/prover/case.ts";
import { createPins } from "../../../client/prover/pins.ts";

const pin = (token: string): Case => ({
  token,
  invariant: "refuses-forgery",
  sentence: "A forged request was answered 200.",
  scenario: "payments",
  scheme: "standard-v1",
  seed: 1,
});
let stored: { value: unknown; savedAtMs: number } | null = null;
const server = setupServer(
  http.get("/api/drafts", () => HttpResponse.json(stored)),
  http.put("/api/drafts", async ({ request }) => {
    stored = (await request.json()) as typeof stored;
    return new HttpResponse(null, { status: 204 });
  }),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
beforeEach(() => {
  stored = null;
  localStorage.clear();
});

const tokens = (pins: ReturnType<typeof createPins>) => pins.read().pins.map(({ token }) => token);

test("a pin is there on the next visit, once, and on the server", async () => {
  const pins = createPins("playground/naive");
  pins.pin(pin("a"));
  pins.pin(pin("b"));
  pins.pin(pin("a"));
  expect(tokens(createPins("playground/naive"))).toEqual(["a", "b"]);
  await vi.waitFor(() => expect(stored?.value).toEqual([pin("a"), pin("b")]));
  expect(tokens(createPins("playground/other"))).toEqual([]);
});

test("an unpinned one is gone", async () => {
  const pins = createPins("playground/naive");
  pins.pin(pin("a"));
  pins.unpin("a");
  expect(tokens(createPins("playground/naive"))).toEqual([]);
  await vi.waitFor(() => expect(stored?.value).toEqual([]));
});

test("another browser gets them from the server, but not over what was pinned meanwhile", async () => {
  stored = { value: [pin("a")], savedAtMs: 1 };
  const pins = createPins("playground/naive");
  await pins.load();
  expect(tokens(pins)).toEqual(["a"]);

  localStorage.clear();
  const busy = createPins("playground/naive");
  const loading = busy.load();
  busy.pin(pin("b"));
  await loading;
  expect(tokens(busy)).toEqual(["b"]);
});

test.each([
  ["no list", "pins"],
  ["a list of other things", [null, 1, {}, { ...pin("a"), seed: -1 }, { ...pin("a"), token: "" }]],
])("what was stored as %s is passed over", (_title, value) => {
  localStorage.setItem("hookproof/draft/playground/naive/pins", JSON.stringify({ value, savedAtMs: 1 }));
  expect(tokens(createPins("playground/naive"))).toEqual([]);
});
