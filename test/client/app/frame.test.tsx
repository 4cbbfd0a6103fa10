// The frame around every page: titles, the way to the content, the sandbox told honestly, and faults that are told.

import { existsSync } from "node:fs";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { reportConnection } from "../../../client/api/connection.ts";
import { createQueryClient } from "../../../client/api/queries.ts";
import { ErrorBoundary } from "../../../client/app/error-boundary.tsx";
import { FIRST_LESSON } from "../../../client/app/places.ts";
import { SiteRoutes } from "../../../client/app/routes.tsx";
import type { ProgressView } from "../../../server/contract/progress.ts";
import type { Agenda } from "../../../server/contract/review.ts";

const health = {
  ok: true,
  version: "0.1.0",
  sandbox: {
    tier: 3,
    label: "runtime only",
    explanation: "Node alone keeps your code in.",
    layers: ["permission model"],
    canaries: [{ name: "read a file", held: false, detail: "it was read" }],
  },
};

const nothingDue: Agenda = {
  ...{ today: "2026-11-27", due: [], days: [], next: null, cards: 0, interview: null, last: null },
};
const dueQuestion = (id: string): Agenda["due"][number] => ({
  ...{ id: `question/${id}`, kind: "question", question: `${id}?`, path: `/interview/${id}` },
  ...{ isAnswered: false, dueOn: "2026-11-27", outlooks: [] },
});

function serve(progress: ProgressView, agenda = nothingDue) {
  const put: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    if (init.method === "PUT") put.push(`${path} ${String(init.body)}`);
    const replies: Record<string, unknown> = {
      "/api/health": health,
      "/api/progress": progress,
      "/api/questions": [],
    };
    if (path.startsWith("/api/review?")) return Response.json(agenda);
    return init.method === "PUT" ? new Response(null, { status: 204 }) : Response.json(replies[path] ?? {});
  });
  return put;
}

const open = (path: string) =>
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <SiteRoutes />
      </MemoryRouter>
    </QueryClientProvider>,
  );

// Roles are costly to compute in jsdom, and machines that run tests are busy.
configure({ asyncUtilTimeout: 5_000 });

// What jsdom has not got, and the page needs.
const calmSystem = { matches: false, addEventListener() {}, removeEventListener() {} };
beforeEach(() => {
  vi.stubGlobal("scrollTo", () => {});
  vi.stubGlobal("matchMedia", () => calmSystem);
});
// The popup is fetched on first use; here beforehand, so that no test waits for the disk.
beforeAll(() => import("../../../client/components/popover-popup.tsx"));
afterEach(() => {
  cleanup();
  reportConnection("connected");
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("home", () => {
  test("the first visit has one way in, and it leads to a lesson that exists", async () => {
    serve({ milestones: [], lastPlace: null });
    open("/");
    const start = await screen.findByRole("link", { name: "Start the first lesson" });
    expect(start.getAttribute("href")).toBe(`/learn/${FIRST_LESSON}`);
    expect(existsSync(`content/lessons/${FIRST_LESSON}/lesson.yaml`)).toBe(true);
  });

  test.each([
    ["/playground", "The playground"],
    ["/learn", "The course"],
    [`/learn/${FIRST_LESSON}`, "The parcel nobody paid for"],
    [`/learn/${FIRST_LESSON}#break-it`, "The parcel nobody paid for"],
    ["/learn/a-lesson-of-long-ago", "A lesson"],
  ])("a later visit tells where one was: %s is %s", async (lastPlace, name) => {
    serve({ milestones: [], lastPlace });
    open("/");
    expect((await screen.findByRole("link", { name: "Go on" })).getAttribute("href")).toBe(lastPlace);
    expect(screen.getByRole("heading", { name })).toBeDefined();
  });
});

describe("cards that are due", () => {
  const been: ProgressView = { milestones: [], lastPlace: "/playground" };

  test("are counted in the header and on the first screen, and both lead to them", async () => {
    serve(been, { ...nothingDue, cards: 2, due: [dueQuestion("one"), dueQuestion("two")] });
    open("/");
    const inHeader = await screen.findByRole("link", { name: "2 cards due" });
    expect(inHeader.getAttribute("href")).toBe("/review");
    expect(screen.getByRole("heading", { name: "2 cards due" })).toBeDefined();
    expect(screen.getByText("2 questions to answer")).toBeDefined();
    expect(screen.getByRole("link", { name: "Review" }).getAttribute("href")).toBe("/review");
  });

  test("are not mentioned where there are none, but the day on which it goes on is", async () => {
    serve(been, { ...nothingDue, cards: 2, next: { on: "2026-11-30", cards: 2 } });
    open("/");
    expect(
      await screen.findByRole("link", { name: "The next 2 cards come on Mon 30 November" }),
    ).toBeDefined();
    await screen.findByRole("button", { name: /runtime only/ });
    expect(screen.queryByText(/cards? due/)).toBeNull();
  });
});

test("a visit is titled, remembered, and its content can be skipped to", async () => {
  const put = serve({ milestones: [], lastPlace: null });
  open("/progress");
  expect(await screen.findByRole("heading", { name: "Progress" })).toBeDefined();
  expect(document.title).toBe("Progress · Hookproof");
  expect(put).toEqual(['/api/progress/last-place {"path":"/progress"}']);
  expect(screen.getByRole("link", { name: "Skip to the content" }).getAttribute("href")).toBe(
    `#${screen.getByRole("main").id}`,
  );
});

test("an unknown address says so", () => {
  serve({ milestones: [], lastPlace: null });
  open("/nowhere");
  expect(screen.getByText("There is nothing at this address")).toBeDefined();
});

test("the sandbox badge tells the tier, its layers and every canary that escaped", async () => {
  serve({ milestones: [], lastPlace: null });
  open("/nowhere");
  fireEvent.click(await screen.findByRole("button", { name: /runtime only/ }));
  expect(await screen.findByText("Node alone keeps your code in.")).toBeDefined();
  expect(screen.getByText("✕ escaped")).toBeDefined();
  expect(screen.getByText(/Tier 3 of 4/)).toBeDefined();
});

test("a lost server is told above every page, and is gone from it when it answers", async () => {
  serve({ milestones: [], lastPlace: null });
  open("/nowhere");
  reportConnection("gone");
  fireEvent.click(await screen.findByRole("button", { name: "Try now" }));
  await vi.waitFor(() => expect(screen.queryByText(/does not answer/)).toBeNull());
});

test("a page that breaks is told as our fault, with a way on", () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const Broken = () => {
    throw new Error("oops");
  };
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(screen.getByRole("alert").textContent).toContain("It is our fault");
  expect(screen.getByRole("button", { name: "Reload the page" })).toBeDefined();
});
