// The interview pages, as a person uses them: list, write, read the evidence, judge, follow up, try again.
// @vitest-environment jsdom
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import InterviewPage from "../../../client/features/interview/interview-page.tsx";
import QuestionPage from "../../../client/features/interview/question-page.tsx";
import type { ClaimedDesign } from "../../../server/contract/designs.ts";
import type {
  FollowUpReply,
  FollowUpRequest,
  Grade,
  GradeRequest,
} from "../../../server/contract/interview.ts";
import type { ModelGraderState, SecondOpinion } from "../../../server/contract/model-grader.ts";
import type { Attempt, Milestone } from "../../../server/contract/progress.ts";
import { gradeOf } from "./grades.ts";

const questions = [
  {
    id: "secure-endpoints",
    question: "How do you secure webhook endpoints?",
    why: "It is public.",
    ...{ number: 1, topic: "security", level: "mid" },
  },
  {
    id: "server-down",
    question: "What happens if your server is down?",
    why: "It happens.",
    ...{ number: 2, topic: "reliability", level: "mid" },
  },
];
const answer = "I verify the signature of each request. HTTPS is enough.";
const graded = gradeOf({
  points: [
    { id: "signature", verdict: "met", span: [0, 38] },
    { id: "freshness", verdict: "unsure", span: [0, 38] },
    {
      ...{
        id: "validate",
        verdict: "missed",
        core: true,
        taught: { path: "/learn/a#b", title: "Look closer" },
      },
      followUp: "What does HTTPS prove?",
    },
  ],
  misconceptions: [{ id: "https", span: [40, 55] }],
  gaps: ["validate", "freshness"],
});

let milestones: Milestone[];
let requests: GradeRequest[];
let reply: (request: GradeRequest) => Grade;
let attempts: Attempt[];
let followUps: FollowUpRequest[];
let followUpReply: FollowUpReply;
let dueCards: string[];
let grader: ModelGraderState;
let opinion: SecondOpinion;
let claimed: ClaimedDesign[];

const server = setupServer(
  http.get("*/api/questions", () => HttpResponse.json(questions)),
  http.get("*/api/progress", () => HttpResponse.json({ milestones, lastPlace: null })),
  http.put("*/api/progress/milestones", async ({ request }) => {
    milestones.push((await request.json()) as Milestone);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("*/api/progress/attempts", async ({ request }) => {
    attempts.push((await request.json()) as Attempt);
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("*/api/questions/:id/follow-ups", async ({ request }) => {
    followUps.push((await request.json()) as FollowUpRequest);
    return HttpResponse.json(followUpReply);
  }),
  http.get("*/api/model-grader", () => HttpResponse.json(grader)),
  http.post("*/api/questions/:id/second-opinion", () => HttpResponse.json(opinion)),
  // What it proposes is the subject of another test; here it only must not be missed.
  http.get("*/api/review", () =>
    HttpResponse.json({
      due: dueCards.map((id) => ({ id })),
      days: [],
      interview: null,
      last: null,
      next: null,
    }),
  ),
  http.post("*/api/review/proposals", () =>
    HttpResponse.json({ proposed: null, because: "left-open", first: null, outlooks: [], today: null }),
  ),
  http.get("*/api/drafts", () => HttpResponse.json(null)),
  http.put("*/api/drafts", () => new HttpResponse(null, { status: 204 })),
  http.post("*/api/questions/:id/grade", async ({ request }) => {
    const asked = (await request.json()) as GradeRequest;
    requests.push(asked);
    const grade = reply(asked);
    return HttpResponse.json({
      grade,
      designs: grade.state === "not-graded" ? [] : claimed,
      modelAnswers:
        grade.state === "not-graded"
          ? null
          : { junior: "A junior's answer.", senior: "A model of an answer." },
    });
  }),
);

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
beforeEach(() => {
  milestones = [];
  requests = [];
  attempts = [];
  grader = { enabled: false };
  dueCards = [];
  followUps = [];
  followUpReply = { asked: "What does HTTPS prove?", point: null, misconceptions: [] };
  reply = () => graded;
  claimed = [];
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
});
afterAll(() => server.close());

function open(path: string) {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="interview" element={<InterviewPage />} />
          <Route path="interview/:questionId" element={<QuestionPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

async function submit(text = answer) {
  const area = await screen.findByLabelText("Your answer");
  fireEvent.change(area, { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: /Submit/ }));
}

describe("the list", () => {
  test("shows every question with its last band", async () => {
    milestones = [{ key: "interview/server-down", atMs: 1, detail: { band: 2, bandRange: [2, 3] } }];
    open("/interview");
    await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(2));
    const [first, second] = screen.getAllByRole("listitem");
    await waitFor(() =>
      expect(within(second as HTMLElement).getByRole("img", { name: "Band 2 to 3 of 5" })).toBeTruthy(),
    );
    expect(first?.textContent).toContain("Not answered yet");
    expect(screen.getByText("1 of 2 answered")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Next open question" }).getAttribute("href")).toBe(
      "/interview/secure-endpoints",
    );
  });

  test("is grouped by topic, and shows one level or what is open", async () => {
    milestones = [{ key: "interview/server-down", atMs: 1, detail: { band: 2, bandRange: [2, 3] } }];
    open("/interview");
    await screen.findByText("1 of 2 answered");
    const headings = () => screen.queryAllByRole("heading", { level: 2 }).map((one) => one.textContent);
    expect(headings()).toEqual(["Security", "Reliability"]);
    fireEvent.click(screen.getByRole("switch", { name: "Open only" }));
    expect(headings()).toEqual(["Security"]);
    fireEvent.click(screen.getByRole("radio", { name: "Senior" }));
    expect(headings()).toEqual([]);
    expect(screen.getByText("Nothing is open here")).toBeTruthy();
  });

  test("says what to do when the questions cannot be had", async () => {
    const problem = {
      type: "x",
      title: "Out of order",
      status: 500,
      detail: "It broke.",
      remedy: "Mend it.",
    };
    server.use(http.get("*/api/questions", () => HttpResponse.json(problem, { status: 500 })));
    open("/interview");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Out of order");
    expect(alert.textContent).toContain("Mend it.");
    server.resetHandlers();
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("0 of 2 answered")).toBeTruthy();
  });
});

describe("a question", () => {
  test("that does not exist leads back to the list", async () => {
    open("/interview/nothing");
    expect(await screen.findByText("There is no such question")).toBeTruthy();
  });

  test("shows the learner's own words with the evidence, and never the model answer before", async () => {
    const { container } = open("/interview/secure-endpoints");
    await screen.findByLabelText("Your answer");
    expect(screen.queryByRole("button", { name: "Model answers" })).toBeNull();
    await submit();
    await screen.findByText("3 to 4 of 5");
    expect([...container.querySelectorAll("mark")].map(({ textContent }) => textContent)).toEqual([
      "I verify the signature of each request",
      "HTTPS is enough",
    ]);
    expect(
      screen.getByRole("button", { name: /Evidence 1, point made: Statement of signature/ }),
    ).toBeTruthy();
    expect(screen.getByText("Explanation of validate.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Look closer" }).getAttribute("href")).toBe("/learn/a#b");
    expect(screen.getByText("A model of an answer.").closest("[hidden]")).not.toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Model answers" }));
    expect(screen.getByText("A model of an answer.").closest("[hidden]")).toBeNull();
    fireEvent.click(screen.getByRole("radio", { name: "A junior" }));
    expect(screen.getByText("A junior's answer.")).toBeTruthy();
  });

  test("offers to run what the answer claims, before the interviewer asks on", async () => {
    claimed = [{ id: "https-only", title: "HTTPS only", span: [40, 55] }];
    open("/interview/secure-endpoints");
    await submit();
    expect(await screen.findByRole("heading", { name: "You claim: HTTPS only" })).toBeTruthy();
    expect(screen.getByText("“HTTPS is enough”")).toBeTruthy();
    expect(screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(["You claim: HTTPS only", "Your interviewer"]),
    );
  });

  test("saves the band that the learner asked for", async () => {
    open("/interview/secure-endpoints");
    await submit();
    expect(await screen.findByText("Graded: band 3 to 4 of 5.")).toBeTruthy();
    await waitFor(() =>
      expect(milestones.at(-1)).toMatchObject({
        key: "interview/secure-endpoints",
        detail: { band: 3, bandRange: [3, 4] },
      }),
    );
    expect(attempts.at(-1)).toMatchObject({
      ...{ question: "secure-endpoints", band: 3, misconceptions: ["https"], words: 10 },
    });
    expect(attempts.at(-1)?.points[0]).toEqual({
      ...{ id: "signature", verdict: "met", axis: "correctness", weight: 1 },
    });
  });

  test("goes from a point to its evidence and back, with the focus", async () => {
    open("/interview/secure-endpoints");
    await submit();
    const number = await screen.findByRole("button", { name: /^Evidence 3, misconception/ });
    fireEvent.click(number);
    expect(document.activeElement?.id).toBe("misconception-https");
    fireEvent.click(screen.getByRole("button", { name: "in your words 3: show the evidence" }));
    expect(document.activeElement).toBe(number);
  });

  test("lets the learner settle what could not be told, and grades again", async () => {
    reply = ({ selfJudged }) =>
      selfJudged?.freshness === true
        ? gradeOf({
            points: [{ id: "freshness", verdict: "met", span: [0, 38] }],
            band: 4,
            bandRange: [4, 4],
          })
        : graded;
    open("/interview/secure-endpoints");
    await submit();
    const group = await screen.findByRole("group", { name: "Did you say: Statement of freshness." });
    fireEvent.click(within(group).getByRole("button", { name: "Yes, I said this" }));
    expect(await screen.findByText("4 of 5")).toBeTruthy();
    expect(requests.at(-1)).toEqual({ answer, selfJudged: { freshness: true } });
    await waitFor(() => expect(milestones.at(-1)?.detail).toEqual({ band: 4, bandRange: [4, 4] }));
  });

  test("says what to do with an answer that cannot be graded, and keeps it", async () => {
    reply = () =>
      gradeOf({
        state: "not-graded",
        gate: "too-short",
        gateMessage: "Write two sentences.",
        bandRange: [0, 5],
      });
    open("/interview/secure-endpoints");
    await submit("Signature, I guess.");
    expect((await screen.findByRole("alert")).textContent).toContain("Write two sentences.");
    expect(screen.getByLabelText<HTMLTextAreaElement>("Your answer").value).toBe("Signature, I guess.");
    expect(screen.queryByRole("button", { name: "Model answers" })).toBeNull();
    expect(milestones).toEqual([]);
  });

  test("keeps the text when the server fails, and asks again", async () => {
    const problem = { type: "x", title: "Out of order", status: 500, detail: "It broke." };
    server.use(http.post("*/api/questions/:id/grade", () => HttpResponse.json(problem, { status: 500 })));
    open("/interview/secure-endpoints");
    await submit();
    expect((await screen.findByRole("alert")).textContent).toContain("Your text is kept.");
    server.resetHandlers();
    fireEvent.click(screen.getByRole("button", { name: /Submit/ }));
    expect(await screen.findByText("3 to 4 of 5")).toBeTruthy();
  });

  test("comes back graded after a reload, without counting it as another attempt", async () => {
    open("/interview/secure-endpoints");
    await submit();
    await waitFor(() => expect(milestones).not.toEqual([]));
    const kept = milestones.length;
    cleanup();
    open("/interview/secure-endpoints");
    expect(await screen.findByText("3 to 4 of 5")).toBeTruthy();
    expect(milestones).toHaveLength(kept);
  });

  test("shows what was said for and against a point side by side", async () => {
    reply = () =>
      gradeOf({ points: [{ id: "https", verdict: "contradicted", span: [0, 38], claimSpan: [40, 55] }] });
    open("/interview/secure-endpoints");
    await submit();
    const said = (await screen.findByText("You said")).parentElement;
    expect(said?.textContent).toBe("You saidI verify the signature of each request");
    expect(screen.getByText("and also").parentElement?.textContent).toBe("and alsoHTTPS is enough");
  });

  test("asks on about the gap, judges the answer to it, and asks about the next", async () => {
    const [, , validate] = graded.points;
    if (validate === undefined) throw new Error("There is no point to ask about.");
    followUpReply = {
      asked: "What does HTTPS prove?",
      point: { ...validate, verdict: "met" },
      misconceptions: [],
    };
    open("/interview/secure-endpoints");
    await submit();
    const box = await screen.findByLabelText("Answer: What does HTTPS prove?");
    fireEvent.change(box, { target: { value: "Nothing about the caller." } });
    fireEvent.click(screen.getByRole("button", { name: "Answer" }));
    expect((await screen.findByText("That is the point")).parentElement?.textContent).toContain(
      "Statement of validate.",
    );
    expect(followUps).toEqual([{ point: "validate", answer: "Nothing about the caller." }]);
    fireEvent.click(screen.getByRole("button", { name: "Ask me another" }));
    expect(screen.getAllByRole("heading", { name: "Your interviewer" })).toHaveLength(2);
  });

  test("says what a follow-up wanted to hear, and why one could not be judged", async () => {
    const [, , validate] = graded.points;
    if (validate === undefined) throw new Error("There is no point to ask about.");
    open("/interview/secure-endpoints");
    await submit();
    const box = await screen.findByLabelText("Answer: What does HTTPS prove?");
    followUpReply = { ...followUpReply, gateMessage: "Write two sentences." };
    fireEvent.change(box, { target: { value: "Hm." } });
    fireEvent.click(screen.getByRole("button", { name: "Answer" }));
    expect((await screen.findByRole("alert")).textContent).toContain("Write two sentences.");
    followUpReply = { ...followUpReply, point: validate };
    fireEvent.change(box, { target: { value: "It proves who has called me." } });
    fireEvent.click(screen.getByRole("button", { name: "Answer" }));
    expect(await screen.findByText("What they want to hear: Statement of validate.")).toBeTruthy();
  });

  test("keeps the text for an edit, and shows the first attempt beside the second", async () => {
    open("/interview/secure-endpoints");
    await submit();
    fireEvent.click(await screen.findByRole("button", { name: "Edit" }));
    const area = await screen.findByLabelText<HTMLTextAreaElement>("Your answer");
    expect(area.value).toBe(answer);
    expect(document.activeElement).toBe(area);
    reply = ({ answer: text }) =>
      text === answer ? graded : gradeOf({ points: [{ id: "validate", verdict: "met", span: [0, 5] }] });
    await submit(`${answer} It proves nothing about the caller.`);
    fireEvent.click(await screen.findByRole("button", { name: "First attempt beside it" }));
    expect(await screen.findByText("First attempt")).toBeTruthy();
    expect(screen.getByText("+ New").parentElement?.textContent).toBe("+ New Statement of validate.");
    expect(screen.getByText("– Left out this time").parentElement?.textContent).toContain("signature");
  });

  test("says so when its card is due today", async () => {
    dueCards = ["question/secure-endpoints"];
    open("/interview/secure-endpoints");
    expect(await screen.findByText("Question 1 of 2 · due today")).toBeTruthy();
  });

  test("starts from a blank page on another try", async () => {
    open("/interview/secure-endpoints");
    await submit();
    fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(screen.getByLabelText<HTMLTextAreaElement>("Your answer").value).toBe("");
    expect(screen.getByText("Question 1 of 2 · another attempt")).toBeTruthy();
  });

  test("can be handed in from the keyboard, and not when it is too long", async () => {
    open("/interview/secure-endpoints");
    const area = await screen.findByLabelText("Your answer");
    fireEvent.change(area, { target: { value: "a ".repeat(2_001) } });
    fireEvent.keyDown(area, { key: "Enter", ctrlKey: true });
    expect(screen.getByText(/shorten it/)).toBeTruthy();
    expect(requests).toEqual([]);
    fireEvent.change(area, { target: { value: answer } });
    fireEvent.keyDown(area, { key: "Enter", ctrlKey: true });
    expect(await screen.findByText("3 to 4 of 5")).toBeTruthy();
  });
});

describe("a second opinion", () => {
  test("is offered nowhere unless a model is set up", async () => {
    open("/interview/secure-endpoints");
    await submit();
    await screen.findByText("3 to 4 of 5");
    expect(screen.queryByText("Second opinion")).toBeNull();
  });

  test("names who gets the text, and tells where the model sees it otherwise", async () => {
    grader = { enabled: true, host: "127.0.0.1:1234", model: "tiny" };
    opinion = {
      ...{ state: "graded", host: "127.0.0.1:1234", model: "tiny" },
      grade: gradeOf({ band: 4, bandRange: [4, 4] }),
      disagreements: [
        {
          ...{ point: "validate", statement: "Statement of validate.", offline: "missed", model: "met" },
          why: "It is there.",
        },
      ],
    };
    open("/interview/secure-endpoints");
    await submit();
    expect(await screen.findByText(/your answer to tiny at 127.0.0.1:1234, and nothing else/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Ask tiny" }));
    expect(await screen.findByText("tiny: band 4 of 5")).toBeTruthy();
    expect(screen.getByText(/Here: missed. tiny: made, “It is there.”/)).toBeTruthy();
  });

  test("that could not be had says why, and can be asked for again", async () => {
    grader = { enabled: true, host: "127.0.0.1:1234", model: "tiny" };
    opinion = { state: "fallback", reason: "The endpoint answered with 500.", remedy: "Look at it." };
    open("/interview/secure-endpoints");
    await submit();
    fireEvent.click(await screen.findByRole("button", { name: "Ask tiny" }));
    expect(await screen.findByText("The endpoint answered with 500.")).toBeTruthy();
    opinion = { ...opinion, reason: "It is full." };
    fireEvent.click(screen.getByRole("button", { name: "Ask again" }));
    expect(await screen.findByText("It is full.")).toBeTruthy();
  });
});
