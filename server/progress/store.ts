// Keeps what the learner typed and finished in one SQLite file, so that neither a reload nor a crash loses it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Attempt, Draft, Milestone, ProgressView } from "../contract/progress.ts";
import { forgetReviews, type ReviewStore, reviewStoreOver, reviewTables } from "./review-store.ts";

/** What the learner has typed and done. Every write is durable when the call returns. */
export interface ProgressStore {
  view(): ProgressView;
  /** A repeat of a key replaces its milestone. */
  saveMilestone(milestone: Milestone): void;
  saveLastPlace(path: string): void;
  /** All graded answers, oldest first. */
  attempts(): Attempt[];
  addAttempt(attempt: Attempt): void;
  readonly reviews: ReviewStore;
  /** Forgets everything, drafts too: whoever asks for it is told so before. */
  reset(): void;
  draft(key: string): Draft | null;
  /** Keeps the newer of two copies by `savedAtMs`: a late write from an old tab changes nothing. */
  saveDraft(key: string, draft: Draft): void;
  deleteDraft(key: string): void;
  close(): void;
}

/** Each entry moves the file from the version of its index to the next; entries are never edited, only added. */
const migrations = [
  `CREATE TABLE milestones (key TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;
   CREATE TABLE drafts (key TEXT PRIMARY KEY, saved_at_ms INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
   CREATE TABLE places (id INTEGER PRIMARY KEY CHECK (id = 1), path TEXT NOT NULL) STRICT;`,
  `CREATE TABLE attempts (id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, attempt TEXT NOT NULL) STRICT;`,
  reviewTables,
];

/**
 * Opens (and if need be makes or migrates) `progress.sqlite` in `dataDirectory`.
 * @throws when the file was written by a newer Hookproof, or cannot be opened.
 */
export function openProgressStore(dataDirectory: string): ProgressStore {
  mkdirSync(dataDirectory, { recursive: true });
  const database = new DatabaseSync(join(dataDirectory, "progress.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;");
  migrate(database);
  return storeOver(database);
}

function migrate(database: DatabaseSync) {
  const { user_version: version } = database.prepare("PRAGMA user_version").get() as { user_version: number };
  if (version > migrations.length) {
    throw new Error(
      `progress.sqlite is of version ${version}, and this Hookproof knows ${migrations.length}. Update Hookproof, or start it with another --data directory.`,
    );
  }
  for (const [index, sql] of migrations.entries()) {
    if (index >= version) database.exec(`BEGIN; ${sql} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

function storeOver(database: DatabaseSync): ProgressStore {
  const selectMilestones = database.prepare("SELECT key, at_ms, detail FROM milestones ORDER BY at_ms, key");
  const upsertMilestone = database.prepare(
    "INSERT INTO milestones VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET at_ms = excluded.at_ms, detail = excluded.detail",
  );
  const selectPlace = database.prepare("SELECT path FROM places WHERE id = 1");
  const upsertPlace = database.prepare(
    "INSERT INTO places VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET path = excluded.path",
  );
  const selectDraft = database.prepare("SELECT saved_at_ms, value FROM drafts WHERE key = ?");
  const upsertDraft = database.prepare(
    `INSERT INTO drafts VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET saved_at_ms = excluded.saved_at_ms, value = excluded.value
     WHERE excluded.saved_at_ms >= drafts.saved_at_ms`,
  );
  const selectAttempts = database.prepare("SELECT attempt FROM attempts ORDER BY at_ms, id");
  const insertAttempt = database.prepare("INSERT INTO attempts (at_ms, attempt) VALUES (?, ?)");
  const removeDraft = database.prepare("DELETE FROM drafts WHERE key = ?");

  return {
    view: () => ({
      milestones: selectMilestones.all().map((row) => ({
        key: String(row.key),
        atMs: Number(row.at_ms),
        detail: JSON.parse(String(row.detail)),
      })),
      lastPlace: (selectPlace.get()?.path as string | undefined) ?? null,
    }),
    saveMilestone: ({ key, atMs, detail }) => void upsertMilestone.run(key, atMs, JSON.stringify(detail)),
    saveLastPlace: (path) => void upsertPlace.run(path),
    attempts: () => selectAttempts.all().map(({ attempt }) => JSON.parse(String(attempt))),
    addAttempt: (attempt) => void insertAttempt.run(attempt.atMs, JSON.stringify(attempt)),
    reviews: reviewStoreOver(database),
    reset: () =>
      database.exec(
        `BEGIN; DELETE FROM milestones; DELETE FROM attempts; DELETE FROM places; DELETE FROM drafts; ${forgetReviews} COMMIT;`,
      ),
    draft(key) {
      const row = selectDraft.get(key);
      return row ? { value: JSON.parse(String(row.value)), savedAtMs: Number(row.saved_at_ms) } : null;
    },
    saveDraft: (key, { value, savedAtMs }) =>
      void upsertDraft.run(key, savedAtMs, JSON.stringify(value ?? null)),
    deleteDraft: (key) => void removeDraft.run(key),
    close: () => database.close(),
  };
}
