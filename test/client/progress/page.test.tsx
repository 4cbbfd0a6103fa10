// The progress page: empty, full, and when a part of it cannot be read.
// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { MemoryRouter } from "react-router";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import ProgressPage from "../../../client/features/progress/progress-page.tsx";
import type { Attempt, Milestone, Standing } from "../../../server/contract/progress.ts";
import { attemptOf } from "./attempts.ts";

const asked = "What happens if your server is down?";
const standing: Standing = {
  axes: [
    { axis: "correctness", made: 0.8, points: 5 },
    { axis: "failures", made: 0.25, points: 4 },
    { axis: "security", made: null, points: 0 },
    { axis: "operations", made: 0, points: 1 },
  ],
  open: Array.from({ length: 7 }, (_, index) => ({
    ...{ question: "server-down", asked, point: `p${index}`, statement: `Point number ${index}.` },
    ...{ axis: "failures", verdict: index === 0 ? "unsure" : "missed" },
    ...(index === 0 && { taught: { path: "/learn/three-days", title: "Three days" } }),
  })),
  misconceptions: [
    { question: "server-down", asked, statement: "They retry for ever.", explanation: "They give up." },
  ],
};

let milestones: Milestone[];
let attempts: Attempt[];
const server = setupServer(
  http.get("*/api/progress", () => HttpResponse.json({ milestones, lastPlace: null })),
  http.get("*/api/progress/attempts", () => HttpResponse.json(attempts)),
  http.get("*/api/progress/standing", () => HttpResponse.json(standing)),
  http.get("*/api/questions", () => HttpResponse.json([{ id: "server-down", question: asked }])),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => server.close());

function open(given: { milestones?: Milestone[]; attempts?: Attempt[] } = {}) {
  ({ milestones = [], attempts = [] } = given);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <ProgressPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

describe("the progress page", () => {
  test("says in each of its parts what will fill it, while there is nothing", async () => {
    open();
    expect((await screen.findByRole("link", { name: "Answer a question" })).getAttribute("href")).toBe(
      "/interview",
    );
    expect(screen.getByText(/Make a few predictions/)).toBeTruthy();
    expect(screen.getByText(/Nothing is done yet/)).toBeTruthy();
  });

  test("shows bands as a table, too, with the newest answer first", async () => {
    open({ attempts: [attemptOf({ band: 1 }), attemptOf({ band: 4, atMs: 2 })] });
    fireEvent.click(await screen.findByText("The same as a table"));
    const rows = within(await screen.findByRole("table", { name: /Graded answers/ })).getAllByRole("row");
    expect(rows.slice(1).map((row) => within(row).getAllByRole("cell")[0]?.textContent)).toEqual(["4", "1"]);
    expect(within(rows[1] as HTMLElement).getByRole("link", { name: asked })).toBeTruthy();
  });

  test("names strong and weak axes in words, and what to say next time with where it is taught", async () => {
    open({ attempts: [attemptOf()] });
    expect(await screen.findByText("strong, 80 %")).toBeTruthy();
    for (const word of ["gaps, 25 %", "not asked", "not shown, 0 %"])
      expect(screen.getByText(word)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Three days" }).getAttribute("href")).toBe("/learn/three-days");
    expect(screen.getByText(/Could not be told in/)).toBeTruthy();
    fireEvent.click(screen.getByText("2 more"));
    expect(await screen.findByText("Point number 6.")).toBeTruthy();
    expect(screen.getByText("They retry for ever.")).toBeTruthy();
  });

  test("tells how right predictions were, by how sure they were", async () => {
    const milestonesOf = (confidence: string, rights: boolean[]) =>
      rights.map((right, index) => ({
        ...{ key: `lesson/l/prediction/${confidence}-${index}`, atMs: 1 },
        detail: { confidence, right, option: "a" },
      }));
    open({
      milestones: [...milestonesOf("certain", [true, false, false]), ...milestonesOf("guess", [true])],
    });
    expect(await screen.findByText("1 of 3 right")).toBeTruthy();
    expect(screen.getByText("1 of 1 right")).toBeTruthy();
    expect(screen.getByText("none yet")).toBeTruthy();
    expect(screen.getByText(/more often than you are right/)).toBeTruthy();
  });

  test("keeps the rest in sight when the answers cannot be read, and tries again", async () => {
    server.use(http.get("*/api/progress/attempts", () => HttpResponse.error(), { once: true }));
    open({ attempts: [attemptOf()] });
    const again = await screen.findByRole("button", { name: "Try again" });
    expect(screen.getByText(/Nothing is done yet/)).toBeTruthy();
    fireEvent.click(again);
    expect(await screen.findByText("Strong and weak")).toBeTruthy();
  });
});
