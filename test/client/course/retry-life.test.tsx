// @vitest-environment jsdom
// The lives of retries and the herd on the page: they ask for what is set, and tell what was made of it, in words as well.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import { Herd } from "../../../client/features/course/parts/herd.tsx";
import { RetryLife } from "../../../client/features/course/parts/retry-life.tsx";
import { AskedHerd, Downtime } from "../../../server/contract/retry-life.ts";
import { gatherHerd } from "../../../server/mechanisms/herd.ts";
import { liveThroughDowntime } from "../../../server/mechanisms/retry-life.ts";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Answers as the server does; gives the addresses that were asked for. */
function show(part: ReactNode, answer = compute): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    return answer(new URL(address, "http://localhost"));
  });
  render(<QueryClientProvider client={createQueryClient()}>{part}</QueryClientProvider>);
  return asked;
}

function compute({ pathname, searchParams }: URL): Response {
  const query = Object.fromEntries(searchParams);
  if (pathname.endsWith("/herd")) return Response.json(gatherHerd(AskedHerd.parse(query)));
  return Response.json(liveThroughDowntime(Downtime.parse(query)));
}

const summary = () => screen.getByRole("table", { name: /a hundred more/ });
const rowOf = (table: HTMLElement, name: string) =>
  within(within(table).getByRole("row", { name: new RegExp(`^${name}`) }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

test("tells for each provider whether its figures are published, and how the event ends", async () => {
  const asked = show(<RetryLife />);
  await screen.findByText(
    "Delivered by Standard Webhooks and Stripe. Lost with Shopify, Slack Events and GitHub.",
  );
  expect(asked).toEqual(["/api/mechanisms/retries?beforeSeconds=0&lastsSeconds=151200&answer=nobody"]);
  expect(rowOf(summary(), "Standard Webhooks")).toEqual([
    ...["published", "9 of 10", "delivered after 51.6 h", "none", "51.6 h"],
  ]);
  expect(rowOf(summary(), "Shopify")).toEqual([
    ...["example", "9 of 9", "dead letter after about 4 h", "90", "about 4 h"],
  ]);
  expect(rowOf(summary(), "GitHub")).toEqual(["published", "1 of 1", "dead letter at once", "all", "–"]);
});

test("asks again when something is moved, and says what a friendly page costs", async () => {
  const asked = show(<RetryLife />);
  await screen.findByText(/^Delivered by/);
  const lasts = screen.getByLabelText("Stays down");
  fireEvent.change(lasts, { target: { value: "4" } });
  expect(lasts.getAttribute("aria-valuetext")).toBe("for 10 min");
  await vi.waitFor(() => expect(rowOf(summary(), "Slack Events")[2]).toBe("dead letter after 6 min"));
  fireEvent.change(screen.getByRole("combobox"), { target: { value: "page" } });
  await screen.findByText(/^Each provider has its 2xx and lets go of the event/);
  expect(rowOf(summary(), "Stripe")[2]).toBe("taken for delivered at once");
  expect(asked.at(-1)).toBe("/api/mechanisms/retries?beforeSeconds=0&lastsSeconds=600&answer=page");
});

test("lists every attempt, and what is published and what was added", async () => {
  show(<RetryLife />);
  await screen.findByText(/^Delivered by/);
  const attempts = screen.getByRole("table", { name: "Every attempt", hidden: true });
  // Ten, ten, nine, four and one; and the line of headings.
  expect(within(attempts).getAllByRole("row", { hidden: true })).toHaveLength(34 + 1);
  expect(
    screen.getByText(/Publishes up to three days, .* What you see is an example: ten attempts/),
  ).toBeTruthy();
  const source = screen.getByRole("link", { name: "docs.stripe.com", hidden: true });
  expect(source.getAttribute("href")).toBe("https://docs.stripe.com/webhooks");
});

test("shows how jitter pulls a herd apart", async () => {
  show(<Herd />);
  await screen.findByText(/1,000 requests at once/);
  const table = () => screen.getByRole("table", { name: /Standard Webhooks, played/ });
  expect(rowOf(table(), "4")).toEqual(["1,000", "35 min 5 s", "one moment"]);
  fireEvent.change(screen.getByLabelText("Jitter"), { target: { value: "3" } });
  await screen.findByText(/the same share of a longer pause is more time/);
  expect(Number(rowOf(table(), "4")[0])).toBeLessThan(20);
});

test.each([
  ["the attempts", <RetryLife key="life" />],
  ["the herd", <Herd key="herd" />],
])("says what to do when the server cannot be asked for %s", async (_what, part) => {
  const problem = {
    type: "/problems/x",
    title: "Our fault",
    status: 500,
    detail: "It broke.",
    remedy: "Try again.",
  };
  show(part, () =>
    Response.json(problem, { status: 500, headers: { "content-type": "application/problem+json" } }),
  );
  expect(await screen.findByText(/Try again\./)).toBeTruthy();
});
