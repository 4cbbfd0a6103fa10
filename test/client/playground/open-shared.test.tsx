// A shared counterexample in the playground: the file is read, the source is shown, and nothing runs unasked.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import PlaygroundPage from "../../../client/features/playground/playground-page.tsx";
import { writeShared } from "../../../client/prover/share.ts";
import { duplicateToken } from "../fixtures/proofs.ts";
import { again, setUpProvingServer } from "../prover/page.ts";

const server = setUpProvingServer();
beforeAll(() => import("../../../client/components/dialog-popup.tsx"), 60_000);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const found = {
  token: duplicateToken,
  invariant: "effect-at-most-once",
  sentence: "Order ord_1042 ships twice.",
  scenario: "payments",
  scheme: "stripe-v1",
  seed: 7,
} as const;
const theirs = { "handler.ts": "export default theirs;", "verify.ts": "export const theirs = 1;" };
const { name, text } = writeShared(found, theirs);

function open(address = "/playground") {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[address]}>
        <PlaygroundPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const give = (content: string, fileName = name) => {
  const file = new File([content], fileName, { type: "application/json" });
  fireEvent.change(screen.getByLabelText("File of a shared counterexample"), { target: { files: [file] } });
};
const button = (label: string) => screen.getByRole("button", { name: label });
const editor = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /handler/ });

test("the source is shown before anything is opened, and closing changes nothing", async () => {
  open();
  const before = editor().value;
  give(text);
  const dialog = within(await screen.findByRole("dialog", { name: "A shared counterexample" }));
  expect(dialog.getByText("Order ord_1042 ships twice.")).toBeDefined();
  expect(dialog.getByText("export default theirs;")).toBeDefined();
  expect(dialog.getByText("export const theirs = 1;")).toBeDefined();
  expect(dialog.getByText("Stripe")).toBeDefined();
  expect(dialog.getByText(/so far none of it has run/)).toBeDefined();
  fireEvent.click(dialog.getByRole("button", { name: "Close" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect([editor().value, server.asked]).toEqual([before, []]);
});

test("opened without running, it is a draft of its own, pinned, and nothing has run", async () => {
  open();
  fireEvent.change(editor(), { target: { value: "mine" } });
  give(text);
  fireEvent.click(await screen.findByRole("button", { name: "Open without running" }));
  await waitFor(() => expect(editor().value).toBe("export default theirs;"));
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Signature scheme" }).value).toBe(
    "stripe-v1",
  );
  expect(await screen.findByRole("button", { name: "Run this schedule" })).toBeDefined();
  expect(screen.getByRole("region", { name: "Pinned tests" }).textContent).toContain("not run yet");
  expect(server.asked).toEqual([]);

  fireEvent.change(screen.getByRole("combobox", { name: "Template" }), { target: { value: "naive" } });
  await waitFor(() => expect(editor().value).toBe("mine"));
});

test("opened in a second browser, it is pinned beside what was pinned to the same code in the first", async () => {
  const older = { ...found, token: "older", invariant: "refuses-forgery" };
  const kept: unknown[] = [];
  server.use(
    http.get("*/api/drafts", ({ request }) => {
      const isPins = new URL(request.url).searchParams.get("key")?.endsWith("/pins");
      return HttpResponse.json(isPins ? { value: [older], savedAtMs: 1 } : null);
    }),
    http.put("*/api/drafts", async ({ request }) => {
      if (new URL(request.url).searchParams.get("key")?.endsWith("/pins")) kept.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  open();
  give(text);
  fireEvent.click(await screen.findByRole("button", { name: "Open without running" }));
  const pins = within(await screen.findByRole("region", { name: "Pinned tests" }));
  expect(pins.getAllByText("not run yet")).toHaveLength(2);
  await waitFor(() => expect(kept).not.toEqual([]));
  for (const draft of kept) expect(draft).toMatchObject({ value: [older, found] });
});

test("opened to run, its schedule is run on its code at once, and only then", async () => {
  const page = open();
  give(text);
  fireEvent.click(await screen.findByRole("button", { name: "Open and run it" }));
  await server.tell(1, ...again("effect-at-most-once", true));
  expect(await screen.findByText("This schedule still breaks it.")).toBeDefined();
  expect(server.asked).toEqual([
    {
      submission: { files: theirs },
      scenario: "payments",
      scheme: "stripe-v1",
      seed: 7,
      reproduce: duplicateToken,
    },
  ]);
  const [key] = Object.keys(localStorage).filter((one) => one.endsWith("/file"));
  const id = /shared-(\w+)/.exec(key ?? "")?.[1];
  page.unmount();

  open(`/playground?shared=${id}`);
  expect(editor().value).toBe("export default theirs;");
  expect(await screen.findByRole("button", { name: "Run this schedule" })).toBeDefined();
  expect(server.asked).toHaveLength(1);
});

describe("a file that does not fit", () => {
  test("is refused with its reason, and another one can be chosen", async () => {
    open();
    give("{}");
    const dialog = within(await screen.findByRole("dialog", { name: "This file cannot be opened" }));
    expect(dialog.getByText(/no counterexample of Hookproof/)).toBeDefined();
    fireEvent.click(dialog.getAllByRole("button", { name: "Close" })[0] as HTMLElement);
    give(text);
    expect(await screen.findByRole("dialog", { name: "A shared counterexample" })).toBeDefined();
  });

  test("is not even read when it is too large", async () => {
    open();
    give("x".repeat(5_000_001));
    expect(
      await screen.findByText(/^This file is larger than any counterexample\. Choose one that ends in/),
    ).toBeDefined();
  });
});

test("a file can be dropped anywhere on the page", async () => {
  open();
  const file = new File([text], name);
  const dataTransfer = { types: ["Files"], files: [file] };
  expect(fireEvent.dragOver(button("Open a shared counterexample"), { dataTransfer })).toBe(false);
  fireEvent.drop(button("Open a shared counterexample"), { dataTransfer });
  expect(await screen.findByRole("dialog", { name: "A shared counterexample" })).toBeDefined();
});

test("an address of one that is not kept here says what to do", async () => {
  open("/playground?shared=0000abcd");
  expect(await screen.findByText("This shared counterexample is not kept here")).toBeDefined();
});
