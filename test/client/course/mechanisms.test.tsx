// @vitest-environment jsdom
// The comparison on the page: it asks for the day that is set, tells what was measured, and says when it cannot.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import { Mechanisms } from "../../../client/features/course/parts/mechanisms.tsx";
import { ComparedDay } from "../../../server/contract/mechanisms.ts";
import { compareMechanisms } from "../../../server/mechanisms/compare.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Answers as the server does; gives the days that were asked for. */
function show(answer = (day: ComparedDay) => Response.json(compareMechanisms(day))) {
  const days: ComparedDay[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    const day = ComparedDay.parse(Object.fromEntries(new URL(address, "http://localhost").searchParams));
    days.push(day);
    return answer(day);
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Mechanisms />
    </QueryClientProvider>,
  );
  return days;
}

const rowOf = (name: string) =>
  within(screen.getByRole("row", { name: new RegExp(`^${name}`) }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

test("tells the figures of the day that is set, and of the next one when something is moved", async () => {
  const days = show();
  await screen.findByText("One day with 240 events, measured");
  expect(rowOf("Requests")).toEqual(["240", "1,440", "480"]);
  const pause = screen.getByLabelText("Polling asks every");
  fireEvent.change(pause, { target: { value: "0" } });
  await vi.waitFor(() => expect(rowOf("Requests")).toEqual(["240", "86,400", "480"]));
  expect(pause.getAttribute("aria-valuetext")).toBe("1 s");
  expect(days.map(({ pollSeconds }) => pollSeconds)).toEqual([60, 1]);
});

test("tells of events that nobody will send again", async () => {
  show();
  await screen.findByText(/Asking every/);
  fireEvent.change(screen.getByLabelText("Receiver down at 08:00"), { target: { value: "3" } });
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "github" } });
  expect(await screen.findByText(/only asking would find them/)).toBeTruthy();
  const [webhook, polling, broker] = rowOf("Never heard of");
  expect(Number(webhook)).toBeGreaterThan(0);
  expect([polling, broker]).toEqual(["0", "0"]);
});

test("says what to do when the server cannot be asked", async () => {
  const problem = {
    type: "/problems/x",
    title: "Our fault",
    status: 500,
    detail: "It broke.",
    remedy: "Try again.",
  };
  show(() =>
    Response.json(problem, { status: 500, headers: { "content-type": "application/problem+json" } }),
  );
  expect(await screen.findByText(/Try again\./)).toBeTruthy();
});
