// The design system as assistive technology meets it: names, states, keys, and popups that give the focus back.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { Badge } from "../../../client/components/badge.tsx";
import { Button } from "../../../client/components/button.tsx";
import { CopyButton } from "../../../client/components/copy-button.tsx";
import { DataTable } from "../../../client/components/data-table.tsx";
import { Dialog } from "../../../client/components/dialog.tsx";
import { Field, TextInput } from "../../../client/components/field.tsx";
import type { Tone } from "../../../client/components/glyph.tsx";
import { Menu } from "../../../client/components/menu.tsx";
import { Segmented } from "../../../client/components/segmented.tsx";
import { Select } from "../../../client/components/select.tsx";
import { Tabs } from "../../../client/components/tabs.tsx";

// Popups are fetched on first use; here they are fetched beforehand, so that no test waits for the disk.
beforeAll(() =>
  Promise.all([
    import("../../../client/components/menu-popup.tsx"),
    import("../../../client/components/dialog-popup.tsx"),
  ]),
);
afterEach(cleanup);

test("a busy button keeps the focus, says so, and does nothing", () => {
  const onClick = vi.fn();
  render(
    <Button busy onClick={onClick}>
      Run
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Run" });
  button.focus();
  fireEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
  expect(button.getAttribute("aria-busy")).toBe("true");
  expect(document.activeElement).toBe(button);
});

test("every tone has a shape of its own", () => {
  const tones: Tone[] = ["genuine", "hostile", "effect", "time", "crash", "neutral"];
  const shapes = tones.map(
    (tone) => render(<Badge tone={tone}>{tone}</Badge>).container.querySelector("svg")?.innerHTML,
  );
  expect(new Set(shapes).size).toBe(tones.length);
});

test("a field ties its label, help and error to its control", () => {
  render(
    <Field label="Path" help="Starts with /." error="It does not start with /.">
      <TextInput defaultValue="x" />
    </Field>,
  );
  const input = screen.getByLabelText("Path");
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ");
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    "Starts with /.",
    "It does not start with /.",
  ]);
  expect(input.getAttribute("aria-invalid")).toBe("true");
});

function Choosing() {
  const [sure, setSure] = useState<"guess" | "likely" | null>(null);
  const [scheme, setScheme] = useState<"a" | "b">("a");
  return (
    <>
      <Segmented
        label="How sure?"
        options={[
          { value: "guess", label: "guess" },
          { value: "likely", label: "likely" },
        ]}
        value={sure}
        onChange={setSure}
      />
      <Select
        aria-label="Scheme"
        options={[
          { value: "a", label: "A" },
          { value: "b", label: "B" },
        ]}
        value={scheme}
        onChange={setScheme}
      />
    </>
  );
}

test("one of a few and one of many are native choices", () => {
  render(<Choosing />);
  const group = within(screen.getByRole("radiogroup", { name: "How sure?" }));
  fireEvent.click(group.getByRole("radio", { name: "likely" }));
  expect(group.getByRole<HTMLInputElement>("radio", { name: "likely" }).checked).toBe(true);
  fireEvent.change(screen.getByRole("combobox", { name: "Scheme" }), { target: { value: "b" } });
  expect(screen.getByRole<HTMLSelectElement>("combobox").value).toBe("b");
});

function Tabbed() {
  const [tab, setTab] = useState<"one" | "two">("one");
  return (
    <Tabs
      label="Files"
      items={[
        { value: "one", label: "One", panel: "first" },
        { value: "two", label: "Two", panel: "second" },
      ]}
      value={tab}
      onChange={setTab}
    />
  );
}

test("tabs show the panel of the chosen one", () => {
  render(<Tabbed />);
  expect(screen.getByRole("tabpanel").textContent).toBe("first");
  fireEvent.click(screen.getByRole("tab", { name: "Two" }));
  expect(screen.getByRole("tabpanel").textContent).toBe("second");
  expect(screen.getByRole("tab", { name: "Two" }).getAttribute("aria-selected")).toBe("true");
});

describe("popups", () => {
  test("a menu opens, runs the chosen action and closes", async () => {
    const onSelect = vi.fn();
    const items = [{ key: "x", label: "Forge", description: "No signature at all", onSelect }];
    render(<Menu label="Attack" groups={[{ key: "g", items }]} />);
    const button = screen.getByRole("button", { name: "Attack" });
    expect(button.getAttribute("aria-haspopup")).toBe("menu");
    fireEvent.click(button);
    fireEvent.click(await screen.findByRole("menuitem", { name: /Forge/ }));
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(button.getAttribute("aria-expanded")).toBe("false");
  });

  test("a dialog is named, described and closed by its button", async () => {
    const onOpenChange = vi.fn();
    render(<Dialog open onOpenChange={onOpenChange} title="Forget everything?" description="For good." />);
    const dialog = await screen.findByRole("dialog", { name: "Forget everything?" });
    expect(document.getElementById(dialog.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "For good.",
    );
    fireEvent.click(screen.getByRole("button", { name: "Close" }));
    expect(onOpenChange).toHaveBeenCalledWith(false);
  });
});

test("a table names its rows, marks the current one and says when it is empty", () => {
  const columns = [{ key: "id", header: "Order", isRowHeader: true, cell: (row: string) => row }];
  const table = (rows: string[]) => (
    <DataTable
      caption="Orders"
      columns={columns}
      rows={rows}
      rowKey={(row) => row}
      isCurrent={(row) => row === "b"}
      empty="No orders yet."
    />
  );
  const { rerender } = render(table(["a", "b"]));
  expect(screen.getByRole("table", { name: "Orders" })).toBeDefined();
  expect(screen.getByRole("row", { current: "step" }).textContent).toBe("b");
  expect(screen.getByRole("rowheader", { name: "a" })).toBeDefined();
  rerender(table([]));
  expect(screen.getByText("No orders yet.")).toBeDefined();
});

test.each([
  ["says that it copied", () => Promise.resolve(), "Copied"],
  ["says that it could not", () => Promise.reject(new Error("denied")), "Could not copy"],
])("a copy button %s", async (_, writeText, said) => {
  vi.stubGlobal("navigator", { ...navigator, userAgent: "", clipboard: { writeText } });
  render(<CopyButton text="curl" />);
  fireEvent.click(screen.getByRole("button", { name: "Copy" }));
  expect((await screen.findByRole("button", { name: said })).textContent).toBe(said);
  expect(screen.getByRole("status").textContent).toBe(said);
  vi.unstubAllGlobals();
});
