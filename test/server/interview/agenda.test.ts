// What is due today, in which order, and what the days after it bring.
import { expect, test } from "vitest";
import { type DeckCard, planAgenda } from "../../../server/interview/agenda.ts";
import { readClock } from "../../../server/interview/days.ts";
import { reviewCard } from "../../../server/interview/review.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 10);
const at = (days: number) => readClock(START_MS + days * DAY_MS, "UTC");

function question(id: string, reviewedOn: number | null = null): DeckCard {
  return {
    ...{ id: `question/${id}`, enteredAtMs: START_MS, isAnswered: false },
    state: reviewedOn === null ? null : reviewCard(null, 3, START_MS + reviewedOn * DAY_MS),
    face: {
      ...{ id: `question/${id}`, kind: "question", question: `${id}?`, path: `/interview/${id}` },
      entersBy: `interview/${id}`,
    },
  };
}

function recall(id: string, reviewedOn: number | null = null): DeckCard {
  return {
    ...question(id, reviewedOn),
    id: `recall/lesson/${id}`,
    face: {
      ...{ id: `recall/lesson/${id}`, kind: "recall", prompt: `${id}?`, answer: "So." },
      from: { title: "Lesson", path: "/learn/lesson" },
      entersBy: `lesson/lesson/card/${id}`,
    },
  };
}

test("nothing is due when nothing has come into the schedule", () => {
  expect(planAgenda([], null, at(0))).toMatchObject({ due: [], next: null, cards: 0, interview: null });
});

test("cards to recall come before questions, and what has waited longer comes first", () => {
  const deck = [
    question("new"),
    question("old", -9),
    recall("late", -5),
    recall("later", -4),
    recall("not-yet", 0),
  ];
  const { due } = planAgenda(deck, null, at(0));
  expect(due.map(({ id }) => id)).toEqual([
    "recall/lesson/late",
    "recall/lesson/later",
    "question/old",
    "question/new",
  ]);
});

test("a due card carries what stands on it, and nothing of how it came", () => {
  const [card] = planAgenda([recall("bytes")], null, at(0)).due;
  expect(card).toMatchObject({ kind: "recall", prompt: "bytes?", answer: "So.", dueOn: "2026-11-27" });
  expect(card?.outlooks.map(({ inDays }) => inDays)).toEqual([1, 2, 3, 8]);
  expect(card).not.toHaveProperty("entersBy");
});

test("a question that was answered today says so", () => {
  const deck = [question("open"), { ...question("answered"), isAnswered: true }];
  expect(planAgenda(deck, null, at(0)).due).toMatchObject([{ isAnswered: false }, { isAnswered: true }]);
});

test("today takes what is overdue, and each later day its own", () => {
  const deck = [question("old", -9), recall("two", -1), question("three", 0), recall("three", 0)];
  const { days, next, cards } = planAgenda(deck, null, at(0));
  expect(days).toHaveLength(14);
  expect(days.slice(0, 5).map(({ cards: count }) => count)).toEqual([1, 0, 1, 2, 0]);
  expect([days[0]?.on, days[13]?.on]).toEqual(["2026-11-27", "2026-12-10"]);
  expect(next).toEqual({ on: "2026-11-29", cards: 1 });
  expect(cards).toBe(4);
});

test("an interview is told with the days that are left, also when it is over", () => {
  expect(planAgenda([], "2026-12-04", at(0)).interview).toEqual({ on: "2026-12-04", daysLeft: 7 });
  expect(planAgenda([], "2026-12-04", at(8)).interview?.daysLeft).toBe(-1);
});

test("an interview brings later cards forward", () => {
  const card = { ...question("far"), state: reviewCard(null, 4, START_MS) };
  expect(planAgenda([card], null, at(0)).next?.on).toBe("2026-12-05");
  const aimed = planAgenda([card], "2026-12-04", at(0));
  expect(aimed.next?.on).toMatch(/^2026-12-0[123]$/);
});
