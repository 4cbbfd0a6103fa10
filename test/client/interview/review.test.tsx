// The review page and the panel under a grade, as a person uses them: turn, rate, undo, aim at an interview.
// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import {
  blankAttempt,
  blankDraft,
  type PracticeDraft,
} from "../../../client/features/interview/practice-draft.ts";
import { ReviewChoice } from "../../../client/features/interview/review/review-choice.tsx";
import ReviewPage from "../../../client/features/interview/review/review-page.tsx";
import type { Agenda, DueCard, Outlook, Proposal, ReviewRequest } from "../../../server/contract/review.ts";
import { gradeOf } from "./grades.ts";

const outlooks: Outlook[] = [
  { rating: 1, on: "2026-11-28", inDays: 1 },
  { rating: 2, on: "2026-11-29", inDays: 2 },
  { rating: 3, on: "2026-11-30", inDays: 3 },
  { rating: 4, on: "2026-12-05", inDays: 8 },
];
const recall = (id: string): DueCard => ({
  ...{ kind: "recall", id: `recall/small/${id}`, dueOn: "2026-11-27", outlooks },
  ...{ prompt: `What about ${id}?`, answer: `All about ${id}.` },
  from: { title: "A small lesson", path: "/learn/small#keep" },
});
const question = (id: string, isAnswered = false): DueCard => ({
  ...{ kind: "question", id: `question/${id}`, dueOn: "2026-11-27", outlooks, isAnswered },
  ...{ question: `How about ${id}?`, path: `/interview/${id}` },
});
const calm: Agenda = {
  ...{ today: "2026-11-27", due: [], next: null, cards: 0, interview: null, last: null },
  days: Array.from({ length: 14 }, (_, index) => ({
    on: new Date(Date.UTC(2026, 10, 27 + index)).toISOString().slice(0, 10),
    cards: 0,
  })),
};
const unrated: Proposal = {
  ...{ proposed: 3, because: "band", first: { band: 4, isOnly: true }, outlooks, today: null },
};

let agenda: Agenda;
let proposal: Proposal;
let reviews: ReviewRequest[];
let drafts: Record<string, PracticeDraft>;
let interviews: unknown[];
const nothing = () => new HttpResponse(null, { status: 204 });

/** A schedule that holds the first due card back when it is reviewed, and gives it again when that is undone. */
const server = setupServer(
  http.get("*/api/review", () => HttpResponse.json(agenda)),
  http.post("*/api/review/proposals", () => HttpResponse.json(proposal)),
  http.post("*/api/review/reviews", async ({ request }) => {
    const review = (await request.json()) as ReviewRequest;
    reviews.push(review);
    const { on, inDays } = outlooks[review.chosen - 1] ?? { on: "", inDays: 0 };
    const last = { id: reviews.length, title: review.card, chosen: review.chosen };
    agenda = {
      ...agenda,
      due: agenda.due.filter(({ id }) => id !== review.card),
      last,
      next: { on, cards: 1 },
    };
    proposal = {
      ...proposal,
      today: { id: last.id, chosen: review.chosen, next: { on, inDays }, canBeUndone: true },
    };
    return HttpResponse.json({ id: last.id, next: { on, inDays } }, { status: 201 });
  }),
  http.delete("*/api/review/reviews/:id", ({ params }) => {
    const undone = reviews[Number(params.id) - 1];
    agenda = { ...agenda, due: [recall(undone?.card.split("/")[2] ?? ""), ...agenda.due], last: null };
    proposal = unrated;
    return nothing();
  }),
  http.put("*/api/review/interview", async ({ request }) => {
    const { on } = (await request.json()) as { on: string };
    interviews.push(on);
    agenda = { ...agenda, interview: { on, daysLeft: 13 } };
    return nothing();
  }),
  http.delete("*/api/review/interview", () => {
    interviews.push(null);
    agenda = { ...agenda, interview: null };
    return nothing();
  }),
  http.get("*/api/drafts", ({ request }) => {
    const value = drafts[new URL(request.url).searchParams.get("key") ?? ""];
    return HttpResponse.json(value === undefined ? null : { value, savedAtMs: 1 });
  }),
  http.put("*/api/drafts", async ({ request }) => {
    const { value } = (await request.json()) as { value: PracticeDraft };
    drafts[new URL(request.url).searchParams.get("key") ?? ""] = value;
    return nothing();
  }),
);

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
beforeEach(() => {
  agenda = calm;
  proposal = unrated;
  reviews = [];
  drafts = {};
  interviews = [];
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => server.close());

const grade = gradeOf({
  band: 4,
  bandRange: [4, 4],
  points: [{ id: "signature", verdict: "met", core: true }],
});

function open(path = "/review", client = createQueryClient()) {
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="review" element={<ReviewPage />} />
          <Route path="grade" element={<ReviewChoice questionId="server-down" grade={grade} />} />
          <Route path="interview/:id" element={<p>The question's own page</p>} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

describe("a card to recall", () => {
  beforeEach(() => {
    agenda = { ...calm, due: [recall("bytes"), recall("order")], cards: 2 };
  });

  test("hides its answer until it is turned over, and then tells what each rating means", async () => {
    open();
    await heading("2 cards due");
    expect(screen.queryByText("All about bytes.")).toBeNull();
    expect(screen.getByRole("link", { name: "A small lesson" }).getAttribute("href")).toBe(
      "/learn/small#keep",
    );
    fireEvent.click(screen.getByRole("button", { name: /Turn it over/ }));
    expect(document.activeElement?.textContent).toBe("All about bytes.");
    const names = within(screen.getByRole("group", { name: "How did it go?" }))
      .getAllByRole("button")
      .map((button) => button.textContent?.replace(/\d$/, ""));
    expect(names).toEqual([
      "Again, again in 1 day",
      "Hard, again in 2 days",
      "Good, again in 3 days",
      "Easy, again in 8 days",
    ]);
  });

  test("is rated, said aloud, and followed by the next one with the focus", async () => {
    open();
    fireEvent.click(await screen.findByRole("button", { name: /Turn it over/ }));
    fireEvent.click(screen.getByRole("button", { name: /^Good/ }));
    const next = await screen.findByRole("heading", { name: "What about order?" });
    await waitFor(() => expect(document.activeElement).toBe(next));
    expect(screen.getByText("Good: it comes again in 3 days. 1 card is left.")).toBeTruthy();
    expect(reviews).toMatchObject([{ card: "recall/small/bytes", chosen: 3 }]);
    expect(reviews[0]?.at).toBeGreaterThan(Date.UTC(2026, 0));
  });

  test("is reviewed and undone by keys alone", async () => {
    open();
    await heading("2 cards due");
    press("3");
    press("u");
    press(" ");
    press("1");
    await screen.findByRole("heading", { name: "What about order?" });
    expect(reviews).toMatchObject([{ chosen: 1 }]);
    press("U");
    await screen.findByRole("heading", { name: "What about bytes?" });
    expect(screen.getByText("Undone. The card is back.")).toBeTruthy();
  });

  test("leaves keys alone that are typed, or held with others", async () => {
    open();
    await heading("2 cards due");
    fireEvent.keyDown(screen.getByLabelText("Day of the interview"), { key: " " });
    fireEvent.keyDown(document.body, { key: " ", ctrlKey: true });
    fireEvent.keyDown(screen.getByRole("link", { name: "A small lesson" }), { key: " " });
    expect(screen.queryByText("All about bytes.")).toBeNull();
  });

  test("stays, and says why, when the review could not be saved", async () => {
    const problem = { type: "x", title: "Reviewed today already", status: 409, detail: "Once a day." };
    server.use(http.post("*/api/review/reviews", () => HttpResponse.json(problem, { status: 409 })));
    open();
    fireEvent.click(await screen.findByRole("button", { name: /Turn it over/ }));
    press("4");
    expect((await screen.findByRole("alert")).textContent).toContain("Once a day.");
    expect(screen.getByText("All about bytes.")).toBeTruthy();
  });
});

describe("a question", () => {
  test("that is due leads to its page, where its old answer is out of sight but not lost", async () => {
    agenda = { ...calm, due: [question("server-down")], cards: 1 };
    const old = { ...blankAttempt, text: "It retries." };
    drafts["interview/server-down"] = { ...blankDraft, now: old, isSubmitted: true };
    open();
    fireEvent.click(await screen.findByRole("button", { name: "Answer it" }));
    expect(await screen.findByText("The question's own page")).toBeTruthy();
    expect(drafts["interview/server-down"]).toEqual({ ...blankDraft, first: old });
  });

  test("that is being written stays as it is", async () => {
    agenda = { ...calm, due: [question("server-down")], cards: 1 };
    const written = { ...blankDraft, now: { ...blankAttempt, text: "It ret" } };
    drafts["interview/server-down"] = written;
    open();
    fireEvent.click(await screen.findByRole("button", { name: "Answer it" }));
    expect(await screen.findByText("The question's own page")).toBeTruthy();
    expect(drafts["interview/server-down"]).toBe(written);
  });

  test("that was answered today only waits for its rating", async () => {
    agenda = { ...calm, due: [question("server-down", true)], cards: 1 };
    open();
    const link = await screen.findByRole("link", { name: "Rate it" });
    expect(link.getAttribute("href")).toBe("/interview/server-down");
  });

  test("can wait until the others are done", async () => {
    agenda = { ...calm, due: [question("one"), question("two")], cards: 2 };
    open();
    await screen.findByRole("heading", { name: "How about one?" });
    fireEvent.click(screen.getByRole("button", { name: "Later" }));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "How about two?" }));
    fireEvent.click(screen.getByRole("button", { name: "Later" }));
    expect(screen.getByRole("heading", { name: "How about one?" })).toBeTruthy();
  });
});

describe("when nothing is due", () => {
  test("an empty schedule says how cards come into it", async () => {
    open();
    await heading("Nothing is due");
    expect(screen.getByRole("link", { name: "lesson" }).getAttribute("href")).toBe("/learn");
  });

  test("the next day is told", async () => {
    agenda = { ...calm, cards: 5, next: { on: "2026-11-30", cards: 2 } };
    open();
    expect(await screen.findByText("The next 2 cards come in 3 days, on Mon 30 November.")).toBeTruthy();
  });

  test("the heading takes the focus from the last card", async () => {
    agenda = { ...calm, due: [recall("bytes")], cards: 1 };
    open();
    await heading("1 card due");
    press(" ");
    press("3");
    const title = await heading("Nothing is due");
    await waitFor(() => expect(document.activeElement).toBe(title));
  });
});

test("a schedule that cannot be read says what to do, and is read again", async () => {
  const problem = { type: "x", title: "Out of order", status: 500, detail: "It broke." };
  server.use(http.get("*/api/review", () => HttpResponse.json(problem, { status: 500 })));
  open();
  expect((await screen.findByRole("alert")).textContent).toContain("It broke.");
  server.resetHandlers();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await heading("Nothing is due");
});

test("the days ahead are told as a table, the interview among them", async () => {
  const days = calm.days.map((day, index) => ({ ...day, cards: index === 0 ? 3 : index === 2 ? 1 : 0 }));
  agenda = { ...calm, days, cards: 4, interview: { on: "2026-12-01", daysLeft: 4 } };
  open();
  expect(await screen.findByText("3 cards today, 1 in the days after.")).toBeTruthy();
  const rows = within(screen.getByRole("table", { hidden: true })).getAllByRole("row", { hidden: true });
  expect(rows.map(({ textContent }) => textContent).slice(1, 6)).toEqual([
    "Today, Fri 27 November3",
    "Sat 28 November0",
    "Sun 29 November1",
    "Mon 30 November0",
    "Tue 1 December: your interview0",
  ]);
});

test("an interview is set, counted down to, moved and cleared", async () => {
  open();
  const field = await screen.findByLabelText("Day of the interview");
  expect(field.getAttribute("min")).toBe("2026-11-27");
  fireEvent.change(field, { target: { value: "2026-12-10" } });
  fireEvent.click(screen.getByRole("button", { name: "Aim at it" }));
  expect(await screen.findByText("13 days left")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Change" }));
  expect(screen.getByLabelText<HTMLInputElement>("Day of the interview").value).toBe("2026-12-10");
  fireEvent.click(screen.getByRole("button", { name: "Keep the day" }));
  fireEvent.click(screen.getByRole("button", { name: "No interview" }));
  await screen.findByLabelText("Day of the interview");
  expect(interviews).toEqual(["2026-12-10", null]);
});

describe("under a grade", () => {
  test("the proposed rating stands out, another can be chosen, and the choice can be undone", async () => {
    agenda = { ...calm, due: [recall("bytes")] };
    open("/grade");
    await screen.findByRole("heading", { name: "Next review in 3 days" });
    expect(screen.getByText(/Your answer had band 4, which proposes Good\./)).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Good ?\(proposed\), again in ?3 days/ })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: /^Hard/ }));
    await screen.findByRole("heading", { name: "Next review in 2 days" });
    expect(screen.getByText(/Rated Hard; it comes again on Sun 29 November\./)).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Next review in 2 days"));
    expect(await screen.findByRole("link", { name: "1 more card due today" })).toBeTruthy();
    expect(reviews).toMatchObject([
      {
        ...{ card: "question/server-down", chosen: 2 },
        judged: { state: "graded", band: 4, points: [{ id: "signature", core: true, verdict: "met" }] },
      },
    ]);
    fireEvent.click(screen.getByRole("button", { name: "Undo" }));
    await screen.findByRole("heading", { name: "Next review in 3 days" });
  });

  test("nothing is proposed when too much is open: the learner says it", async () => {
    proposal = { ...unrated, proposed: null, because: "left-open" };
    open("/grade");
    expect(await screen.findByText(/leaves too much open/)).toBeTruthy();
    expect(screen.getByRole("heading", { name: "Next review" })).toBeTruthy();
    expect(screen.queryByText(/proposed/)).toBeNull();
  });

  test("a second answer on the same day is told that the first one counts", async () => {
    proposal = { ...unrated, proposed: 1, first: { band: 2, isOnly: false } };
    open("/grade");
    expect(
      await screen.findByText(/Your first answer today, which is the one that counts, had band 2/),
    ).toBeTruthy();
  });

  test.each([
    ["core-point-missed", "Your answer missed a core point, which proposes Again."],
    ["misconception", "Your answer holds a misconception, which proposes Again."],
  ] as const)("a proposal because of %s says so", async (because, sentence) => {
    proposal = { ...unrated, proposed: 1, because };
    open("/grade");
    expect(await screen.findByText((text) => text.startsWith(sentence))).toBeTruthy();
  });

  test("an answer of another day cannot be rated", async () => {
    proposal = { ...unrated, first: null };
    open("/grade");
    expect(await screen.findByText(/Only an answer of today can be rated\./)).toBeTruthy();
    expect(screen.queryByRole("group", { name: "How did it go?" })).toBeNull();
  });

  test("an answer that is kept while the proposal is on its way is not missed", async () => {
    const { promise: isKept, resolve: keep } = Promise.withResolvers<void>();
    let asked = 0;
    server.use(
      http.post("*/api/review/proposals", async () => {
        asked += 1;
        if (asked > 1) return HttpResponse.json(unrated);
        await isKept;
        return HttpResponse.json({ ...unrated, first: null });
      }),
    );
    const client = createQueryClient();
    open("/grade", client);
    await waitFor(() => expect(asked).toBe(1));
    void client.invalidateQueries({ queryKey: ["progress"] });
    keep();
    expect(await screen.findByRole("group", { name: "How did it go?" })).toBeTruthy();
  });

  test("a schedule that cannot be read leaves the grade alone, and says so", async () => {
    const problem = { type: "x", title: "Out of order", status: 500, detail: "It broke." };
    server.use(http.post("*/api/review/proposals", () => HttpResponse.json(problem, { status: 500 })));
    open("/grade");
    await waitFor(() => expect(screen.getByRole("status").textContent).toContain("Out of order"));
  });
});
