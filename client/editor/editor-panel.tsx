// An editor with everything around it: file tabs, compare, reset with undo, format, and one button that runs.
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../components/button.tsx";
import { Spinner } from "../components/spinner.tsx";
import { CodeEditor } from "./code-editor.tsx";
import styles from "./editor.module.css";
import { FileTabs } from "./file-tabs.tsx";
import { proofIcon } from "./icons.tsx";
import { isTouchOnly } from "./load-monaco.ts";
import type { EditorView } from "./monaco-view.ts";
import { type EditorStore, sameFiles } from "./store.ts";
import { useObservable } from "./use-observable.ts";

export interface EditorPanelProps {
  readonly store: EditorStore;
  /** Names the code to a screen reader, e.g. "Your handler". */
  readonly label: string;
  readonly runLabel?: string;
  readonly busy?: boolean;
  /** Wraps long lines and keeps the set of files, for a small place. */
  readonly compact?: boolean;
  /** Between the files and the buttons, e.g. whose code this is. */
  readonly status?: ReactNode;
  onRun?(): void;
  onProve?(): void;
  /** A proof of this code is under way. */
  readonly isProving?: boolean;
}

export function EditorPanel(props: EditorPanelProps) {
  const { store, label, compact = false, status, onRun, onProve } = props;
  const { files, starter, undo } = useObservable(store);
  const [mode, setMode] = useState<"edit" | "compare">("edit");
  const view = useRef<EditorView | null>(null);
  const isChanged = !sameFiles(files, starter);
  return (
    <section className={styles.panel} aria-label={label}>
      <FileTabs
        store={store}
        label={label}
        canChangeFiles={!compact}
        actions={
          <>
            {status}
            {!isTouchOnly() && (
              <Button
                size="sm"
                variant="quiet"
                onClick={() => view.current?.format()}
                disabled={mode === "compare"}
              >
                Format
              </Button>
            )}
            <Button
              size="sm"
              aria-pressed={mode === "compare"}
              disabled={!isChanged && mode === "edit"}
              onClick={() => setMode(mode === "edit" ? "compare" : "edit")}
            >
              {mode === "edit" ? "Compare" : "Back to editing"}
            </Button>
            <Button size="sm" disabled={!isChanged} onClick={() => store.reset()}>
              Reset
            </Button>
            <RunButtons {...props} />
          </>
        }
      />
      {undo && (
        <div className={styles.bar} role="status">
          {undo.done}
          <Button size="sm" onClick={() => store.undo()}>
            Undo
          </Button>
        </div>
      )}
      <CodeEditor
        store={store}
        label={label}
        mode={mode}
        wordWrap={compact}
        onRun={onRun}
        onProve={onProve}
        viewRef={view}
      />
    </section>
  );
}

function RunButtons({ runLabel = "Run", busy = false, isProving = false, onRun, onProve }: EditorPanelProps) {
  return (
    <>
      {onProve && (
        <Button
          size="sm"
          icon={isProving ? <Spinner size={15} /> : proofIcon}
          shortcut="Mod+Shift+Enter"
          aria-busy={isProving || undefined}
          onClick={onProve}
        >
          Prove it
        </Button>
      )}
      {onRun && (
        <Button size="sm" variant="primary" shortcut="Mod+Enter" busy={busy} onClick={onRun}>
          {runLabel}
        </Button>
      )}
    </>
  );
}
