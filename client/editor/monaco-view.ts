// Shows an editor store in Monaco: one model for each file, text both ways, markers, marked lines, keys.
import * as monaco from "monaco-editor/editor";
import { createFileModels, type FileModels } from "./file-models.ts";
import type { EditorState, EditorStore, LineMark } from "./store.ts";

export interface ViewOptions {
  /** Names the editor to a screen reader. */
  readonly label: string;
  readonly wordWrap: boolean;
  readonly readOnly: boolean;
  onRun?(): void;
  onProve?(): void;
  /** True from Escape until anything but Tab: the next Tab moves the focus on. */
  onLeaving(leaving: boolean): void;
  onFocus(focused: boolean): void;
}

export interface EditorView {
  focus(): void;
  format(): Promise<void>;
  dispose(): void;
}

export const sharedOptions: monaco.editor.IEditorOptions = {
  fontFamily: '"Geist Mono Variable", ui-monospace, monospace',
  fontSize: 13,
  lineHeight: 21,
  fontLigatures: false,
  minimap: { enabled: false },
  renderFinalNewline: "on",
  glyphMargin: false,
  folding: false,
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 14,
  scrollBeyondLastLine: false,
  renderLineHighlight: "none",
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  stickyScroll: { enabled: false },
  guides: { indentation: false },
  padding: { top: 12, bottom: 12 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
  fixedOverflowWidgets: true,
  contextmenu: true,
  smoothScrolling: false,
};

/** Escape means something else while one of these shows. */
const NOTHING_TO_CLOSE = [
  "editorTextFocus",
  "!suggestWidgetVisible",
  "!findWidgetVisible",
  "!parameterHintsVisible",
  "!renameInputVisible",
  "!markersNavigationVisible",
  "!editorHasMultipleSelections",
  "!inSnippetMode",
  "!accessibilityHelpWidgetVisible",
].join(" && ");

export function attachEditor(container: HTMLElement, store: EditorStore, options: ViewOptions): EditorView {
  const models = createFileModels(store);
  const editor = monaco.editor.create(container, {
    ...sharedOptions,
    // What the types know is offered, and never just any word of the file.
    wordBasedSuggestions: "off",
    model: null,
    automaticLayout: true,
    readOnly: options.readOnly,
    // Where nothing can be typed, Tab moves on, and Escape may close what the code stands in.
    tabFocusMode: options.readOnly,
    wordWrap: options.wordWrap ? "on" : "off",
    ariaLabel: options.label,
  });
  const marks = editor.createDecorationsCollection();
  const viewStates = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let shown: EditorState | null = null;

  const show = (state: EditorState) => {
    if (state.active !== shown?.active || editor.getModel() !== models.get(state.active)) {
      if (shown) viewStates.set(shown.active, editor.saveViewState());
      editor.setModel(models.get(state.active) ?? null);
      editor.restoreViewState(viewStates.get(state.active) ?? null);
    }
    if (state.problems !== shown?.problems) markProblems(models, state);
    marks.set(decorationsOf(state));
    if (state.target && state.target !== shown?.target) moveTo(editor, state.target);
    if (state.revealed && state.revealed !== shown?.revealed) {
      editor.revealLineInCenterIfOutsideViewport(state.revealed.line);
    }
    shown = state;
  };
  const stopKeys = options.readOnly ? () => {} : bindKeys(editor, options);
  show(store.read());
  const unsubscribe = store.subscribe(() => {
    models.sync();
    show(store.read());
  });
  return {
    focus: () => editor.focus(),
    format: async () => void (await editor.getAction("editor.action.formatDocument")?.run()),
    dispose() {
      unsubscribe();
      stopKeys();
      editor.dispose();
      models.dispose();
    },
  };
}

function bindKeys(editor: monaco.editor.IStandaloneCodeEditor, options: ViewOptions): () => void {
  const setLeaving = (leaving: boolean) => {
    editor.updateOptions({ tabFocusMode: leaving });
    options.onLeaving(leaving);
  };
  const parts = [
    editor.addAction({
      id: "hookproof.leave",
      label: "Leave the editor with Tab",
      keybindings: [monaco.KeyCode.Escape],
      keybindingContext: NOTHING_TO_CLOSE,
      run: () => setLeaving(true),
    }),
    editor.addAction({
      id: "hookproof.run",
      label: "Run",
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
      run: () => options.onRun?.(),
    }),
    editor.addAction({
      id: "hookproof.prove",
      label: "Prove it",
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyMod.Shift | monaco.KeyCode.Enter],
      run: () => options.onProve?.(),
    }),
    editor.onKeyDown((event) => {
      const keeps = [monaco.KeyCode.Tab, monaco.KeyCode.Shift, monaco.KeyCode.Escape];
      if (!keeps.includes(event.keyCode)) setLeaving(false);
    }),
    editor.onDidFocusEditorText(() => options.onFocus(true)),
    editor.onDidBlurEditorText(() => {
      options.onFocus(false);
      setLeaving(false);
    }),
  ];
  return () => {
    for (const part of parts) part.dispose();
  };
}

function moveTo(
  editor: monaco.editor.IStandaloneCodeEditor,
  place: { line: number; column?: number | undefined },
) {
  const position = { lineNumber: place.line, column: place.column ?? 1 };
  editor.setPosition(position);
  editor.revealPositionInCenterIfOutsideViewport(position);
  editor.focus();
}

function markProblems(models: FileModels, { files, problems }: EditorState) {
  for (const name of Object.keys(files)) {
    const model = models.get(name);
    if (!model) continue;
    const markers = problems
      .filter(({ place }) => place.file === name && place.line <= model.getLineCount())
      .map(({ message, place }) => markerAt(model, message, place));
    monaco.editor.setModelMarkers(model, "hookproof", markers);
  }
}

/** Underlines the word at the place, or the line from there when no word stands there. */
function markerAt(
  model: monaco.editor.ITextModel,
  message: string,
  { line, column }: { line: number; column?: number | undefined },
): monaco.editor.IMarkerData {
  const startColumn = column ?? model.getLineFirstNonWhitespaceColumn(line);
  const word = model.getWordAtPosition({ lineNumber: line, column: startColumn });
  return {
    severity: monaco.MarkerSeverity.Error,
    message,
    startLineNumber: line,
    endLineNumber: line,
    startColumn,
    endColumn: word?.endColumn ?? model.getLineMaxColumn(line),
  };
}

function decorationsOf({ active, marks }: EditorState): monaco.editor.IModelDeltaDecoration[] {
  return marks.filter(({ file }) => file === active).map(decorationOf);
}

function decorationOf({ line, tone, strength }: LineMark): monaco.editor.IModelDeltaDecoration {
  const className = `marked-line marked-line-${tone} marked-line-${strength}`;
  return {
    range: new monaco.Range(line, 1, line, 1),
    options: {
      isWholeLine: true,
      className,
      marginClassName: className,
      ...(strength === "strong" && { lineNumberClassName: "marked-number" }),
    },
  };
}
