// @vitest-environment jsdom
// The parts of a lesson as a reader meets them: by role and name, with the milestones they reach.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { LessonContext } from "../../../client/features/course/lesson-context.ts";
import { Choice } from "../../../client/features/course/parts/choice.tsx";
import { Code } from "../../../client/features/course/parts/code.tsx";
import { After } from "../../../client/features/course/parts/fold.tsx";
import { GoalList } from "../../../client/features/course/parts/goal-list.tsx";
import { Prediction, PredictionReply } from "../../../client/features/course/parts/prediction.tsx";
import { Recall } from "../../../client/features/course/parts/recall.tsx";
import { Lesson } from "../../../content/schema/lesson.ts";

const goals = [
  {
    id: "forge",
    text: "A forgery ships.",
    invariant: "refuses-forgery",
    want: "broken",
    hints: ["Look.", "Do."],
  },
];
const lesson = Lesson.parse({
  id: "small",
  title: "Small",
  summary: "Small.",
  minutes: 1,
  order: 1,
  sections: [1],
  scenario: "payments",
  scheme: "standard-v1",
  steps: [{ id: "read", title: "Read", done: "reading" }],
  handlers: {
    bad: { role: "unsafe", label: "The trusting one", about: "Trusts.", breaks: ["refuses-forgery"] },
    good: { role: "correct", label: "The careful one", about: "Checks." },
  },
  choices: {
    why: {
      question: "Why?",
      options: [
        { id: "no", text: "The address.", right: false, feedback: "It is public." },
        { id: "yes", text: "The sender.", right: true, feedback: "Nobody proved it." },
      ],
    },
  },
  benches: { break: { handler: "bad", goals } },
  recall: [{ id: "card", prompt: "What?", answer: "That." }],
});
const code = {
  good: { lines: [["one();"], ["two();"], ["three();"]], regions: [{ name: "first-stage", from: 1, to: 1 }] },
  bad: { lines: [[["await", "keyword"] as const, " all();"]], regions: [] },
};

const noWorld = { orders: {}, secrets: [], signsTime: true };

afterEach(cleanup);

function show(part: React.ReactNode, ...reached: string[]) {
  const keys = new Set(reached);
  const save = vi.fn();
  const milestones = {
    isKnown: true,
    reached: (key: string) => keys.has(key),
    detail: (key: string) => (keys.has(key) ? {} : null),
    save,
  };
  render(
    <LessonContext value={{ lesson, code, world: noWorld, milestones, readySteps: 1 }}>{part}</LessonContext>,
  );
  return save;
}

describe("Choice", () => {
  test("says why a wrong option is wrong, and reaches nothing", () => {
    const save = show(<Choice id="why" />);
    fireEvent.click(screen.getByRole("button", { name: "The address." }));
    expect(screen.getByText("It is public.")).toBeTruthy();
    expect(save).not.toHaveBeenCalled();
  });

  test("says why the right one is right, and keeps it", () => {
    const save = show(<Choice id="why" />);
    fireEvent.click(screen.getByRole("button", { name: "The sender." }));
    expect(screen.getByText("Nobody proved it.")).toBeTruthy();
    expect(save).toHaveBeenCalledWith("lesson/small/choice/why", { option: "yes" });
  });
});

describe("Prediction", () => {
  const prediction = {
    question: "What happens?",
    answer: "much",
    options: [
      { id: "little", text: "Little", feedback: "It is more." },
      { id: "much", text: "Much", feedback: "Indeed." },
    ],
  };

  test("is made with an option and a confidence", () => {
    const onPredict = vi.fn();
    render(<Prediction prediction={prediction} button="Run" onPredict={onPredict} />);
    fireEvent.click(screen.getByRole("button", { name: "Run" }));
    expect(onPredict).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("radio", { name: "Little" }));
    fireEvent.click(screen.getByRole("radio", { name: "certain" }));
    fireEvent.click(screen.getByRole("button", { name: "Run" }));
    expect(onPredict).toHaveBeenCalledWith({ option: "little", confidence: "certain" });
  });

  test("can be skipped with one click", () => {
    const onPredict = vi.fn();
    render(<Prediction prediction={prediction} button="Run" onPredict={onPredict} />);
    fireEvent.click(screen.getByRole("button", { name: "Skip" }));
    expect(onPredict).toHaveBeenCalledWith({ option: null, confidence: "likely" });
  });

  test("is answered with its own feedback, and with what happened when it was another thing", () => {
    render(
      <PredictionReply prediction={prediction} predicted={{ option: "little", confidence: "certain" }} />,
    );
    expect(screen.getByText("It is more.")).toBeTruthy();
    expect(screen.getByText("Much")).toBeTruthy();
  });
});

describe("GoalList", () => {
  const parsed = lesson.benches.break?.goals ?? [];

  test("gives one hint at a time", () => {
    show(<GoalList bench="break" goals={parsed} states={{}} />);
    expect(screen.queryByText("Look.")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Give me a hint" }));
    expect(screen.getByText("Look.")).toBeTruthy();
    expect(screen.queryByText("Do.")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Next hint (2 of 2)" }));
    expect(screen.getByText("Do.")).toBeTruthy();
  });

  test("has no button that reaches a goal", () => {
    const save = show(<GoalList bench="break" goals={parsed} states={{}} />);
    for (const button of screen.getAllByRole("button")) fireEvent.click(button);
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByText("0 of 1 done")).toBeTruthy();
  });

  test("says in words what is done, and what shows it", () => {
    const met = { state: "met", summary: "ord_1 shipped.", seq: 3 } as const;
    show(<GoalList bench="break" goals={parsed} states={{ forge: met }} />, "lesson/small/goal/break/forge");
    expect(screen.getByText("All of it done.")).toBeTruthy();
    expect(within(screen.getByText(/A forgery ships/)).getByText("done")).toBeTruthy();
    expect(screen.getByText("ord_1 shipped.")).toBeTruthy();
  });

  test("shows a goal that was reached before and is broken now as not yet reached", () => {
    const failed = { state: "failed", summary: "It shipped again.", seq: 9 } as const;
    show(
      <GoalList bench="break" goals={parsed} states={{ forge: failed }} />,
      "lesson/small/goal/break/forge",
    );
    expect(within(screen.getByText(/A forgery ships/)).getByText("not yet")).toBeTruthy();
  });
});

describe("After", () => {
  const details = () => screen.getByRole("group") as HTMLDetailsElement;

  test("stays closed until the goals are reached", () => {
    show(
      <After bench="break" title="What you saw">
        Told.
      </After>,
    );
    expect(details().open).toBe(false);
  });

  test("opens by itself when they are", () => {
    show(
      <After bench="break" title="What you saw">
        Told.
      </After>,
      "lesson/small/goal/break/forge",
    );
    expect(details().open).toBe(true);
  });
});

describe("Code", () => {
  test("labels the stages and says that it holds", () => {
    show(<Code file="good" stages />);
    expect(screen.getByText("first stage")).toBeTruthy();
    expect(screen.getByText("holds")).toBeTruthy();
  });

  test("marks broken code in words", () => {
    show(<Code file="bad" />);
    expect(screen.getByText("not safe")).toBeTruthy();
    expect(screen.getByRole("figure").textContent).toContain("await all();");
  });
});

describe("Recall", () => {
  test("turns a card over only when asked to", () => {
    const save = show(<Recall />);
    expect(screen.queryByText("That.")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /Turn it over/ }));
    expect(save).toHaveBeenCalledWith("lesson/small/card/card");
  });

  test("keeps a card turned over", () => {
    show(<Recall />, "lesson/small/card/card");
    expect(screen.getByText("That.")).toBeTruthy();
  });
});
