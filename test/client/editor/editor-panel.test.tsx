// The editor where Monaco cannot run: the same text, files and keys in plain controls.
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EditorPanel } from "../../../client/editor/editor-panel.tsx";
import { createEditorStore } from "../../../client/editor/store.ts";
import { stubPointer } from "../support/dom.ts";

const starter = { "handler.ts": "export default app;", "verify.ts": "export const ok = true;" };

beforeEach(() => stubPointer("touch"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open() {
  const store = createEditorStore(starter);
  const onRun = vi.fn();
  render(<EditorPanel store={store} label="Your handler" onRun={onRun} />);
  return { store, onRun };
}
const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^Your handler/ });
const button = (name: string) => screen.getByRole("button", { name });

test("on touch, a plain field holds the text of the active file", () => {
  const { store } = open();
  expect(field().value).toBe(starter["handler.ts"]);
  fireEvent.change(field(), { target: { value: "export default other;" } });
  expect(store.read().files["handler.ts"]).toBe("export default other;");
  fireEvent.click(screen.getByRole("tab", { name: "verify.ts" }));
  expect(field().value).toBe(starter["verify.ts"]);
});

test("Control and Enter run what is typed", () => {
  const { onRun } = open();
  fireEvent.keyDown(field(), { key: "Enter" });
  expect(onRun).not.toHaveBeenCalled();
  fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true });
  expect(onRun).toHaveBeenCalledOnce();
});

test("a problem is read out with the field, and the cursor goes to its place", () => {
  const { store } = open();
  const place = { file: "verify.ts", line: 1, column: 8 };
  store.setProblems([{ message: "Unexpected token", place }]);
  store.goTo(place);
  return vi.waitFor(() => {
    expect(field().getAttribute("aria-invalid")).toBe("true");
    const description = document.getElementById(field().getAttribute("aria-describedby") ?? "");
    expect(description?.textContent).toBe("Line 1: Unexpected token");
    expect([document.activeElement, field().selectionStart]).toEqual([field(), 7]);
  });
});

test("Control, Shift and Enter prove what is typed, and Run is left alone", () => {
  const onProve = vi.fn();
  const onRun = vi.fn();
  render(
    <EditorPanel store={createEditorStore(starter)} label="Your handler" onRun={onRun} onProve={onProve} />,
  );
  fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true, shiftKey: true });
  fireEvent.click(button("Prove itCtrl ⇧ ↵"));
  expect([onProve.mock.calls.length, onRun.mock.calls.length]).toEqual([2, 0]);
});

test("marked lines are painted behind the text and read out with it, in the file in front alone", () => {
  const { store } = open();
  const mark = { file: "handler.ts", tone: "hostile" } as const;
  const marks = [
    { ...mark, line: 1, strength: "faint" as const },
    { ...mark, line: 3, strength: "strong" as const },
    { ...mark, file: "verify.ts", line: 9, strength: "faint" as const },
  ];
  act(() => store.mark(marks));
  const description = () => document.getElementById(field().getAttribute("aria-describedby") ?? "");
  expect(description()?.textContent).toBe("Marked lines: 1, 3 (this step).");
  expect(field().style.backgroundPosition).toBe("0px 12px, 0px 54px");
  fireEvent.click(screen.getByRole("tab", { name: "verify.ts" }));
  expect(description()?.textContent).toBe("Marked line: 9.");
  act(() => store.mark([]));
  expect([description(), field().style.backgroundPosition]).toEqual([null, ""]);
});

describe("files", () => {
  test("are added under a name that fits, and a wrong one is explained", () => {
    open();
    fireEvent.click(button("Add a file"));
    const name = screen.getByRole("textbox", { name: "Name of the new file" });
    fireEvent.change(name, { target: { value: "../x.ts" } });
    fireEvent.click(button("Add"));
    expect(screen.getByRole("alert").textContent).toMatch(/plain name/);
    fireEvent.change(name, { target: { value: "payments" } });
    fireEvent.click(button("Add"));
    expect(screen.getByRole("tab", { name: "payments.ts" }).getAttribute("aria-selected")).toBe("true");
  });

  test("are deleted with a way back, except the one the receiver starts from", () => {
    open();
    expect(screen.queryByRole("button", { name: /^Delete/ })).toBeNull();
    fireEvent.click(screen.getByRole("tab", { name: "verify.ts" }));
    fireEvent.click(button("Delete verify.ts"));
    expect(screen.queryByRole("tab", { name: "verify.ts" })).toBeNull();
    fireEvent.click(button("Undo"));
    expect(screen.getByRole("tab", { name: "verify.ts" })).toBeDefined();
  });
});

test("Reset and Compare wait until something differs from the starter", () => {
  open();
  expect(button("Reset").hasAttribute("disabled")).toBe(true);
  fireEvent.change(field(), { target: { value: "mine" } });
  fireEvent.click(button("Compare"));
  expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Starter of handler.ts" }).value).toBe(
    starter["handler.ts"],
  );
  fireEvent.click(button("Back to editing"));
  fireEvent.click(button("Reset"));
  expect(field().value).toBe(starter["handler.ts"]);
  fireEvent.click(button("Undo"));
  expect(field().value).toBe("mine");
});
