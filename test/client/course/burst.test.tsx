// @vitest-environment jsdom
// The burst on the page: it asks for the burst that is set, tells what was measured, and has its curves as a table.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import { Burst } from "../../../client/features/course/parts/burst.tsx";
import { AskedBurst } from "../../../server/contract/burst.ts";
import { playBurst } from "../../../server/mechanisms/burst.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Answers as the server does; gives the bursts that were asked for. */
function show(answer = (burst: AskedBurst) => Response.json(playBurst(burst))) {
  const bursts: AskedBurst[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    const burst = AskedBurst.parse(Object.fromEntries(new URL(address, "http://localhost").searchParams));
    bursts.push(burst);
    return answer(burst);
  });
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Burst />
    </QueryClientProvider>,
  );
  return bursts;
}

const rowOf = (table: HTMLElement, name: string) =>
  within(within(table).getByRole("row", { name: new RegExp(`^${name}`), hidden: true }))
    .getAllByRole("cell", { hidden: true })
    .map((cell) => cell.textContent);
const measured = () => screen.getByRole("table", { name: /met in three ways/ });

test("tells what each receiver makes of the burst that is set, and of the next one when something is moved", async () => {
  const bursts = show();
  await screen.findByText(/lets in 28 at a time and sends 8,460 away; 720 events are lost\./);
  expect(rowOf(measured(), "Requests")).toEqual(["1,000", "3,264", "8,740"]);
  expect(rowOf(measured(), "Never done")).toEqual(["0", "0", "720"]);
  const jitter = screen.getByLabelText("Jitter of its retries");
  fireEvent.change(jitter, { target: { value: "3" } });
  await screen.findByText(/no event is lost\.$/);
  expect(jitter.getAttribute("aria-valuetext")).toBe("20 %");
  expect(bursts.map(({ jitterPercent }) => jitterPercent)).toEqual([0, 20]);
});

test("says what is given up although it was done", async () => {
  show();
  await screen.findByText(/events are lost/);
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "github" } });
  await screen.findByText(/the provider gives up 972 whose work was done all the same/);
  expect(rowOf(measured(), "Given up")).toEqual(["0", "972", "972"]);
});

test("says so when every answer comes in time", async () => {
  show();
  await screen.findByText(/events are lost/);
  fireEvent.change(screen.getByLabelText("Events within a second"), { target: { value: "0" } });
  expect(await screen.findByText(/In the request, every answer comes in time\.$/)).toBeTruthy();
});

test("has its curves as a table", async () => {
  show();
  await screen.findByText(/events are lost/);
  const table = screen.getByRole("table", { name: /at some moments/, hidden: true });
  expect(rowOf(table, "1 h")).toEqual([
    "0 wait, 1,000 done",
    "0 wait, 1,000 done",
    expect.stringMatching(/^0 wait, \d+ done$/),
  ]);
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
