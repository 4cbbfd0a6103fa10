// Keeps the memory of each card, every review with what the card was before it, and the day of the interview.
import type { DatabaseSync } from "node:sqlite";
import type { Day, Review } from "../contract/review.ts";
import type { CardState } from "../interview/review.ts";

export interface KeptReview extends Review {
  /** Grows with every review, and is never given twice. */
  readonly id: number;
}

export interface ReviewStore {
  /** Of every card that was ever reviewed, by its id. */
  states(): Map<string, CardState>;
  /** The newest review of all, or of one card. */
  last(card?: string): KeptReview | null;
  /** Keeps a review and the card after it, both or neither. @returns the review's id */
  save(review: Review, after: CardState): number;
  /** Takes the newest review back: the card is again exactly what it was. False when `id` is not the newest. */
  undo(id: number): boolean;
  interviewDay(): Day | null;
  setInterviewDay(on: Day | null): void;
}

/** A migration of the progress file. `before` is the card's state before the review; null for its first. */
export const reviewTables = `
  CREATE TABLE cards (card TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  CREATE TABLE reviews (id INTEGER PRIMARY KEY AUTOINCREMENT, card TEXT NOT NULL, review TEXT NOT NULL, before TEXT) STRICT;
  CREATE TABLE interviews (id INTEGER PRIMARY KEY CHECK (id = 1), on_day TEXT NOT NULL) STRICT;`;

export const forgetReviews = "DELETE FROM cards; DELETE FROM reviews; DELETE FROM interviews;";

export function reviewStoreOver(database: DatabaseSync): ReviewStore {
  const selectStates = database.prepare("SELECT card, state FROM cards");
  const selectState = database.prepare("SELECT state FROM cards WHERE card = ?");
  const upsertState = database.prepare(
    "INSERT INTO cards VALUES (?, ?) ON CONFLICT (card) DO UPDATE SET state = excluded.state",
  );
  const removeState = database.prepare("DELETE FROM cards WHERE card = ?");
  const selectLast = database.prepare("SELECT * FROM reviews ORDER BY id DESC LIMIT 1");
  const selectLastOf = database.prepare("SELECT * FROM reviews WHERE card = ? ORDER BY id DESC LIMIT 1");
  const insertReview = database.prepare("INSERT INTO reviews (card, review, before) VALUES (?, ?, ?)");
  const removeReview = database.prepare("DELETE FROM reviews WHERE id = ?");
  const selectInterview = database.prepare("SELECT on_day FROM interviews WHERE id = 1");
  const upsertInterview = database.prepare(
    "INSERT INTO interviews VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET on_day = excluded.on_day",
  );
  const removeInterview = database.prepare("DELETE FROM interviews");

  return {
    states: () => new Map(selectStates.all().map(({ card, state }) => [String(card), parse(state)])),
    last(card) {
      const row = card === undefined ? selectLast.get() : selectLastOf.get(card);
      return row === undefined ? null : { ...parse<Review>(row.review), id: Number(row.id) };
    },
    save: (review, after) =>
      inTransaction(database, () => {
        const before = selectState.get(review.card)?.state ?? null;
        upsertState.run(review.card, JSON.stringify(after));
        return Number(insertReview.run(review.card, JSON.stringify(review), before).lastInsertRowid);
      }),
    undo: (id) =>
      inTransaction(database, () => {
        const row = selectLast.get();
        if (row?.id !== id) return false;
        if (row.before === null) removeState.run(String(row.card));
        else upsertState.run(String(row.card), String(row.before));
        removeReview.run(id);
        return true;
      }),
    interviewDay: () => (selectInterview.get()?.on_day as Day | undefined) ?? null,
    setInterviewDay: (on) => void (on === null ? removeInterview.run() : upsertInterview.run(on)),
  };
}

function parse<Value>(json: unknown): Value {
  return JSON.parse(String(json)) as Value;
}

function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
