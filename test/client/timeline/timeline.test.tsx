// The timeline on a page: what can be read, stepped and chosen without seeing it.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Timeline } from "../../../client/timeline/timeline.tsx";
import { everythingHistory, raceHistory } from "../fixtures/histories.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function Stepped({
  entries,
  start = null,
}: {
  entries: ReturnType<typeof raceHistory>;
  start?: number | null;
}) {
  const [selection, select] = useState<number | null>(start);
  return (
    <Timeline
      entries={entries}
      selection={selection}
      onSelect={select}
      renderDetail={(entry) => <output aria-label="detail">{entry.kind}</output>}
    />
  );
}

const slider = () => screen.getByRole("slider", { name: "Place in the timeline" });
const press = (key: string, more: object = {}) => fireEvent.keyDown(slider(), { key, ...more });

test("an empty history says what to do", () => {
  render(<Stepped entries={[]} />);
  expect(screen.getByText("Nothing has happened yet.")).toBeDefined();
  expect(screen.getByText("Send an event.")).toBeDefined();
});

describe("by keyboard", () => {
  test("arrows step, Home and End go to the ends, and each place is said in a sentence", () => {
    render(<Stepped entries={raceHistory()} />);
    press("ArrowRight");
    expect(slider().getAttribute("aria-valuetext")).toBe("Step 1 of 12. The receiver starts.");
    press("End");
    expect(slider().getAttribute("aria-valuetext")).toMatch(/^Step 12 of 12\. The receiver answers 200/);
    press("ArrowLeft");
    expect(slider().getAttribute("aria-valuenow")).toBe("11");
    press("Home");
    expect(slider().getAttribute("aria-valuenow")).toBe("1");
  });

  test("with Shift the arrows go from attempt to attempt", () => {
    render(<Stepped entries={raceHistory()} />);
    press("ArrowRight", { shiftKey: true });
    press("ArrowRight", { shiftKey: true });
    expect(screen.getByLabelText("detail").textContent).toBe("attempt-started");
    expect(slider().getAttribute("aria-valuetext")).toContain("overlapping duplicate");
    press("ArrowLeft", { shiftKey: true });
    expect(slider().getAttribute("aria-valuetext")).toContain("sends payment.succeeded.");
  });

  test("a browser's own shortcuts are left alone", () => {
    render(<Stepped entries={raceHistory()} />);
    expect(press("ArrowLeft", { altKey: true })).toBe(true);
    expect(press("ArrowRight")).toBe(false);
  });
});

describe("told by chosen steps", () => {
  const entries = raceHistory();
  const seqs = entries.flatMap(({ kind, seq }) =>
    kind === "attempt-started" || kind === "effect" ? [seq] : [],
  );
  const steps = seqs.map((seq, index) => ({ seq, what: `step number ${index + 1}` }));
  function Told() {
    const [selection, select] = useState<number | null>(null);
    return <Timeline entries={entries} steps={steps} selection={selection} onSelect={select} />;
  }

  test("only these are visited, each in its own words", () => {
    render(<Told />);
    const said = steps.map(() => {
      press("ArrowRight");
      return slider().getAttribute("aria-valuetext");
    });
    expect(said).toEqual(steps.map(({ what }, index) => `Step ${index + 1} of 4. ${what}`));
    press("Home");
    press("ArrowRight", { shiftKey: true });
    expect(slider().getAttribute("aria-valuenow")).toBe("2");
  });
});

test("a flag stands at its entry, and tells where, so that two pictures can be aligned", () => {
  const places: number[] = [];
  const flag = { seq: 5, text: "here they part", onX: (x: number) => places.push(x) };
  const { rerender } = render(
    <Timeline entries={raceHistory()} selection={null} onSelect={() => {}} flag={flag} />,
  );
  expect(screen.getByText("here they part")).toBeDefined();
  const [x = 0] = places;
  rerender(
    <Timeline
      entries={raceHistory()}
      selection={null}
      onSelect={() => {}}
      flag={{ ...flag, alignX: x + 40 }}
    />,
  );
  expect(slider().parentElement?.style.marginLeft).toBe("40px");
});

test("every change of place is announced politely", () => {
  render(<Stepped entries={everythingHistory()} start={1} />);
  fireEvent.click(screen.getByRole("button", { name: "One step on" }));
  const said = screen.getAllByRole("status").map(({ textContent }) => textContent);
  expect(said.join()).toContain("The provider sends payment.succeeded (event A).");
});

test("a place that the slider itself says is not announced besides, and the next one from elsewhere is", () => {
  render(<Stepped entries={everythingHistory()} start={1} />);
  const announced = () => document.querySelector("[aria-live]")?.textContent;
  slider().focus();
  press("End");
  expect(slider().getAttribute("aria-valuetext")).toMatch(/^Step (\d+) of \1\. /);
  expect(announced()).toBe("");
  slider().blur();
  expect(announced()).toBe("");
  fireEvent.click(screen.getByRole("button", { name: "One step back" }));
  expect(announced()).toMatch(/^Step \d+ of \d+\. /);
});

test("playing visits the steps one after the other and stops at the end", () => {
  vi.useFakeTimers();
  render(<Stepped entries={raceHistory()} />);
  fireEvent.click(screen.getByRole("button", { name: "Play the steps" }));
  const visited = Array.from({ length: 14 }, () => {
    act(() => vi.advanceTimersByTime(700));
    return Number(slider().getAttribute("aria-valuenow"));
  });
  expect([...new Set(visited)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(screen.getByRole("button", { name: "Play the steps" })).toBeDefined();
});

describe("as a table", () => {
  test("every entry is a row, in order, and a press chooses it", () => {
    const entries = everythingHistory();
    render(<Stepped entries={entries} />);
    fireEvent.click(screen.getByRole("radio", { name: "Table" }));
    const rows = within(screen.getByRole("table")).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(entries.length);
    fireEvent.click(screen.getByRole("button", { name: "No answer within 15 s: the sender stops waiting." }));
    expect(screen.getByLabelText("detail").textContent).toBe("attempt-finished");
    expect(screen.getByRole("row", { current: "step" }).textContent).toContain("No answer within 15 s");
  });
});

test("the legend names only what this history has", () => {
  render(<Stepped entries={raceHistory()} />);
  const legend = within(screen.getByRole("list", { name: "Legend" }));
  expect(legend.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "genuine",
    "shop call",
    "effect",
    "effect again",
  ]);
});
