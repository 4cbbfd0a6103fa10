// What an editing surface is given, whatever draws it.
import type { RefObject } from "react";
import type { EditorView } from "./monaco-view.ts";
import type { EditorStore } from "./store.ts";

export interface CodeEditorProps {
  readonly store: EditorStore;
  /** Names the editor to a screen reader, e.g. "Handler". */
  readonly label: string;
  /** `compare` shows the active file beside its starter. */
  readonly mode?: "edit" | "compare";
  readonly wordWrap?: boolean;
  readonly readOnly?: boolean;
  onRun?(): void;
  onProve?(): void;
  /** Filled while Monaco is mounted, for the buttons around it. */
  readonly viewRef?: RefObject<EditorView | null>;
}
