// The progress file survives a restart, is migrated once, and refuses what a newer Hookproof wrote.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openProgressStore } from "../../../server/progress/store.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookproof-progress-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("everything is still there after the store is opened again", () => {
  const first = openProgressStore(directory);
  first.saveMilestone({ key: "lesson/a/step/b", atMs: 7, detail: { sure: "likely" } });
  first.saveDraft("playground/default", { value: { "handler.ts": "let x" }, savedAtMs: 9 });
  first.saveLastPlace("/playground");
  first.close();

  const second = openProgressStore(directory);
  expect(second.view()).toEqual({
    milestones: [{ key: "lesson/a/step/b", atMs: 7, detail: { sure: "likely" } }],
    lastPlace: "/playground",
  });
  expect(second.draft("playground/default")).toEqual({ value: { "handler.ts": "let x" }, savedAtMs: 9 });
  second.close();
});

test("what was written is durable while the store is still open, as after a crash", () => {
  const store = openProgressStore(directory);
  store.saveDraft("interview/x", { value: "typed", savedAtMs: 1 });
  const other = openProgressStore(directory);
  expect(other.draft("interview/x")?.value).toBe("typed");
  other.close();
  store.close();
});

test("a file of a newer version is refused with what to do, and left as it is", () => {
  openProgressStore(directory).close();
  const file = new DatabaseSync(join(directory, "progress.sqlite"));
  file.exec("PRAGMA user_version = 99");
  file.close();
  expect(() => openProgressStore(directory)).toThrow(/version 99.*Update Hookproof/s);
});

test("a file from before there were reviews gets room for them, and keeps what it holds", () => {
  const first = openProgressStore(directory);
  first.saveMilestone({ key: "a", atMs: 1, detail: {} });
  first.close();
  const file = new DatabaseSync(join(directory, "progress.sqlite"));
  file.exec("DROP TABLE cards; DROP TABLE reviews; DROP TABLE interviews; PRAGMA user_version = 2");
  file.close();
  const store = openProgressStore(directory);
  expect(store.view().milestones).toHaveLength(1);
  store.reviews.setInterviewDay("2026-12-24");
  expect(store.reviews.interviewDay()).toBe("2026-12-24");
  store.close();
});

test("a reset forgets what was done and what was typed", () => {
  const store = openProgressStore(directory);
  store.saveMilestone({ key: "a", atMs: 1, detail: {} });
  store.saveDraft("a", { value: 1, savedAtMs: 1 });
  store.reset();
  expect([store.view().milestones, store.draft("a")]).toEqual([[], null]);
  store.close();
});

test("of any series of saves the newest by the browser's clock is kept", () => {
  const store = openProgressStore(directory);
  let run = 0;
  fc.assert(
    fc.property(
      fc.array(fc.record({ value: fc.jsonValue(), savedAtMs: fc.nat() }), { minLength: 1 }),
      (drafts) => {
        const key = `run/${++run}`;
        for (const draft of drafts) store.saveDraft(key, draft);
        const newest = drafts.reduce((best, draft) => (draft.savedAtMs >= best.savedAtMs ? draft : best));
        expect(store.draft(key)).toEqual(JSON.parse(JSON.stringify(newest)));
      },
    ),
    { seed: 1, numRuns: 50 },
  );
  store.close();
});
