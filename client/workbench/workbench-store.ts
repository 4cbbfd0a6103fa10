// Everything a workbench knows, without React: the code, its draft, the session it runs in, and what is looked at.
import type { History } from "../../server/contract/history.ts";
import type { SchemeId, SessionAction, WorldSecrets } from "../../server/contract/session.ts";
import { createObservable, type Observable } from "../editor/observable.ts";
import { createEditorStore, type EditorStore, type Files, type LineMark } from "../editor/store.ts";
import { createPins, type Pins } from "../prover/pins.ts";
import type { ProofApi } from "../prover/proof-run.ts";
import { Prover } from "../prover/prover.ts";
import { placeAt } from "../prover/scene.ts";
import { createDraft, type DraftKeeper, readLocalFiles } from "./draft.ts";
import { createSessionStore, type SessionApi, type SessionStore } from "./session-store.ts";

export interface WorkbenchOptions {
  /** A DraftKey, e.g. `playground/naive`. */
  readonly draftKey: string;
  readonly starter: Files;
  readonly scheme: SchemeId;
  readonly scenario: string;
  /** What a session starts the handler with. */
  readonly secrets: WorldSecrets;
  readonly api: SessionApi;
  readonly proofApi: ProofApi;
}

/** What the places around the code show: the session that runs, or the proof. */
export interface Face {
  readonly face: "live" | "proof";
  /** Grows each time somebody turns to a face, also to the one that is shown. */
  readonly turns: number;
}

export interface Selection {
  /** The entry of the history that every panel shows, by its number; null follows the newest attempt. */
  readonly seq: number | null;
}

export interface Workbench {
  readonly about: Pick<WorkbenchOptions, "draftKey" | "scheme" | "scenario">;
  readonly editor: EditorStore;
  readonly draft: DraftKeeper;
  readonly session: SessionStore;
  readonly selection: Observable<Selection>;
  readonly prover: Prover;
  readonly pins: Pins;
  readonly face: Observable<Face>;
  /** Starts what is in the editor. Only ever called by the learner: code that came back from a draft never runs by itself. */
  run(): void;
  /** Searches what is in the editor for a schedule that breaks it. */
  prove(): void;
  /** Turns to the session or to the proof. */
  turnTo(face: Face["face"]): void;
  /** Does something to the running session, or several things in turn; the selection follows the newest attempt again. */
  act(...actions: readonly SessionAction[]): void;
  /** Selects an entry everywhere, and marks the line of code that it came from. */
  select(seq: number | null): void;
  /** Begins to watch and to save; returns how to end it, session included. Can be begun again after that. */
  attach(): () => void;
}

export function createWorkbench(options: WorkbenchOptions): Workbench {
  const { draftKey, starter, scheme, scenario, secrets, api, proofApi } = options;
  const editor = createEditorStore(starter, readLocalFiles(draftKey) ?? starter);
  const draft = createDraft(draftKey, editor);
  const session = createSessionStore(api);
  const selection = createObservable<Selection>({ seq: null });
  const face = createObservable<Face>({ face: "live", turns: 0 });
  const prover = new Prover({ editor, scheme, scenario, api: proofApi });
  const turnTo = (next: Face["face"]) => face.update({ face: next, turns: face.read().turns + 1 });
  const select = (seq: number | null) => {
    selection.update({ seq });
    const place = seq === null ? null : placeAt({ history: session.read().history, steps: null }, seq);
    if (place !== null) editor.reveal(place);
  };
  const mark = () => {
    if (face.read().face === "proof") prover.mark();
    else editor.mark(selectionMarks(session.read().history, selection.read().seq));
  };
  return {
    about: { draftKey, scheme, scenario },
    editor,
    draft,
    session,
    selection,
    select,
    prover,
    pins: createPins(draftKey),
    face,
    turnTo,
    run() {
      turnTo("live");
      editor.setProblems([]);
      select(null);
      void draft.flush();
      void session.start({ submission: { files: editor.read().files }, scenario, scheme, secrets });
    },
    prove() {
      turnTo("proof");
      void draft.flush();
      prover.prove();
    },
    act(...actions) {
      turnTo("live");
      select(null);
      void actInTurn(session, actions);
    },
    attach() {
      const stops = [
        pointAtProblems(session, editor),
        keepMarks({ editor, changes: [selection, face, prover], mark }),
        draft.attach(),
      ];
      return () => {
        for (const stop of stops) stop();
        void session.stop();
        prover.close();
      };
    },
  };
}

async function actInTurn(session: SessionStore, actions: readonly SessionAction[]) {
  for (const action of actions) await session.act(action);
}

/** The line that the selected entry came from. */
function selectionMarks(history: History, seq: number | null): readonly LineMark[] {
  const place = seq === null ? null : placeAt({ history, steps: null }, seq);
  if (place === null) return noMarks;
  return [{ file: place.file, line: place.line, tone: "step", strength: "strong" }];
}

const noMarks: readonly LineMark[] = [];

interface Marking {
  readonly editor: EditorStore;
  /** Whatever the marks follow from, besides the code. */
  readonly changes: readonly Pick<Observable<unknown>, "subscribe">[];
  mark(): void;
}

/** Marks anew when something else is shown, and when the code changes under the marks. */
function keepMarks({ editor, changes, mark }: Marking): () => void {
  let { files } = editor.read();
  const onEdit = () => {
    if (editor.read().files === files) return;
    files = editor.read().files;
    mark();
  };
  const stops = [editor.subscribe(onEdit), ...changes.map((change) => change.subscribe(mark))];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Code that does not start: the place is marked and opened. */
function pointAtProblems(session: SessionStore, editor: EditorStore): () => void {
  let shown: unknown = null;
  return session.subscribe(() => {
    const { run } = session.read();
    if (run.phase !== "failed" || run === shown) return;
    shown = run;
    const { message, place } = run.problem;
    if (!place) return;
    editor.setProblems([{ message, place }]);
    editor.goTo(place);
  });
}
