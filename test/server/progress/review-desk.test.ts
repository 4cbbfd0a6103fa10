// The review schedule of one learner: what comes into it, what a review changes, and that an undo takes all of it back.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { milestoneKey } from "../../../client/features/course/completion.ts";
import { milestoneKey as labKey } from "../../../client/features/labs/lab-milestones.ts";
import { readRecallCards } from "../../../server/catalog/recall-cards.ts";
import { CardId, type Judged, type Rating } from "../../../server/contract/review.ts";
import { type Clock, readClock } from "../../../server/interview/days.ts";
import { createReviewDesk, facesOf, type ReviewDesk } from "../../../server/progress/review-desk.ts";
import { openProgressStore, type ProgressStore } from "../../../server/progress/store.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 27, 10);
const at = (days: number, hours = 0): Clock => readClock(START_MS + days * DAY_MS + hours * 3_600_000, "UTC");
const card = "recall/small/bytes";
const question = "question/server-down";
const faces = facesOf(
  [
    {
      ...{ kind: "lesson", id: "small", title: "A small lesson", path: "/learn/small#keep" },
      cards: [
        { id: "bytes", prompt: "Why raw bytes?", answer: "They were signed." },
        { id: "order", prompt: "In which order?", answer: "Verify first." },
      ],
    },
  ],
  [{ id: "server-down", question: "What if your server is down?" }],
);
const good: Judged = {
  ...{ state: "graded", band: 4, misconceptions: [] },
  points: [{ id: "retries", core: true, verdict: "met" }],
};

let directory: string;
let store: ProgressStore;
let desk: ReviewDesk;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookproof-reviews-"));
  store = openProgressStore(directory);
  desk = createReviewDesk(store, () => faces);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const reach = (key: string) => store.saveMilestone({ key, atMs: START_MS, detail: {} });
const turnOver = () => reach("lesson/small/card/bytes");
const dueIds = (clock: Clock) => desk.agenda(clock).due.map(({ id }) => id);
function save(clock: Clock, chosen: Rating = 3, id = card) {
  const saved = desk.save({ card: id, chosen }, clock);
  if (typeof saved === "string") throw new Error(saved);
  return saved;
}

describe("a card comes into the schedule", () => {
  test("when it was turned over in its lesson, and the question when it was answered", () => {
    expect(dueIds(at(0))).toEqual([]);
    turnOver();
    reach("interview/server-down");
    expect(dueIds(at(0))).toEqual([card, question]);
  });

  test("by the very milestone that the page of its lesson or lab writes", () => {
    expect(faces[0]?.entersBy).toBe(milestoneKey.card("small", "bytes"));
    const cards = [{ id: "bytes", prompt: "Why?", answer: "So." }];
    const [ofLab] = facesOf([{ kind: "lab", id: "small", title: "A lab", path: "/labs/small", cards }], []);
    expect(ofLab?.entersBy).toBe(labKey.card("small", "bytes"));
  });

  test("when it was rated before its milestone arrived", () => {
    save(at(0), 1, question);
    expect(dueIds(at(1))).toEqual([question]);
  });

  test("from every lesson and lab, and leads back to where it was turned over first", () => {
    const root = join(import.meta.dirname, "../../..");
    const faces = facesOf(readRecallCards(root), []);
    expect(faces[0]).toMatchObject({
      ...{ id: "recall/a-live-handler/bytes", entersBy: "lesson/a-live-handler/card/bytes" },
      from: { title: "The parcel nobody paid for", path: "/learn/a-live-handler#remember" },
    });
    const [lab] = faces.filter(({ entersBy }) => entersBy.startsWith("lab/no-verification/card/"));
    expect(lab).toMatchObject({ id: expect.stringMatching(/^lab\/no-verification\//) });
    expect(lab).toMatchObject({ from: { path: "/labs/no-verification?stage=after" } });
    expect(CardId.safeParse(lab?.id).success).toBe(true);
    const units = new Set(faces.map(({ id }) => id.split("/").slice(0, 2).join("/")));
    const written = ["lessons", "labs"].flatMap((kind) => readdirSync(join(root, "content", kind)));
    expect(units.size).toBe(written.length);
  });
});

describe("a review", () => {
  test("says when the card comes again, and holds it back until then", () => {
    turnOver();
    expect(save(at(0)).next).toEqual({ on: "2026-11-30", inDays: 3 });
    expect(dueIds(at(2, 13))).toEqual([]);
    // Due on the day, not only from the hour of the last review on.
    expect(dueIds(at(2, 15))).toEqual([card]);
  });

  test("counts once a day, whatever the hour", () => {
    save(at(0, -9), 1);
    expect(desk.save({ card, chosen: 3 }, at(0, 13))).toBe("reviewed-today");
    expect(store.reviews.last()?.chosen).toBe(1);
    expect(typeof desk.save({ card, chosen: 3 }, at(1))).toBe("object");
  });

  test("is kept with what was proposed and why", () => {
    desk.save({ card: question, chosen: 2, judged: good }, at(0));
    expect(store.reviews.last()).toEqual({
      ...{ id: 1, card: question, atMs: START_MS, proposed: 3, chosen: 2, band: 4 },
      verdicts: { retries: "met" },
    });
  });

  test("by a clock that has gone back is kept as of the last one", () => {
    save(at(5));
    save(at(2), 1);
    expect(store.reviews.last()?.atMs).toBe(at(5).atMs);
  });

  test("of a card that does not exist is none", () => {
    expect(desk.save({ card: "question/nothing", chosen: 3 }, at(0))).toBe("no-such-card");
    expect(desk.propose({ card: "question/nothing", judged: good }, at(0))).toBeNull();
  });
});

describe("a proposal", () => {
  test("tells the rating and what each rating would mean", () => {
    expect(desk.propose({ card: question, judged: good }, at(0))).toMatchObject({
      ...{ proposed: 3, today: null },
      outlooks: [{ inDays: 1 }, { inDays: 2 }, { inDays: 3 }, { inDays: 8 }],
    });
  });

  test("tells the review of the same day, and whether it can still be undone", () => {
    const { id } = save(at(0), 2, question);
    const ask = () => desk.propose({ card: question, judged: good }, at(0, 2))?.today;
    expect(ask()).toEqual({ id, chosen: 2, next: { on: "2026-11-29", inDays: 2 }, canBeUndone: true });
    save(at(0));
    expect(ask()?.canBeUndone).toBe(false);
    expect(desk.propose({ card: question, judged: good }, at(2))?.today).toBeNull();
  });
});

describe("of several answers to a question on one day", () => {
  const answer = (band: number, words: number, verdict: "met" | "missed" | "unsure", clock = at(0)) =>
    store.addAttempt({
      ...{ question: "server-down", atMs: clock.atMs, band, words, seconds: words, misconceptions: [] },
      bandRange: [band, verdict === "unsure" ? band + 2 : band],
      points: [{ id: "retries", verdict, axis: "correctness", weight: 1 }],
    });
  const propose = () => desk.propose({ card: question, judged: good }, at(0, 2));

  test("the first one counts, for the proposal and in the record", () => {
    answer(4, 30, "missed");
    answer(5, 60, "met", at(0, 1));
    // Its core point was missed, whatever the second one has.
    expect(propose()).toMatchObject({ proposed: 1, first: { band: 4, isOnly: false } });
    desk.save({ card: question, chosen: 1, judged: good }, at(0, 2));
    expect(store.reviews.last()).toMatchObject({ proposed: 1, band: 4, verdicts: { retries: "missed" } });
  });

  test("what was left open in the first one can be settled", () => {
    answer(2, 30, "unsure");
    expect(propose()?.proposed).toBeNull();
    answer(4, 30, "met", at(0, 1));
    expect(propose()).toMatchObject({ proposed: 3, first: { band: 4, isOnly: true } });
  });

  test("those of other days are of no account", () => {
    answer(1, 30, "missed", at(-1));
    expect(propose()).toMatchObject({ proposed: 3, first: null });
  });

  test("a due question knows that it was answered", () => {
    reach("interview/server-down");
    expect(desk.agenda(at(0)).due).toMatchObject([{ isAnswered: false }]);
    answer(4, 30, "met");
    expect(desk.agenda(at(0)).due).toMatchObject([{ isAnswered: true }]);
    expect(desk.agenda(at(1)).due).toMatchObject([{ isAnswered: false }]);
  });
});

describe("an undo", () => {
  test("makes the card due again, and can be told from the agenda", () => {
    turnOver();
    const { id } = save(at(0));
    expect(desk.agenda(at(0)).last).toEqual({ id, title: "Why raw bytes?", chosen: 3 });
    expect(desk.undo(id)).toBe(true);
    expect(dueIds(at(0))).toEqual([card]);
    expect(desk.agenda(at(0)).last).toBeNull();
  });

  test("takes back the newest review only, and none twice", () => {
    const first = save(at(0)).id;
    const second = save(at(0), 3, question).id;
    expect([desk.undo(first), desk.undo(second), desk.undo(second), desk.undo(first)]).toEqual([
      ...[false, true, false, true],
    ]);
    expect(save(at(0)).id).toBeGreaterThan(second);
  });

  test("restores the very card that was, after any series of reviews, one after the other", () => {
    const step = fc.record({
      id: fc.constantFrom(card, "recall/small/order", question),
      rating: fc.constantFrom<Rating>(1, 2, 3, 4),
      afterDays: fc.integer({ min: -2, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        store.reset();
        let day = 0;
        const before: { id: number; states: unknown }[] = [];
        for (const { id, rating, afterDays } of steps) {
          day += afterDays;
          const states = store.reviews.states();
          const saved = desk.save({ card: id, chosen: rating }, at(day));
          if (typeof saved !== "string") before.push({ id: saved.id, states });
        }
        for (const { id, states } of before.toReversed()) {
          expect(desk.undo(id)).toBe(true);
          expect(store.reviews.states()).toEqual(states);
        }
        expect(store.reviews.last()).toBeNull();
      }),
      { seed: 20_261_127, numRuns: 50 },
    );
  });
});

test("an interview is aimed at, moved, and given up", () => {
  desk.aimAt("2026-12-24");
  expect(desk.agenda(at(0)).interview).toEqual({ on: "2026-12-24", daysLeft: 27 });
  desk.aimAt("2026-12-02");
  save(at(0), 4);
  expect(desk.agenda(at(0)).next?.on).toMatch(/^2026-1[12]-(29|30|01)$/);
  desk.aimAt(null);
  expect(desk.agenda(at(0))).toMatchObject({ interview: null, next: { on: "2026-12-05" } });
});

test("everything is still there after the store is opened again, and forgotten by a reset", () => {
  save(at(0), 2);
  desk.aimAt("2026-12-24");
  const { due: _due, ...planned } = desk.agenda(at(0));
  store.close();
  store = openProgressStore(directory);
  desk = createReviewDesk(store, () => faces);
  expect(desk.agenda(at(0))).toMatchObject(planned);
  store.reset();
  expect(desk.agenda(at(9))).toMatchObject({ cards: 0, interview: null, last: null });
});
