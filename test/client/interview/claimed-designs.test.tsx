// The designs that an answer claims, as a person runs them: offered, under way, stopped, asked about, answered, shown.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import { ClaimedDesigns } from "../../../client/features/interview/claimed-designs.tsx";
import type { DesignView } from "../../../server/contract/designs.ts";
import { duplicateToken, errorVerdict, passVerdict } from "../fixtures/proofs.ts";
import { again, fails, setUpProvingServer } from "../prover/page.ts";

const lines = Array.from({ length: 24 }, (_, index) => `line ${index + 1}`).join("\n");
const design: DesignView = {
  id: "dedupe-in-memory",
  title: "Dedupe in memory",
  claim: "I keep the ids in memory.",
  files: { "handler.ts": lines },
  scenario: "payments",
  scheme: "standard-v1",
  shows: "effect-at-most-once",
  asks: "What did the second copy find?",
  lesson: "A set forgets.",
  taught: { path: "/labs/forgetful-memory", title: "The forgetful memory" },
};
const answer = "Copies come. I keep the\n ids in memory. That is all.";
const claim = { id: design.id, title: design.title, span: [13, 38] as [number, number] };

const server = setUpProvingServer();
beforeAll(async () => {
  await Promise.all([
    import("../../../client/features/interview/design-run.tsx"),
    import("../../../client/features/interview/design-evidence.tsx"),
    import("../../../client/components/dialog-popup.tsx"),
  ]);
}, 60_000);
let asked: string[];
beforeEach(() => {
  asked = [];
  server.use(
    http.get("*/api/designs/:id", ({ params }) => {
      asked.push(String(params.id));
      return HttpResponse.json({ ...design, id: String(params.id) });
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open({ text = answer, designs = [claim] } = {}) {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <ClaimedDesigns questionId="idempotent-handlers" answer={text} designs={designs} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const box = () => screen.findByLabelText<HTMLTextAreaElement>(`Answer: ${design.asks}`);
const interviewer = async () => (await screen.findByText(/^“You said/)).textContent;

async function run(...events: Parameters<typeof server.tell> extends [number, ...infer Rest] ? Rest : never) {
  open();
  fireEvent.click(button("Run it"));
  await screen.findByRole("button", { name: "Stop" });
  await server.tell(1, ...events);
}

describe("before the run", () => {
  test("nothing is shown of an answer that claims nothing, and nothing is asked for", () => {
    const { container } = open({ designs: [] });
    expect([container.textContent, asked]).toEqual(["", []]);
  });

  test("the learner's own words are quoted, and no code is fetched yet", () => {
    open();
    expect(screen.getByRole("heading", { name: "You claim: Dedupe in memory" })).toBeTruthy();
    expect(screen.getByText("“I keep the ids in memory”")).toBeTruthy();
    expect(asked).toEqual([]);
  });
});

describe("while it runs", () => {
  test("the design's own files are proved, and the page says how far it is", async () => {
    await run({ type: "progress", family: "overlaps", schedules: 118, broken: ["effect-at-most-once"] });
    expect(await screen.findByText("118 schedules, 1 invariant broken so far")).toBeTruthy();
    expect(screen.getByText("Two attempts of one event at once")).toBeTruthy();
    expect(server.asked).toEqual([
      { submission: { files: design.files }, scenario: "payments", scheme: "standard-v1" },
    ]);
  });

  test("it can be stopped, and run again", async () => {
    await run({ type: "queued", ahead: 0 });
    fireEvent.click(button("Stop"));
    expect(await screen.findByText(/You stopped the run/)).toBeTruthy();
    await waitFor(() => expect(server.isStopped(1)).toBe(true));
    expect(document.activeElement).toBe(button("Run it again"));
    fireEvent.click(button("Run it again"));
    await server.tell(2, { type: "verdict", verdict: passVerdict() });
    expect(await interviewer()).toContain("none of them breaks it");
  });

  test("it is stopped by leaving the page", async () => {
    await run({ type: "queued", ahead: 0 });
    cleanup();
    await waitFor(() => expect(server.isStopped(1)).toBe(true));
  });

  test("a server that runs no code is told with what to do", async () => {
    server.refuse({
      title: "No sandbox",
      detail: "No code runs here.",
      remedy: "The interview works without.",
    });
    open();
    fireEvent.click(button("Run it"));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("No code runs here. The interview works without.");
    fireEvent.click(button("Try again"));
    await server.tell(1, ...fails);
    expect(await interviewer()).toContain("I ran the design you describe");
  });

  test("a fault of ours says nothing about the design", async () => {
    await run({
      type: "verdict",
      verdict: errorVerdict({ fault: "ours", message: "It did not show again." }),
    });
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("It did not show again. It is our fault");
  });
});

describe("the interviewer's turn", () => {
  test("says what was said and what was done, asks on, and takes the focus", async () => {
    await run(...fails);
    expect(await interviewer()).toBe(
      "“You said ‘I keep the ids in memory’. I ran the design you describe and sent the same event again. What did the second copy find?”",
    );
    expect(document.activeElement?.textContent).toBe("Your interviewer");
    expect(screen.getByText("523 schedules, 194 crash points, 52 forgeries")).toBeTruthy();
    expect(screen.queryByText("A set forgets.")).toBeNull();
  });

  test("tells what happened and why once there is an answer, and not before", async () => {
    await run(...fails);
    await box();
    fireEvent.click(button("Answer"));
    expect((await screen.findByRole("alert")).textContent).toContain("Say something first");
    fireEvent.change(await box(), { target: { value: "It found the id." } });
    fireEvent.click(button("Answer"));
    expect(await screen.findByText("Order 1042 ships twice")).toBeTruthy();
    expect(screen.getByText("It happened twice: shp_2: ord_1042 shipped.")).toBeTruthy();
    expect(screen.getByText("A set forgets.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "The forgetful memory" }).getAttribute("href")).toBe(
      "/labs/forgetful-memory",
    );
    expect(screen.getByText("It found the id.")).toBeTruthy();
    expect(document.activeElement?.textContent).toContain("A set forgets.");
  });

  test("about a design that holds says how much was tried, and has no run to show", async () => {
    await run({ type: "verdict", verdict: passVerdict() });
    expect(await interviewer()).toContain(
      "I ran the design you describe: 523 schedules, 194 crash points, 52 forgeries, and none of them breaks it.",
    );
    expect(screen.queryByRole("button", { name: "Show me the run" })).toBeNull();
    fireEvent.change(await box(), { target: { value: "It costs a table." } });
    fireEvent.keyDown(await box(), { key: "Enter", ctrlKey: true });
    expect(await screen.findByText("It holds")).toBeTruthy();
  });

  test("is there after a reload with what was typed, and nothing runs by itself", async () => {
    await run(...fails);
    fireEvent.change(await box(), { target: { value: "Half a tho" } });
    cleanup();
    open();
    expect((await box()).value).toBe("Half a tho");
    expect(await interviewer()).toContain("sent the same event again");
    expect(server.asked).toHaveLength(1);
    expect(document.activeElement).toBe(document.body);
  });

  test("is not that of a claim in other words", async () => {
    await run(...fails);
    await box();
    cleanup();
    open({ text: answer.replace("memory", "a set of my own"), designs: [{ ...claim, span: [13, 47] }] });
    expect(button("Run it")).toBeTruthy();
  });
});

describe("the run", () => {
  test("is played again from its token, with its steps beside the code and the timeline below", async () => {
    await run(...fails);
    await box();
    fireEvent.click(button("Show me the run"));
    await server.tell(2, ...again("effect-at-most-once", true));
    const dialog = within(await screen.findByRole("dialog", { name: "Dedupe in memory" }));
    const steps = within(await dialog.findByRole("list", { name: "Steps" }));
    expect(steps.getAllByRole("listitem")).toHaveLength(4);
    expect(steps.getByRole("button", { current: "step" }).textContent).toContain("shipped, again");
    expect(dialog.getByRole("region", { name: "Timeline" })).toBeTruthy();
    const code = dialog.getByLabelText<HTMLTextAreaElement>("The design: Dedupe in memory: handler.ts");
    expect([code.readOnly, code.value]).toEqual([true, lines]);
    expect(server.asked[1]).toMatchObject({ reproduce: duplicateToken, submission: { files: design.files } });
    fireEvent.click(dialog.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("that cannot be played says why", async () => {
    await run(...fails);
    await box();
    server.refuse({ title: "Busy", detail: "Too many wait.", remedy: "Wait a moment." });
    fireEvent.click(button("Show me the run"));
    expect((await screen.findByRole("alert")).textContent).toContain("Too many wait. Wait a moment.");
  });

  test("that no longer breaks the design says so, and shows what was played", async () => {
    await run(...fails);
    await box();
    fireEvent.click(button("Show me the run"));
    await server.tell(2, ...again("effect-at-most-once", false));
    const dialog = within(await screen.findByRole("dialog", { name: "Dedupe in memory" }));
    const callout = await dialog.findByText("The design has changed since then");
    expect(callout.parentElement?.textContent).toContain("Now this schedule no longer breaks it.");
    expect(dialog.getByRole("region", { name: "Timeline" })).toBeTruthy();
    expect(dialog.queryByText("This one schedule is played again")).toBeNull();
  });
});
