// The files in an editor as plain state: what is typed, what it started from, and what to point at.
import type { SourcePlace } from "../../server/contract/history.ts";
import { FILE_NAME, FILE_NAME_RULE, MAX_FILE_BYTES, MAX_FILES } from "../../server/contract/limits.ts";
import { createObservable, type Observable } from "./observable.ts";

/** File name to text. */
export type Files = Readonly<Record<string, string>>;

/** A complaint about the code, shown at its place. */
export interface CodeProblem {
  readonly message: string;
  readonly place: SourcePlace;
}

/** A line to mark, e.g. one that a step of a timeline came from. */
export interface LineMark {
  readonly file: string;
  readonly line: number;
  readonly tone: "step" | "hostile" | "effect";
  /** The one that is looked at now, or one of the others that belong to it. */
  readonly strength: "strong" | "faint";
}

export interface UndoStep {
  /** For people: "Reset to the starter." */
  readonly done: string;
  readonly files: Files;
}

export interface EditorState {
  readonly files: Files;
  readonly active: string;
  readonly starter: Files;
  /** The last change that took text away, until something else is typed. */
  readonly undo: UndoStep | null;
  readonly problems: readonly CodeProblem[];
  readonly marks: readonly LineMark[];
  /** Where to put the cursor next; a new object each time, so that the same place can be asked for twice. */
  readonly target: SourcePlace | null;
  /** What to bring into sight next, without taking the focus; a new object each time. */
  readonly revealed: SourcePlace | null;
}

/** Why a change of files is refused, in words for the learner; null when it was made. */
export type Refusal = string | null;

export interface EditorStore extends Observable<EditorState> {
  edit(name: string, text: string): void;
  activate(name: string): void;
  add(name: string): Refusal;
  rename(from: string, to: string): Refusal;
  remove(name: string): Refusal;
  reset(): void;
  /** Takes the last reset or deletion back. */
  undo(): void;
  /** Other text on the same starter, e.g. a newer draft from the server. */
  replace(files: Files): void;
  setProblems(problems: readonly CodeProblem[]): void;
  mark(marks: readonly LineMark[]): void;
  /** Opens the file and puts the cursor there. */
  goTo(place: SourcePlace): void;
  /** Opens the file and brings the line into sight; cursor and focus stay where they are. */
  reveal(place: SourcePlace): void;
}

export function createEditorStore(starter: Files, files: Files = starter): EditorStore {
  const store = createObservable<EditorState>({ ...fresh(files), starter });
  const { read, update } = store;
  return {
    read,
    subscribe: store.subscribe,
    edit(name, text) {
      const { files } = read();
      if (!(name in files) || files[name] === text) return;
      update({ files: { ...files, [name]: text.slice(0, MAX_FILE_BYTES) }, undo: null, problems: [] });
    },
    activate(name) {
      if (name in read().files) update({ active: name });
    },
    add(name) {
      const refusal = refuseName(read().files, name);
      if (refusal === null) {
        update({ files: { ...read().files, [name]: "" }, active: name, undo: null });
      }
      return refusal;
    },
    rename(from, to) {
      const { files, active } = read();
      if (from === to) return null;
      const refusal = refuseEntry(from, "renamed") ?? refuseName(files, to);
      if (refusal !== null) return refusal;
      const renamed = Object.entries(files).map(([name, text]) => [name === from ? to : name, text]);
      update({ files: Object.fromEntries(renamed), active: active === from ? to : active, undo: null });
      return null;
    },
    remove(name) {
      const { files, active } = read();
      const refusal = refuseEntry(name, "deleted");
      if (refusal !== null) return refusal;
      const { [name]: _gone, ...rest } = files;
      update({
        files: rest,
        active: active === name ? entryOf(rest) : active,
        undo: { done: `${name} is deleted.`, files },
        problems: [],
      });
      return null;
    },
    reset() {
      const { files, starter } = read();
      if (!sameFiles(files, starter)) {
        update({ ...fresh(starter), undo: { done: "Reset to the starter.", files } });
      }
    },
    undo() {
      const { undo } = read();
      if (undo) update(fresh(undo.files));
    },
    replace: (files) => update(fresh(files)),
    setProblems: (problems) => update({ problems }),
    mark: (marks) => update({ marks }),
    goTo(place) {
      if (place.file in read().files) update({ active: place.file, target: { ...place } });
    },
    reveal(place) {
      if (place.file in read().files) update({ active: place.file, revealed: { ...place } });
    },
  };
}

export function sameFiles(one: Files, other: Files): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** The file whose default export is the app; it can be neither renamed nor deleted. */
export function isEntry(name: string): boolean {
  return name === "handler.ts" || name === "handler.js";
}

function entryOf(files: Files): string {
  const names = Object.keys(files);
  return names.find(isEntry) ?? names[0] ?? "handler.ts";
}

function fresh(files: Files): Omit<EditorState, "starter"> {
  const nowhere = { target: null, revealed: null };
  return { files, active: entryOf(files), undo: null, problems: [], marks: [], ...nowhere };
}

function refuseEntry(name: string, verb: string): Refusal {
  return isEntry(name) ? `${name} is where the receiver starts, so it cannot be ${verb}.` : null;
}

function refuseName(files: Files, name: string): Refusal {
  if (!FILE_NAME.test(name)) return FILE_NAME_RULE;
  if (name.toLowerCase() in lowerCased(files)) return `There is already a file called ${name}.`;
  if (Object.keys(files).length >= MAX_FILES) return `A receiver has at most ${MAX_FILES} files.`;
  return null;
}

/** Names that differ in case only would be one file on some systems. */
function lowerCased(files: Files): Files {
  return Object.fromEntries(Object.keys(files).map((name) => [name.toLowerCase(), ""]));
}
