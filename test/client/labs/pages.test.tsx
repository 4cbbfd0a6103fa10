// The labs' pages as a person uses them: the list, an attack that counts or does not, a hunt, and what opens afterwards.
// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import LabPage from "../../../client/features/labs/lab-page.tsx";
import { loadLab } from "../../../client/features/labs/lab-source.ts";
import LabsPage from "../../../client/features/labs/labs-page.tsx";
import type { AttackReport, HuntReport, JudgeAttack, PlayedSchedule } from "../../../server/contract/labs.ts";
import type { Milestone } from "../../../server/contract/progress.ts";
import { stubPointer } from "../support/dom.ts";

const bore: AttackReport = {
  ...{ goals: [], counts: false, message: "The weak receiver bore all of it.", refusals: [] },
  ...{ weak: { handler: "looks-first", broken: [] }, solutions: [], epochMs: 0, entries: [] },
};
const broke: AttackReport = {
  ...{ ...bore, goals: ["two-parcels"], counts: true },
  message: "Broken. It happened twice.",
};

let milestones: Milestone[];
let drafts: Map<string, unknown>;
let attacks: JudgeAttack[];
let report: AttackReport;
let hunt: HuntReport;
let played: PlayedSchedule;

const server = setupServer(
  http.get("*/api/progress", () => HttpResponse.json({ milestones, lastPlace: null })),
  http.put("*/api/progress/milestones", async ({ request }) => {
    milestones.push((await request.json()) as Milestone);
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/drafts", ({ request }) => {
    const key = new URL(request.url).searchParams.get("key") ?? "";
    return HttpResponse.json(drafts.get(key) ?? null);
  }),
  http.put("*/api/drafts", async ({ request }) => {
    drafts.set(new URL(request.url).searchParams.get("key") ?? "", await request.json());
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("*/api/labs/the-race/attacks", async ({ request }) => {
    attacks.push((await request.json()) as JudgeAttack);
    return HttpResponse.json(report);
  }),
  http.post("*/api/labs/the-race/hunts", () => HttpResponse.json(hunt)),
  http.post("*/api/labs/the-race/schedules", () => HttpResponse.json(played)),
);
beforeAll(async () => {
  server.listen({ onUnhandledFrame: "error" });
  // What is fetched when it is first chosen is here already: its way is no part of these tests.
  await Promise.all([
    loadLab("the-race"),
    import("../../../client/features/labs/request-attack.tsx"),
    import("../../../client/features/labs/script-attack.tsx"),
    import("../../../client/features/labs/schedule-attack.tsx"),
  ]);
}, 60_000);
beforeEach(() => {
  milestones = [];
  drafts = new Map();
  attacks = [];
  report = bore;
  hunt = {
    ...{ caught: [true, false, true, true, true, true], wronged: [], counts: false },
    ...{ message: "1 of those that are wrong get by.", refusals: ["Step 1: nothing was captured."] },
  };
  played = {
    ...{ epochMs: 0, entries: [], attempts: 2, events: 1, broken: [], isInfeasible: false },
    waiting: [1, 2].map((actor) => ({
      actor,
      service: "db",
      operation: "query",
      summary: `SELECT ${actor}`,
    })),
  };
  localStorage.clear();
  stubPointer("touch");
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  server.resetHandlers();
});
afterAll(() => server.close());

const reached = (...keys: string[]) => {
  milestones = keys.map((key) => ({ key: `lab/the-race/${key}`, atMs: 1, detail: {} }));
};

async function open(path: string) {
  await act(async () => void render(page(path)));
}

function page(path: string) {
  return (
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="labs" element={<LabsPage />} />
          <Route path="labs/:labId" element={<LabPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>
  );
}

describe("the list", () => {
  test("says of each lab how hard it is, and how far one is with it", async () => {
    reached("goal/two-parcels");
    await open("/labs");
    const row = (await screen.findByRole("link", { name: "The race" })).closest("li") as HTMLElement;
    await within(row).findByText("Broken, not repaired yet");
    expect(screen.getAllByText(/^(easy|medium|hard), \d+ minutes/).length).toBeGreaterThan(10);
    expect(screen.getByText(/^0 of \d+ labs proved$/)).toBeDefined();
  });

  test("offers the next lab that is not proved", async () => {
    reached("goal/two-parcels", "fixed");
    await open("/labs");
    await screen.findByText("Proved");
    expect(screen.getByText(/^1 of \d+ labs proved$/)).toBeDefined();
  });
});

test("a lab that does not exist says so, and leads to those that do", async () => {
  await open("/labs/nowhere");
  await screen.findByText("There is no such lab");
  expect(screen.getByRole("link", { name: "To the labs" })).toBeDefined();
});

describe("an attack by a script", () => {
  const attack = async () => {
    await open("/labs/the-race");
    fireEvent.click(await screen.findByText("Script"));
    const field = await screen.findByRole("textbox", { name: /Your attack/ });
    fireEvent.change(field, { target: { value: "await attacker.capture();" } });
    fireEvent.click(screen.getByRole("button", { name: /Run the attack/ }));
  };

  test("is sent as it was typed, and is told when the receiver bore it", async () => {
    await attack();
    await screen.findByText("Not broken yet");
    expect(attacks).toEqual([{ attack: { by: "script", text: "await attacker.capture();" } }]);
    expect(milestones).toEqual([]);
    await waitFor(() => expect(drafts.get("lab/the-race/script")).toBeDefined());
  });

  test("that counts reaches the goal, opens all hints, is kept, and leads on", async () => {
    report = broke;
    await attack();
    await screen.findByText("It counts");
    await waitFor(() => expect(milestones.map(({ key }) => key)).toEqual(["lab/the-race/goal/two-parcels"]));
    await screen.findByText(/Send “Overlapping duplicate”/);
    await waitFor(() => expect(drafts.get("lab/the-race/attack")).toMatchObject({ value: { by: "script" } }));
    fireEvent.click(screen.getByRole("button", { name: "Repair it" }));
    await screen.findByRole("list", { name: "The proof of your repair" });
    const tab = screen.getByRole("tab", { name: "Repair and prove" });
    await waitFor(() => expect(document.activeElement).toBe(tab));
  });

  test("that breaks right receivers, too, does not count", async () => {
    report = { ...broke, counts: false };
    await attack();
    await screen.findByText("It does not count");
    expect(milestones).toEqual([]);
  });

  test("that the server cannot judge says what to do", async () => {
    server.use(
      http.post("*/api/labs/the-race/attacks", () =>
        HttpResponse.json({ title: "No sandbox", status: 501, detail: "None holds." }, { status: 501 }),
      ),
    );
    await attack();
    await screen.findByText("No sandbox");
  });
});

describe("an attack by a schedule", () => {
  test("grows by the call that is chosen, shrinks again, and is judged as a whole", async () => {
    drafts.set("lab/the-race/schedule", {
      value: [{ do: "event", type: "payment.succeeded" }],
      savedAtMs: 1,
    });
    await open("/labs/the-race");
    fireEvent.click(await screen.findByText("Schedule"));
    const steps = await screen.findByRole("list", { name: "The schedule so far" });
    await within(steps).findByText("The provider sends payment.succeeded");
    fireEvent.click((await screen.findAllByRole("button", { name: "Let it go first" }))[1] as HTMLElement);
    await within(steps).findByText("Request 2: its next call is carried out and answered");
    fireEvent.click(screen.getByRole("button", { name: "Cut the power" }));
    await within(steps).findByText("The power goes");
    fireEvent.click(screen.getByRole("button", { name: "Take the last step back" }));
    await waitFor(() => expect(within(steps).queryByText("The power goes")).toBeNull());
    fireEvent.click(screen.getByRole("button", { name: "Judge this schedule" }));
    await screen.findByText("Not broken yet");
    expect(attacks).toEqual([
      {
        attack: {
          by: "schedule",
          actions: [
            { do: "event", type: "payment.succeeded" },
            { do: "call", actor: 2 },
          ],
        },
      },
    ]);
  });
});

describe("a hunt", () => {
  test("tells which of the hidden receivers get by, and what could not be done", async () => {
    await open("/labs/the-race?stage=hunt");
    fireEvent.click(await screen.findByRole("button", { name: /Run the attack/ }));
    await screen.findByText("Not yet");
    expect(screen.getAllByText("caught")).toHaveLength(5);
    expect(screen.getAllByText("gets by")).toHaveLength(1);
    expect(screen.getByText("Step 1: nothing was captured.")).toBeDefined();
    expect(screen.queryByText("Looks twice")).toBeNull();
  });

  test("that is won names what was hidden", async () => {
    hunt = { ...hunt, caught: hunt.caught.map(() => true), counts: true, refusals: [] };
    await open("/labs/the-race?stage=hunt");
    fireEvent.click(await screen.findByRole("button", { name: /Run the attack/ }));
    await screen.findByText("Caught them all");
    await screen.findByText("Looks twice");
    await waitFor(() => expect(milestones.map(({ key }) => key)).toEqual(["lab/the-race/hunted"]));
  });
});

describe("the later stages", () => {
  test("wait for an attack of one's own", async () => {
    await open("/labs/the-race?stage=fix");
    await screen.findByText("Break it first");
  });

  test("keep solutions and the real case back until the repair is proved", async () => {
    await open("/labs/the-race?stage=after");
    await screen.findByText("After the proof");
    expect(screen.queryByText(/Trade-off/)).toBeNull();
  });

  test("show trade-offs, the real case and what to read once it is", async () => {
    reached("goal/two-parcels", "fixed");
    await open("/labs/the-race?stage=after");
    await screen.findByText(/The smallest change/);
    fireEvent.click(screen.getByText("A queue that knows the id"));
    await screen.findByText(/You need a durable queue/);
    expect(screen.getByRole("link", { name: "CVE-2026-32053" })).toBeDefined();
    expect(screen.getByRole("navigation", { name: "What next" })).toBeDefined();
  });
});
