// The course page: every lesson in its order, how far one is with each, and one way on.
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import CoursePage from "../../../client/features/course/course-page.tsx";

const outline = vi.hoisted(() => [
  {
    ...{ id: "first", title: "The first one", summary: "It begins.", minutes: 10, order: 1 },
    steps: ["a", "b"].map((id) => ({ id, title: id, done: "reading" })),
  },
  {
    ...{ id: "second", title: "The second one", summary: "It goes on.", minutes: 8, order: 2 },
    steps: ["a", "b", "c"].map((id) => ({ id, title: id, done: "reading" })),
  },
]);
vi.mock("virtual:course", () => ({ default: { read: () => outline, subscribe: () => () => {} } }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(...steps: readonly string[]) {
  const milestones = steps.map((step) => {
    const [lesson, id] = step.split("/");
    return { key: `lesson/${lesson}/step/${id}`, atMs: 1, detail: {} };
  });
  vi.stubGlobal("fetch", async () => Response.json({ milestones, lastPlace: null }));
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <CoursePage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const states = () =>
  screen
    .getAllByRole("listitem")
    .map((row) => within(row).getByRole("link").parentElement?.nextSibling?.textContent);

test.each([
  [[], ["10 minutes", "8 minutes"], "Start the first lesson", "/learn/first", "0 of 2 lessons done"],
  [["first/a"], ["1 of 2 steps", "8 minutes"], "Go on with lesson 1", "/learn/first", "0 of 2 lessons done"],
  [
    ["first/a", "first/b"],
    ["Done", "8 minutes"],
    "Go on with lesson 2",
    "/learn/second",
    "1 of 2 lessons done",
  ],
])("after %j the lessons stand at %j", async (done, told, way, to, count) => {
  show(...done);
  await vi.waitFor(() => expect(states()).toEqual(told));
  expect(screen.getByRole("link", { name: way }).getAttribute("href")).toBe(to);
  expect(screen.getByText(count)).toBeTruthy();
});

test("offers nothing more when everything is done, and every lesson can still be opened", async () => {
  show("first/a", "first/b", "second/a", "second/b", "second/c");
  await vi.waitFor(() => expect(states()).toEqual(["Done", "Done"]));
  expect(screen.getAllByRole("link").map((link) => link.textContent)).toEqual([
    "The first one",
    "The second one",
  ]);
});
