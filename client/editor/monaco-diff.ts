// Compares the active file with its starter, side by side or, in a narrow place, one below the other.
import * as monaco from "monaco-editor/editor";
import { sharedOptions } from "./monaco-view.ts";
import type { EditorStore } from "./store.ts";

/** The starter's side: coloured like TypeScript, but no part of the program. */
export const STARTER_LANGUAGE = "typescript-starter";

/** Read-only on both sides: the comparison is for reading, and the editor is one click away. */
export function attachDiff(container: HTMLElement, store: EditorStore, label: string): { dispose(): void } {
  const original = monaco.editor.createModel("", STARTER_LANGUAGE);
  const modified = monaco.editor.createModel("", STARTER_LANGUAGE);
  const editor = monaco.editor.createDiffEditor(container, {
    ...sharedOptions,
    automaticLayout: true,
    readOnly: true,
    originalEditable: false,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: 720,
    renderOverviewRuler: false,
    hideUnchangedRegions: { enabled: true, contextLineCount: 3, minimumLineCount: 4 },
    originalAriaLabel: `Starter of ${label}`,
    modifiedAriaLabel: `Your ${label}`,
  });
  editor.setModel({ original, modified });
  const show = () => {
    const { active, files, starter } = store.read();
    original.setValue(starter[active] ?? "");
    modified.setValue(files[active] ?? "");
  };
  show();
  const unsubscribe = store.subscribe(show);
  return {
    dispose() {
      unsubscribe();
      editor.dispose();
      original.dispose();
      modified.dispose();
    },
  };
}
