// The files of an editor: what may be done to them, and that nothing typed is lost by accident.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { createEditorStore, type EditorStore, sameFiles } from "../../../client/editor/store.ts";
import { MAX_FILES } from "../../../server/contract/limits.ts";

const starter = { "handler.ts": "export default app;\n", "verify.ts": "export {};\n" };
const open = () => createEditorStore(starter);

describe("typing", () => {
  test("changes one file and tells the listeners once", () => {
    const store = open();
    const listener = vi.fn();
    store.subscribe(listener);
    store.edit("verify.ts", "new");
    store.edit("verify.ts", "new");
    expect(store.read().files).toEqual({ ...starter, "verify.ts": "new" });
    expect(listener).toHaveBeenCalledTimes(1);
  });

  test("takes complaints about the old text away", () => {
    const store = open();
    store.setProblems([{ message: "Unexpected token", place: { file: "handler.ts", line: 1 } }]);
    store.edit("handler.ts", "fixed");
    expect(store.read().problems).toEqual([]);
  });

  test("into a file that is gone does nothing", () => {
    const store = open();
    store.edit("gone.ts", "text");
    expect(store.read().files).toEqual(starter);
  });
});

describe("adding a file", () => {
  test("opens it", () => {
    const store = open();
    expect(store.add("payments.ts")).toBeNull();
    expect(store.read()).toMatchObject({ active: "payments.ts", files: { "payments.ts": "" } });
  });

  test.each([
    ["handler.ts", /already/],
    ["VERIFY.ts", /already/],
    ["../secret.ts", /plain name/],
    ["notes.md", /plain name/],
    ["", /plain name/],
  ])("refuses the name %j", (name, reason) => {
    const store = open();
    expect(store.add(name)).toMatch(reason);
    expect(store.read().files).toEqual(starter);
  });

  test("refuses one more than a submission may have", () => {
    const store = open();
    for (let count = 2; count < MAX_FILES; count++) expect(store.add(`file-${count}.ts`)).toBeNull();
    expect(store.add("one-too-many.ts")).toMatch(/at most/);
  });
});

describe("renaming and deleting", () => {
  test("keep the text, the place among the tabs and the active file", () => {
    const store = open();
    store.activate("verify.ts");
    expect(store.rename("verify.ts", "signature.ts")).toBeNull();
    expect(Object.keys(store.read().files)).toEqual(["handler.ts", "signature.ts"]);
    expect(store.read().active).toBe("signature.ts");
  });

  test("refuse the file that the receiver starts from", () => {
    const store = open();
    expect(store.rename("handler.ts", "main.ts")).toMatch(/cannot be renamed/);
    expect(store.remove("handler.ts")).toMatch(/cannot be deleted/);
    expect(store.read().files).toEqual(starter);
  });

  test("a deleted file comes back with undo", () => {
    const store = open();
    store.remove("verify.ts");
    expect(store.read().files).not.toHaveProperty("verify.ts");
    expect(store.read().undo?.done).toBe("verify.ts is deleted.");
    store.undo();
    expect(store.read().files).toEqual(starter);
  });
});

describe("resetting", () => {
  test("brings the starter back, and undo brings back what was typed", () => {
    const store = open();
    store.edit("handler.ts", "hours of work");
    store.add("more.ts");
    const mine = store.read().files;
    store.reset();
    expect(store.read().files).toEqual(starter);
    store.undo();
    expect(store.read().files).toEqual(mine);
  });

  test("can no longer be undone after something else was typed", () => {
    const store = open();
    store.edit("handler.ts", "old");
    store.reset();
    store.edit("handler.ts", "new");
    expect(store.read().undo).toBeNull();
  });
});

test("going to a place opens its file, and the same place can be asked for twice", () => {
  const store = open();
  const place = { file: "verify.ts", line: 3, column: 5 };
  store.goTo(place);
  const first = store.read().target;
  store.goTo(place);
  expect(store.read()).toMatchObject({ active: "verify.ts", target: place });
  expect(store.read().target).not.toBe(first);
  store.goTo({ file: "elsewhere.ts", line: 1 });
  expect(store.read().active).toBe("verify.ts");
});

test("revealing a place opens its file and moves no cursor, and can be asked for twice", () => {
  const store = open();
  const place = { file: "verify.ts", line: 3 };
  store.reveal(place);
  const first = store.read().revealed;
  store.reveal(place);
  expect(store.read()).toMatchObject({ active: "verify.ts", revealed: place, target: null });
  expect(store.read().revealed).not.toBe(first);
  store.reveal({ file: "elsewhere.ts", line: 1 });
  expect(store.read()).toMatchObject({ active: "verify.ts", revealed: place });
});

test("whatever is done, there is a handler, and the active file exists", () => {
  const name = fc.constantFrom("handler.ts", "verify.ts", "a.ts", "B.ts", "b.ts", "bad name");
  const step: fc.Arbitrary<(store: EditorStore) => unknown> = fc.oneof(
    name.map((file) => (store: EditorStore) => store.add(file)),
    name.map((file) => (store: EditorStore) => store.remove(file)),
    name.map((file) => (store: EditorStore) => store.activate(file)),
    fc.tuple(name, name).map(
      ([from, to]) =>
        (store: EditorStore) =>
          store.rename(from, to),
    ),
    fc.tuple(name, fc.string()).map(
      ([file, text]) =>
        (store: EditorStore) =>
          store.edit(file, text),
    ),
    fc.constant((store: EditorStore) => store.reset()),
    fc.constant((store: EditorStore) => store.undo()),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const store = open();
      for (const act of steps) act(store);
      const { files, active } = store.read();
      const lower = Object.keys(files).map((file) => file.toLowerCase());
      expect(files).toHaveProperty(["handler.ts"]);
      expect(files).toHaveProperty([active]);
      expect(new Set(lower).size).toBe(lower.length);
    }),
    { seed: 42 },
  );
});

test("files are the same when names and texts are", () => {
  expect(sameFiles({ a: "1", b: "2" }, { b: "2", a: "1" })).toBe(true);
  expect(sameFiles({ a: "1" }, { a: "1", b: "" })).toBe(false);
  expect(sameFiles({ a: "1" }, { b: "1" })).toBe(false);
});
