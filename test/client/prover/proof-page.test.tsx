// Proving in the workbench, against a server that answers as the test says: what can be seen, pressed and heard.
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Workbench } from "../../../client/workbench/workbench.tsx";
import type { ProofEvent } from "../../../server/contract/proof.ts";
import {
  duplicateToken,
  errorVerdict,
  failVerdict,
  nothingShownVerdict,
  passVerdict,
} from "../fixtures/proofs.ts";
import { again, fails, setUpProvingServer } from "./page.ts";

const lines = Array.from({ length: 24 }, (_, index) => `line ${index + 1}`).join("\n");
const starter = { files: { "handler.ts": lines }, label: "Your handler" };
const server = setUpProvingServer();
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Your handler/ });
const heard = () => screen.getAllByRole("status").map(({ textContent }) => textContent);
const rows = () =>
  within(screen.getByRole("list", { name: "Invariants" }))
    .getAllByRole("listitem")
    .map(({ textContent }) => textContent);
const steps = () => within(screen.getByRole("list", { name: "Steps" }));
const currentStep = () => steps().getByRole("button", { current: "step" }).textContent;

const turnTo = (name: string) =>
  fireEvent.click(
    within(screen.getByRole("radiogroup", { name: "Beside the code" })).getByRole("radio", { name }),
  );

function open() {
  return render(<Workbench draftKey="playground/test" starter={starter} />);
}
async function prove(...events: readonly ProofEvent[]) {
  const page = open();
  fireEvent.click(button(/^Prove it/));
  await server.tell(1, ...events);
  return page;
}
const pass: ProofEvent = { type: "verdict", verdict: passVerdict() };
const progress: ProofEvent = {
  type: "progress",
  family: "two-events",
  schedules: 211,
  broken: ["refuses-forgery"],
};

describe("while it is searched", () => {
  test("the family stands in words, with the schedules so far and what is broken", async () => {
    await prove(progress);
    expect(await screen.findByRole("heading", { name: "Two events at once" })).toBeDefined();
    expect(screen.getByText("211 schedules, 1 invariant broken so far")).toBeDefined();
    expect(rows()).toContain("Refuses forgerybroken");
    expect(rows()).toHaveLength(12);
    expect(heard()).toContain("Found broken: Refuses forgery.");
    const families = within(screen.getByRole("list", { name: "Families of schedules" }));
    expect(families.getByRole("listitem", { current: true }).textContent).toBe("Two events at once");
  });

  test("its start is heard, it says when it waits, and it can be stopped", async () => {
    await prove({ type: "queued", ahead: 0 });
    expect(heard()).toContain("The proof begins.");
    expect(await screen.findByText(/this one is next/)).toBeDefined();
    fireEvent.click(button("Stop"));
    expect(await screen.findByRole("heading", { name: "Stopped" })).toBeDefined();
    await waitFor(() => expect(server.isStopped(1)).toBe(true));
    fireEvent.click(button("Prove it again"));
    await waitFor(() => expect(server.asked).toHaveLength(2));
  });

  test("the keys that start it are the editor's own, and Run's stay Run's", async () => {
    open();
    fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(server.asked).toHaveLength(1));
    expect(server.asked[0]).toEqual({
      submission: { files: starter.files },
      scenario: "payments",
      scheme: "standard-v1",
    });
  });

  test("leaving the page stops it", async () => {
    const { unmount } = await prove(progress);
    unmount();
    await waitFor(() => expect(server.isStopped(1)).toBe(true));
  });
});

describe("a handler that holds", () => {
  test("is told with what was run, and that it was all", async () => {
    await prove(pass);
    expect(await screen.findByRole("heading", { name: "It holds" })).toBeDefined();
    expect(screen.getByText("Every schedule within the bound was run.")).toBeDefined();
    expect(rows()[0]).toBe("Effect at most onceheld94in 94 schedules");
    expect(heard().join()).toContain("It holds: 523 schedules, 194 crash points, 52 forgeries.");
    const withstood = within(screen.getByRole("list", { name: "Families of schedules" }));
    expect(withstood.getAllByRole("listitem")).toHaveLength(18);
  });

  test("within a part of the bound is not called more than that", async () => {
    await prove({ type: "verdict", verdict: passVerdict(false) });
    expect(await screen.findByText(/^Not every schedule within the bound was run/)).toBeDefined();
    expect(screen.getByText(/108 schedules with a later crash were left out/)).toBeDefined();
    expect(screen.getByText(/keeps state on globals/)).toBeDefined();
  });
});

describe("a handler that breaks", () => {
  test("is told by its smallest counterexample, what broke first", async () => {
    await prove(...fails);
    expect(await screen.findByRole("heading", { name: "Order 1042 ships twice" })).toBeDefined();
    expect(screen.getByText(/It takes 4 steps, and none can be left out\./)).toBeDefined();
    expect(
      rows()
        .slice(0, 4)
        .map((row) => row?.slice(0, 30)),
    ).toEqual([
      expect.stringMatching(/^Effect at most oncebroken32 of/),
      expect.stringMatching(/^Refuses forgerybroken/),
      expect.stringMatching(/^Keeps the newest statebroken/),
      expect.stringMatching(/^Effect at least onceheld/),
    ]);
    expect(screen.getByText("Why it matters.")).toBeDefined();
    expect(screen.getByText("Where to look.")).toBeDefined();
  });

  test("shows the step, its line of code and its place on the timeline together", async () => {
    await prove(...fails);
    await screen.findByRole("list", { name: "Steps" });
    expect(currentStep()).toContain("shp_2: ord_1042 shipped, again");
    expect(currentStep()).toContain("handler.ts:12line 12");
    const slider = screen.getByRole("slider", { name: "Place in the timeline" });
    expect(slider.getAttribute("aria-valuetext")).toBe(
      "Step 4 of 4. The shop: ship ord_1042 → shp_2: ord_1042 shipped, again, by line 12 of handler.ts",
    );
    const description = field().getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(description)?.textContent).toBe("Marked line: 12 (this step).");

    fireEvent.keyDown(slider, { key: "Home" });
    expect(currentStep()).toContain("sends payment.succeeded");
    fireEvent.click(button("One step on"));
    expect(currentStep()).toContain("handler.ts:12");
  });

  test("is stepped by the arrow keys in the list, which keeps the focus", async () => {
    await prove(...fails);
    const first = (await screen.findByRole("list", { name: "Steps" })).querySelector("button");
    const list = screen.getByRole("list", { name: "Steps" });
    fireEvent.keyDown(list, { key: "Home" });
    expect([currentStep(), document.activeElement]).toEqual([
      expect.stringContaining("sends payment.succeeded"),
      first,
    ]);
    fireEvent.keyDown(list, { key: "ArrowUp" });
    fireEvent.keyDown(list, { key: "ArrowDown" });
    fireEvent.keyDown(list, { key: "ArrowDown" });
    expect(currentStep()).toContain("ord_1042 again (attempt 2)");
    fireEvent.keyDown(list, { key: "End" });
    expect(currentStep()).toContain("shp_2: ord_1042 shipped, again");
    expect(document.activeElement?.textContent).toContain("shp_2: ord_1042 shipped, again");
  });

  test("shows the counterexample of whichever broken invariant is chosen, and what held as well", async () => {
    await prove(...fails);
    fireEvent.click(await screen.findByRole("button", { name: /^Keeps the newest state/ }));
    expect(currentStep()).toContain("refunded → paid");
    expect(screen.getByText(/an older event made it paid again/)).toBeDefined();
    fireEvent.click(button(/^Honest status/));
    expect(button(/^Honest status/).getAttribute("aria-expanded")).toBe("true");
    expect(screen.getByText("Put to the test 162 times.")).toBeDefined();
    expect(currentStep()).toContain("refunded → paid");
  });

  test("closes what was opened at a second press, and lets each verdict begin with what it tells first", async () => {
    await prove(...fails);
    const row = (name: RegExp) => button(name).getAttribute("aria-expanded");
    await screen.findByRole("button", { name: /^Effect at most once/ });
    expect(row(/^Effect at most once/)).toBe("true");
    fireEvent.click(button(/^Effect at most once/));
    expect(row(/^Effect at most once/)).toBe("false");
    expect(screen.queryByText("Why it matters.")).toBeNull();
    expect(currentStep()).toContain("shp_2: ord_1042 shipped, again");
    fireEvent.click(button(/^Honest status/));
    expect(row(/^Honest status/)).toBe("true");

    fireEvent.change(field(), { target: { value: "other" } });
    fireEvent.click(button(/^Prove it/));
    await server.tell(2, ...fails);
    await screen.findByRole("button", { name: /^Honest status/ });
    expect([row(/^Honest status/), row(/^Effect at most once/)]).toEqual(["false", "true"]);
  });

  test("is listed with every invariant that its verdict speaks of, whatever the scenario", async () => {
    const verdict = failVerdict();
    const links = { id: "keeps-links-outside", verdict: "held", checked: 9, broken: 0 } as const;
    await prove(...fails.slice(0, -1), {
      type: "verdict",
      verdict: { ...verdict, invariants: [...verdict.invariants, links] },
    });
    await screen.findByRole("heading", { name: "Order 1042 ships twice" });
    expect(rows()).toHaveLength(13);
    expect(rows().join()).toContain("Keeps links outsideheld9in 9 schedules");
  });

  test("says when the code has changed since, and what was proved is no longer claimed", async () => {
    await prove(...fails);
    await screen.findByText("This code is what was proved.");
    fireEvent.change(field(), { target: { value: `// new\n${lines}` } });
    expect(screen.getByText(/The code has changed since this proof/)).toBeDefined();
    const description = field().getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(description)?.textContent).toBe("Marked line: 13 (this step).");
  });
});

describe("what can be done with a counterexample", () => {
  test.each([
    [true, "This schedule still breaks it."],
    [false, "This schedule no longer breaks it."],
  ])("run again on the code as it stands (broken: %s)", async (isBroken, words) => {
    await prove(...fails);
    fireEvent.change(field(), { target: { value: `// mended\n${lines}` } });
    fireEvent.click(await screen.findByRole("button", { name: "Run this again" }));
    await server.tell(2, ...again("effect-at-most-once", isBroken));
    expect(await screen.findByText(words)).toBeDefined();
    expect(server.asked[1]).toMatchObject({
      reproduce: duplicateToken,
      submission: { files: { "handler.ts": `// mended\n${lines}` } },
    });
    fireEvent.click(screen.getByRole("radio", { name: "As found" }));
    expect(screen.queryByText(words)).toBeNull();
    expect(currentStep()).toContain("shp_2: ord_1042 shipped, again");
  });

  test("run again on a server that refuses, it says why instead of what was found", async () => {
    await prove(...fails);
    const again = await screen.findByRole("button", { name: "Run this again" });
    server.refuse({ title: "Too many proofs", detail: "2 proofs run.", remedy: "Stop one of them." });
    fireEvent.click(again);
    expect(await screen.findByRole("radio", { name: "Run again", checked: true })).toBeDefined();
    const told = screen.getByText("2 proofs run. Stop one of them.", { selector: "p" });
    expect(told.closest("[role=status], [aria-hidden=true]")).toBeNull();
    fireEvent.click(screen.getByRole("radio", { name: "As found" }));
    expect(currentStep()).toContain("shp_2: ord_1042 shipped, again");
  });

  test("run again on code on which it shows nothing, it says so and claims no success", async () => {
    await prove(...fails);
    fireEvent.click(await screen.findByRole("button", { name: "Pin as a test" }));
    fireEvent.click(await screen.findByRole("button", { name: "Run this again" }));
    const [played] = again("effect-at-most-once", false);
    const verdict = nothingShownVerdict("effect-at-most-once", "It cannot be played. Prove the code anew.");
    await server.tell(2, ...(played ? [played] : []), { type: "verdict", verdict });
    expect(await screen.findByText("This schedule is no test of it any more.")).toBeDefined();
    expect(screen.getByText("It cannot be played. Prove the code anew.")).toBeDefined();
    expect(screen.queryByText(/every other schedule holds, too/)).toBeNull();
    expect(screen.getByRole("slider", { name: "Place in the timeline" })).toBeDefined();
    const pins = within(screen.getByRole("region", { name: "Pinned tests" }));
    expect(pins.getByText("not checked")).toBeDefined();
  });

  test("pinned, it is there on the next visit, is run with the others, and can be let go", async () => {
    const { unmount } = await prove(...fails);
    fireEvent.click(await screen.findByRole("button", { name: "Pin as a test" }));
    fireEvent.click(button(/^Refuses forgery/));
    fireEvent.click(button("Pin as a test"));
    unmount();

    open();
    turnTo("Proof");
    const pins = within(await screen.findByRole("region", { name: "Pinned tests" }));
    expect(pins.getAllByText("not run yet")).toHaveLength(2);
    fireEvent.click(button("Run pinned"));
    await server.tell(2, ...again("effect-at-most-once", false));
    await server.tell(3, ...again("refuses-forgery", true));
    expect(await pins.findByText("held")).toBeDefined();
    expect(pins.getByText("broken")).toBeDefined();
    fireEvent.click(button(/^Refuses forgery/));
    expect(await screen.findByText("This schedule still breaks it.")).toBeDefined();
    fireEvent.change(field(), { target: { value: "other" } });
    expect(pins.getAllByText(/Run before your last change/)).toHaveLength(2);
    fireEvent.click(button("Unpin: Refuses forgery"));
    expect(pins.queryByText("broken")).toBeNull();
  });

  test("shared, it is one file with the code that it was found with, whatever stands in the editor since", async () => {
    const blobs: Blob[] = [];
    vi.stubGlobal(
      "URL",
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => blobs.push(blob) && "blob:x",
        revokeObjectURL() {},
      }),
    );
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    await prove(...fails);
    fireEvent.change(field(), { target: { value: "// mended" } });
    fireEvent.click(await screen.findByRole("button", { name: "Share" }));
    expect(click.mock.contexts[0]).toMatchObject({ download: "effect-at-most-once.hookproof.json" });
    expect(JSON.parse((await blobs[0]?.text()) ?? "")).toMatchObject({
      version: 1,
      files: starter.files,
      token: duplicateToken,
      scheme: "standard-v1",
      scenario: "payments",
      seed: 1,
    });
    click.mockRestore();
  });

  test("from elsewhere it can be shared as soon as this code is known to break", async () => {
    const { unmount } = await prove(...fails);
    fireEvent.click(await screen.findByRole("button", { name: "Pin as a test" }));
    unmount();
    open();
    turnTo("Proof");
    const pins = within(await screen.findByRole("region", { name: "Pinned tests" }));
    fireEvent.click(pins.getByRole("button", { name: /^Effect at most once/ }));
    fireEvent.click(await screen.findByRole("button", { name: "Run this schedule" }));
    expect(screen.queryByRole("button", { name: "Share" })).toBeNull();
    await server.tell(2, ...again("effect-at-most-once", true));
    expect(await screen.findByRole("button", { name: "Share" })).toBeDefined();
  });

  test("played on another handler, both are drawn and compared where they part", async () => {
    await prove(...fails);
    fireEvent.click(await screen.findByRole("button", { name: "Twin run" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: /^Verified by hand/ }));
    await server.tell(2, ...again("effect-at-most-once", true));
    await server.tell(3, ...again("effect-at-most-once", false));
    expect(await screen.findByText("Here they part. Request 2: Duplicate")).toBeDefined();
    expect(screen.getAllByText("here they part")).toHaveLength(2);
    expect(screen.getByRole("region", { name: "Your code" })).toBeDefined();
    fireEvent.click(screen.getByRole("radio", { name: "Side by side" }));
    const table = within(screen.getByRole("table", { name: "Both handlers, request by request" }));
    expect(table.getByRole("row", { current: "step" }).textContent).toContain("parts here: effect, log");
    expect(Object.keys(server.asked[2]?.submission.files ?? {})).toContain("verify.ts");
  });
});

describe("when it does not go well", () => {
  test("code that does not start is placed in the editor, as Run does", async () => {
    const place = { file: "handler.ts", line: 2, column: 3 };
    const problem = { stage: "compile" as const, message: "Unexpected token", place };
    await prove({ type: "verdict", verdict: errorVerdict({ fault: "start", problem }) });
    expect(await screen.findByText("The code does not compile")).toBeDefined();
    expect(button("Go to handler.ts:2:3")).toBeDefined();
    expect([field().getAttribute("aria-invalid"), document.activeElement]).toEqual(["true", field()]);
    expect(await screen.findByRole("heading", { name: "Nothing was proved" })).toBeDefined();
  });

  test("a fault of ours is called ours, with what to do", async () => {
    await prove({
      type: "verdict",
      verdict: errorVerdict({ fault: "ours", message: "It could not be confirmed." }),
    });
    const alert = await screen.findByRole("alert");
    expect(within(alert).getByRole("heading", { name: "Our fault" })).toBeDefined();
    expect(alert.textContent).toMatch(/It could not be confirmed.*says nothing about your handler/);
    fireEvent.click(within(alert).getByRole("button", { name: "Prove it again" }));
    await waitFor(() => expect(server.asked).toHaveLength(2));
  });

  test("a server that refuses says why and what to do", async () => {
    server.refuse({ title: "Too many proofs", detail: "2 proofs run.", remedy: "Stop one of them." });
    open();
    fireEvent.click(button(/^Prove it/));
    expect((await screen.findByRole("alert")).textContent).toContain("2 proofs run. Stop one of them.");
  });
});

test("the session and the proof take turns beside the code, and neither is lost", async () => {
  await prove(...fails);
  await screen.findByRole("list", { name: "Steps" });
  turnTo("Session");
  expect(screen.getByText("Nothing has changed yet")).toBeDefined();
  expect(screen.queryByRole("list", { name: "Steps" })).toBeNull();
  expect(screen.queryByText(/Marked line/)).toBeNull();
  turnTo("Proof");
  expect(await screen.findByRole("heading", { name: "Order 1042 ships twice" })).toBeDefined();
  expect(screen.getByText(/Marked line/)).toBeDefined();
});
