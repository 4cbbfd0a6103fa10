// The editing surface: Monaco where it can run, the plain text at once until then, and a text field where it cannot.
import { useEffect, useId, useRef, useState } from "react";
import type { CodeEditorProps } from "./code-editor-props.ts";
import styles from "./editor.module.css";
import { isTouchOnly, loadMonaco } from "./load-monaco.ts";
import { PlainEditor } from "./plain-editor.tsx";
import type { EditorStore } from "./store.ts";
import { useObservable } from "./use-observable.ts";

type Engine = "loading" | "ready" | "plain";

export function CodeEditor(props: CodeEditorProps) {
  const { store, label, mode = "edit", readOnly = false } = props;
  const engine = useEngine();
  const [focus, setFocus] = useState<"away" | "inside" | "leaving">("away");
  const hintId = useId();

  if (engine === "plain") return <PlainEditor {...props} />;
  return (
    <div className={styles.surface} data-focus={focus}>
      {engine === "loading" && <PlainCode store={store} />}
      {engine === "ready" && mode === "edit" && (
        <MonacoPart {...props} hintId={hintId} onFocusChange={setFocus} />
      )}
      {engine === "ready" && mode === "compare" && <DiffPart store={store} label={label} />}
      {!readOnly && (
        <p className={styles.hint} id={hintId} aria-live={focus === "leaving" ? "polite" : "off"}>
          {focus === "leaving"
            ? "Tab now leaves the editor."
            : "Press Escape, then Tab, to leave the editor."}
        </p>
      )}
    </div>
  );
}

function useEngine(): Engine {
  const [engine, setEngine] = useState<Engine>(() => (isTouchOnly() ? "plain" : "loading"));
  useEffect(() => {
    if (engine !== "loading") return;
    let wanted = true;
    loadMonaco().then(
      () => wanted && setEngine("ready"),
      (error: unknown) => {
        console.warn("The code editor could not be loaded; a plain text field takes its place.", error);
        if (wanted) setEngine("plain");
      },
    );
    return () => {
      wanted = false;
    };
  }, [engine]);
  return engine;
}

interface MonacoPartProps extends CodeEditorProps {
  readonly hintId: string;
  onFocusChange(focus: "away" | "inside" | "leaving"): void;
}

function MonacoPart({
  store,
  label,
  wordWrap,
  readOnly,
  onRun,
  onProve,
  viewRef,
  hintId,
  onFocusChange,
}: MonacoPartProps) {
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef({ onRun, onProve, onFocusChange });
  latest.current = { onRun, onProve, onFocusChange };

  useEffect(() => {
    let dispose = () => {};
    let wanted = true;
    loadMonaco().then(({ attachEditor }) => {
      if (!wanted || container.current === null) return;
      const view = attachEditor(container.current, store, {
        label,
        wordWrap: wordWrap ?? false,
        readOnly: readOnly ?? false,
        onRun: () => latest.current.onRun?.(),
        onProve: () => latest.current.onProve?.(),
        onLeaving: (leaving) => latest.current.onFocusChange(leaving ? "leaving" : "inside"),
        onFocus: (focused) => latest.current.onFocusChange(focused ? "inside" : "away"),
      });
      describeBy(container.current, hintId);
      if (viewRef) viewRef.current = view;
      dispose = () => {
        view.dispose();
        if (viewRef) viewRef.current = null;
      };
    });
    return () => {
      wanted = false;
      dispose();
    };
  }, [store, label, wordWrap, readOnly, viewRef, hintId]);
  return <div ref={container} className={styles.monaco} data-testid="monaco" />;
}

function DiffPart({ store, label }: { store: EditorStore; label: string }) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let dispose = () => {};
    let wanted = true;
    loadMonaco().then(({ attachDiff }) => {
      if (wanted && container.current) dispose = attachDiff(container.current, store, label).dispose;
    });
    return () => {
      wanted = false;
      dispose();
    };
  }, [store, label]);
  return <div ref={container} className={styles.monaco} />;
}

/** The code in the editor's own metrics, so that nothing moves when the engine takes over. */
function PlainCode({ store }: { store: EditorStore }) {
  const { files, active } = useObservable(store);
  const lines = (files[active] ?? "").split("\n");
  return (
    <pre className={styles.placeholder} aria-busy="true">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its number
        <code key={index} className={styles.placeholderLine}>
          {line}
          {"\n"}
        </code>
      ))}
    </pre>
  );
}

/** Monaco makes its input itself; the hint is tied to it here, so that it is read out on focus. */
function describeBy(container: HTMLElement, hintId: string) {
  for (const input of container.querySelectorAll("textarea, .native-edit-context")) {
    input.setAttribute("aria-describedby", hintId);
  }
}
