// @vitest-environment jsdom
// The sixty-second answer: the clock, what was said and what was not, and a server that cannot be asked.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createQueryClient } from "../../../client/api/queries.ts";
import { LessonContext } from "../../../client/features/course/lesson-context.ts";
import { Pitch } from "../../../client/features/course/parts/pitch.tsx";
import { Lesson } from "../../../content/schema/lesson.ts";
import type { Grade } from "../../../server/contract/interview.ts";

const lesson = Lesson.parse({
  ...{ id: "small", title: "Small", summary: "Small.", minutes: 1, order: 1, sections: [11], handlers: {} },
  ...{ scenario: "payments", scheme: "standard-v1" },
  steps: [{ id: "read", title: "Read", done: "reading" }],
});

const grade: Grade = {
  ...{ question: "what-is-a-webhook", band: 2, bandRange: [2, 2], state: "graded", gaps: ["twice"] },
  points: [
    {
      ...{ id: "push", statement: "The provider calls.", core: true, axis: "correctness", weight: 1 },
      ...{ verdict: "met", explanation: "Found." },
    },
    {
      ...{ id: "twice", statement: "Events come twice.", core: true, axis: "failures", weight: 1 },
      ...{ verdict: "missed" },
      explanation: "A lost answer makes a copy.",
      taught: { path: "/learn/x#y", title: "One click" },
    },
  ],
  misconceptions: [{ id: "once", statement: "It is exactly once.", span: [0, 4], explanation: "It is not." }],
};

const milestones = { isKnown: true, reached: () => false, detail: () => null, save: () => {} };

function show(reply: () => Response) {
  vi.stubGlobal("fetch", async (path: string) => (path.endsWith("/grade") ? reply() : Response.json(null)));
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <LessonContext
          value={{
            lesson,
            code: {},
            world: { orders: {}, secrets: [], signsTime: true },
            milestones,
            readySteps: 1,
          }}
        >
          <Pitch question="what-is-a-webhook" asks="What is a webhook?" />
        </LessonContext>
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const write = (text: string) =>
  fireEvent.change(screen.getByLabelText("“What is a webhook?”"), { target: { value: text } });

test("tells what was said, what was not and where it is taught, and what is not so", async () => {
  show(() => Response.json({ grade, modelAnswers: null }));
  fireEvent.click(screen.getByRole("button", { name: "Grade it" }));
  expect(screen.queryByText(/points were in it/)).toBeNull();
  write("It calls exactly once.");
  fireEvent.click(screen.getByRole("button", { name: "Grade it" }));
  expect(await screen.findByText(/1 of 2 points were in it/)).toBeTruthy();
  expect(screen.getByText("said")).toBeTruthy();
  expect(screen.getByText("not said")).toBeTruthy();
  expect(screen.getByRole("link", { name: "One click" }).getAttribute("href")).toBe("/learn/x#y");
  expect(screen.getByText("Said, and not so: It is exactly once.")).toBeTruthy();
});

test("says what to do when the text is not graded, and when the server cannot be asked", async () => {
  const gated = {
    ...grade,
    state: "not-graded",
    gateMessage: "Write sentences.",
    points: [],
    misconceptions: [],
  };
  show(() => Response.json({ grade: gated, modelAnswers: null }));
  write("push event");
  fireEvent.click(screen.getByRole("button", { name: "Grade it" }));
  expect(await screen.findByText("Write sentences.")).toBeTruthy();
  cleanup();
  show(() =>
    Response.json(
      { title: "Our fault", status: 500, type: "/problems/x", detail: "It broke." },
      { status: 500 },
    ),
  );
  write("It is an HTTP request.");
  fireEvent.click(screen.getByRole("button", { name: "Grade it" }));
  expect(await screen.findByText(/Your text is kept/)).toBeTruthy();
});

test("counts sixty seconds down once it is started, and begins anew", () => {
  vi.useFakeTimers();
  show(() => Response.json(null));
  const clock = () => screen.getByRole("timer").textContent;
  act(() => void vi.advanceTimersByTime(5_000));
  expect(clock()).toBe("60 s");
  fireEvent.click(screen.getByRole("button", { name: "Start the clock" }));
  act(() => void vi.advanceTimersByTime(12_000));
  expect(clock()).toBe("48 s");
  act(() => void vi.advanceTimersByTime(48_000));
  expect(clock()).toBe("Time. Write down what you said.");
  fireEvent.click(screen.getByRole("button", { name: "Start it again" }));
  expect(clock()).toBe("60 s");
});
