// The plain side of a lesson's page: which steps are done, where a tour stops, what a run amounts to.
import { describe, expect, test } from "vitest";
import {
  isBenchDone,
  milestoneKey,
  newlyDoneSteps,
  nextStep,
} from "../../../client/features/course/completion.ts";
import { factsOf, formatDuration, tellRequests } from "../../../client/features/course/run-facts.ts";
import { describeEntry } from "../../../client/features/course/tour.ts";
import { Lesson } from "../../../content/schema/lesson.ts";
import { findStops } from "../../../content/schema/tour.ts";
import { answered, effect, historyOf, later, paid, started } from "../../content/schema/histories.ts";

const goal = (id: string) => ({ id, text: "T", invariant: "refuses-forgery", want: "held", hints: ["H"] });
const lesson = Lesson.parse({
  id: "small",
  title: "Small",
  summary: "Small.",
  minutes: 1,
  order: 1,
  sections: [1],
  scenario: "payments",
  scheme: "standard-v1",
  handlers: {},
  steps: [
    { id: "read", title: "Read", done: "reading" },
    { id: "run", title: "Run", done: { run: "first" } },
    { id: "choose", title: "Choose", done: { choice: "why" } },
    { id: "bench", title: "Bench", done: { bench: "break" } },
    { id: "keep", title: "Keep", done: "recall" },
  ],
  benches: { break: { handler: "h", goals: [goal("one"), goal("two")] } },
  recall: [
    { id: "a", prompt: "A?", answer: "A." },
    { id: "b", prompt: "B?", answer: "B." },
  ],
});

describe("steps", () => {
  const having = (...keys: string[]) => newlyDoneSteps(lesson, (key) => keys.includes(key));

  test("are not done by nothing", () => {
    expect(having()).toEqual([]);
  });

  test.each([
    ["run", [milestoneKey.run("small", "first")]],
    ["choose", [milestoneKey.choice("small", "why")]],
    ["bench", [milestoneKey.goal("small", "break", "one"), milestoneKey.goal("small", "break", "two")]],
    ["keep", [milestoneKey.card("small", "a"), milestoneKey.card("small", "b")]],
  ])("%s is done by what it asks for, and by nothing less", (step, keys) => {
    expect(having(...keys)).toEqual([step]);
    expect(having(...keys.slice(1))).toEqual([]);
  });

  test("are not done twice", () => {
    expect(having(milestoneKey.run("small", "first"), milestoneKey.step("small", "run"))).toEqual([]);
  });

  test("go on with the first one that is not done", () => {
    const done = new Set([milestoneKey.step("small", "read"), milestoneKey.step("small", "choose")]);
    expect(nextStep(lesson, (key) => done.has(key))).toBe("run");
    expect(nextStep(lesson, () => true)).toBeNull();
  });

  test("know a bench by all of its goals", () => {
    const one = milestoneKey.goal("small", "break", "one");
    expect(isBenchDone(lesson, "break", (key) => key === one)).toBe(false);
    expect(isBenchDone(lesson, "break", () => true)).toBe(true);
  });
});

describe("a tour", () => {
  const stop = (at: "event-created" | "effect" | "attempt-finished", kind?: "queued" | "shipped") => ({
    at,
    ...(kind === undefined ? {} : { effect: kind }),
    title: `${at} ${kind ?? ""}`,
    text: "Text.",
  });
  const history = historyOf(
    paid("evt_1"),
    started({ id: "a", eventId: "evt_1" }),
    effect("queued", "a"),
    answered("a", 202),
    effect("shipped", null),
  );

  test("stops at the first fitting entry after the stop before it", () => {
    const stops = findStops([stop("event-created"), stop("attempt-finished"), stop("effect")], history);
    expect(stops.map(({ entry }) => entry.seq)).toEqual([0, 3, 4]);
  });

  test("tells effects apart by their kind", () => {
    const stops = findStops([stop("effect", "queued"), stop("effect", "shipped")], history);
    expect(stops.map(({ entry }) => entry.seq)).toEqual([2, 4]);
  });

  test("ends where something never happened", () => {
    expect(findStops([stop("effect", "shipped"), stop("effect", "queued")], history)).toHaveLength(1);
  });

  test("shows a request as it went over the wire, without what every request has", () => {
    const [entry] = historyOf({
      ...started({ id: "a" }),
      request: {
        method: "POST",
        path: "/webhooks/payment",
        headers: [
          ["Host", "receiver.test"],
          ["Webhook-Id", "msg_1"],
        ],
        bodyBase64: btoa('{"id": "evt_1"}'),
      },
    } as Parameters<typeof historyOf>[0]);
    expect(entry && describeEntry(entry)).toBe(
      'POST /webhooks/payment\nwebhook-id: msg_1\n\n{"id": "evt_1"}',
    );
  });

  test("shows an answer with its status, and an effect in the ledger's words", () => {
    const [, , , answer, shipped] = history;
    expect(answer && describeEntry(answer)).toBe("HTTP/1.1 202");
    expect(shipped && describeEntry(shipped)).toBe("ord_1 shipped");
  });
});

describe("the figures of a run", () => {
  test("count attempts, their span and the real time that it took", () => {
    const history = historyOf(
      started({ id: "a" }),
      answered("a", 500, 10),
      { ...started({ id: "b", number: 2 }), atMs: 5_000 },
      answered("b", 200),
      later(9_000),
    );
    expect(factsOf(history)).toEqual({ attempts: 2, spanMs: 5_000, wallMs: 3 });
    expect(factsOf([])).toEqual({ attempts: 0, spanMs: 0, wallMs: 0 });
  });

  test.each([
    [70, "0.07 s"],
    [9_400, "9.4 s"],
    [12_000, "12 s"],
    [300_000, "5 min"],
    [7_200_000, "2 h"],
    [272_105_000, "75 h 35 min"],
  ])("say %d ms as %s", (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words);
  });

  test("name every request for what it is", () => {
    const history = historyOf(
      started({ id: "f", attack: "unsigned", hostile: true }),
      effect("shipped", "f"),
      answered("f", 200),
      started({ id: "r", attack: "replay-attack", hostile: true }),
      answered("r", 401),
      started({ id: "g", number: 2 }),
    );
    expect(tellRequests(history).map(({ what, answer, effects }) => [what, answer, effects.length])).toEqual([
      ["Forged request", "200", 1],
      ["Replay attack", "401", 0],
      ["Genuine delivery, attempt 2", "still waiting", 0],
    ]);
  });
});
